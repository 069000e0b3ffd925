"""Ways in which a session ends or pauses: signals, a closed terminal, a closed pipe, a home that
can't be written. Nothing may hang, and nothing of ours may stay behind."""

import os
import re
import signal
import stat
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, "tests/support")
from command import RANKSH, folder, places, ranksh
from person import LIMIT, Missing, Person
from tap import Tap

def lab(env=None, **size):
    person = Person(RANKSH, env=env or places(), **size)
    person.prompt()
    return person


def descendants(pid):
    out = subprocess.run(["ps", "-e", "-o", "pid=,ppid="], capture_output=True, text=True).stdout
    pairs = [tuple(map(int, line.split())) for line in out.splitlines()]
    found, grown = {pid}, True
    while grown:
        grown = {child for child, parent in pairs if parent in found} - found
        found |= grown
    return found - {pid}


def alive(pids):
    return {pid for pid in pids if os.path.exists(f"/proc/{pid}") and
            " Z " not in open(f"/proc/{pid}/stat").read()}


def gone(pids):
    end = time.monotonic() + LIMIT
    while alive(pids):
        if time.monotonic() > end:
            raise Missing(f"processes are left: {alive(pids)}")
        time.sleep(0.05)


def signals_end_it():
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
        with lab() as me:
            ranks = descendants(me.pid)
            os.kill(me.pid, number)
            assert me.wait_end() == 128 + number
            assert "2004" not in me.screen.modes
            gone(ranks)


def signals_end_it_while_it_runs():
    for number in (signal.SIGTERM, signal.SIGHUP):
        with lab() as me:
            me.enter("while True: pass")
            me.prompt("... ")
            me.enter()
            me.expect("Ctrl-C interrupts")
            ranks = descendants(me.pid)
            os.kill(me.pid, number)
            assert me.wait_end() == 128 + number
            gone(ranks)


def a_closed_terminal_ends_it():
    me = lab()
    ranks = descendants(me.pid)
    me.hang_up()
    end = time.monotonic() + LIMIT
    done = 0
    while not done and time.monotonic() < end:
        done, _ = os.waitpid(me.pid, os.WNOHANG)
        time.sleep(0.02)
    assert done, "it lives on without its terminal"
    gone(ranks)


def killed_it_leaves_no_ranks():
    with lab() as me:
        ranks = descendants(me.pid)
        os.kill(me.pid, signal.SIGKILL)
        assert me.wait_end() == -signal.SIGKILL
        gone(ranks)


def ctrl_z_stops_it():
    with Person("bash", "--norc", "--noprofile", env={**places(), "PS1": "shell% "}) as me:
        me.prompt("shell% ")
        me.enter(RANKSH)
        me.prompt()
        me.type("print(5)")
        me.wait(lambda: me.screen.before_cursor().endswith("(5)"), "the line")
        me.type("\x1a")
        me.expect("Stopped")
        me.prompt("shell% ")
        assert me.answer("stty -a | grep -c ' icanon'", "shell% ") == "1"
        me.enter("fg")
        me.wait(lambda: me.screen.before_cursor() == ">>> print(5)", "the line again")
        me.wait(lambda: "2004" in me.screen.modes, "bracketed paste")
        me.enter()
        me.expect("^5$")


def a_rank_dies_while_a_line_is_typed():
    with lab() as me:
        me.enter("torchrun 3")
        me.expect("3 fresh ranks")
        me.prompt("[0-2] >>> ")
        me.answer("1", "[0-2] >>> ")
        shown = me.answer("%ranks", "[0-2] >>> ")
        pid = int(re.search(r"^1 +at the prompt +(\d+)", shown, re.M).group(1))
        ranks = descendants(me.pid)
        me.type("print('half")
        me.wait(lambda: me.screen.before_cursor().endswith("half"), "half a line")
        os.kill(pid, signal.SIGKILL)
        me.wait(lambda: me.screen.before_cursor() == ">>> print('half", "the line, kept")
        assert "rank 1" in me.since_mark() and "torchrun 3" in me.since_mark(), me.since_mark()
        me.enter(" a line')")
        me.expect("^half a line$")
        gone(ranks)


def exit_words_leave():
    for word in ("exit", "quit", "exit()", "quit()", "%quit"):
        with lab() as me:
            me.enter(word)
            assert me.wait_end() == 0, word


def an_empty_input():
    run = subprocess.run([RANKSH], stdin=subprocess.DEVNULL, capture_output=True, env={
        **os.environ, **places()}, timeout=LIMIT)
    assert (run.returncode, run.stdout, run.stderr) == (0, b"", b""), run


def a_closed_output():
    reader, writer = os.pipe()
    os.close(reader)
    run = subprocess.run([RANKSH], input=b"print(1)\nprint(2)\n" * 100, stdout=writer,
                         stderr=subprocess.PIPE, env={**os.environ, **places()}, timeout=LIMIT)
    os.close(writer)
    assert run.returncode >= 0 and run.stderr == b"", run


def a_home_that_cannot_be_written():
    """Root may write anywhere, so the places are below a file."""
    with tempfile.NamedTemporaryFile() as file:
        env = {name: file.name + "/x" for name in places()}
        del env["XDG_RUNTIME_DIR"]
        with lab(env) as me:
            shown = me.answer("print(1)")
            assert "lines are not kept" in " ".join(shown.split()), shown
            assert shown.endswith("\n1"), shown
            assert me.answer("print(2)") == "2"
            me.type("\x04")
            assert me.wait_end() == 0


def a_run_directory_that_cannot_be_used():
    with tempfile.NamedTemporaryFile() as file:  # what is below a file can't be made
        run = ranksh("-c", "print('alive')", env={"XDG_RUNTIME_DIR": file.name})
        assert (run.code, run.out, run.err) == (0, "alive\n", ""), run
    open_to_all = os.path.join(folder(), "ranksh")
    os.mkdir(open_to_all)
    os.chmod(open_to_all, 0o777)
    run = ranksh("-c", "print('alive')", env={"XDG_RUNTIME_DIR": os.path.dirname(open_to_all)})
    assert run.code == 3 and "only you can enter" in run.err and not run.out, run


def a_full_disk():
    """/dev/full takes no byte."""
    env = places()
    state = os.path.join(env["XDG_STATE_HOME"], "ranksh")
    os.makedirs(state)
    os.mknod(os.path.join(state, "history"), stat.S_IFCHR | 0o600, os.makedev(1, 7))
    with lab(env) as me:
        shown = me.answer("print(1)")
        assert "lines are not kept" in " ".join(shown.split()) and shown.endswith("\n1"), shown


def main():
    tap = Tap()
    tests = [signals_end_it, signals_end_it_while_it_runs, a_closed_terminal_ends_it,
             killed_it_leaves_no_ranks, a_rank_dies_while_a_line_is_typed, ctrl_z_stops_it,
             exit_words_leave, an_empty_input, a_closed_output, a_home_that_cannot_be_written,
             a_run_directory_that_cannot_be_used]
    if os.geteuid() == 0:
        tests.append(a_full_disk)
    for test in tests:
        tap.run(test.__name__.replace("_", " "), test)
    tap.finish()


main()
