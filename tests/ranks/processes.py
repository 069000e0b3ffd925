"""Starting, talking, output, strangers, and what happens when something is missing or dies."""

import os
import pathlib
import signal
import socket
import struct
import sys
import time

sys.path.insert(0, "tests/support")
from lab import LIMIT, Lab
from tap import Tap
from traces import Traces

TOY = os.environ["TOY_RANK"]
tap = Tap()
traces = Traces()


def outputs(lab, rank, stream=1):
    return "".join(each["text"] for each in lab.drop("output")
                   if each["rank"] == rank and each["stream"] == stream)


def lone_process():
    with Lab(0, TOY) as lab:
        lab.expect("ready")
        lab.fine("print hello world\nenv RANK")
        tap.equal(outputs(lab, 0), "hello world\n(unset)\n", "the lone process has no RANK")
        lab.fine("init 0 1\nall_reduce W 5 2\nbarrier W")  # MPI only now
        tap.equal(lab.run("exit 7")[0]["exit_code"], 7, "SystemExit is told, the rank stays")
        lab.fine("all_reduce W 1 1")
        lab.tell("end")
        tap.equal(lab.expect("ended")["reason"], "asked", "it leaves when asked")
    tap.equal(traces.left(), [], "the lone process leaves nothing")


def torchrun():
    with Lab(4, TOY) as lab:
        unit = lab.submit("0-3", "print early")  # before anybody is there
        for result in lab.results(unit, range(4)):
            assert result["outcome"] == "done"
        lab.drop("output")
        lab.fine("init\nall_reduce W 10 1")
        pids = lab.pids()
        lab.tell("end")
        lab.expect("ended", reason="asked")
    tap.ok(len(set(pids)) == 4 and 0 not in pids, "four processes", pids)
    tap.equal(traces.left(), [], "four ranks leave nothing")


def environment():
    with Lab(2, TOY) as lab:
        for name, wanted in [("RANK", "01"), ("WORLD_SIZE", "22"), ("LOCAL_RANK", "01"),
                             ("OMPI_COMM_WORLD_RANK", "(unset)\n(unset)\n"),
                             ("RANKSH_TOKEN", "(unset)\n(unset)\n"), ("MASTER_PORT", "29500" * 2)]:
            lab.fine(f"env {name}")
            texts = sorted(lab.drop("output"), key=lambda each: each["rank"])
            tap.equal("".join(each["text"] for each in texts), wanted, f"os.environ: {name}")


def idle_ranks_sleep():
    with Lab(4, TOY) as lab:
        lab.fine("init\nall_reduce W 10 1")
        before = [rank["cpu_ns"] for rank in lab.ranks()]
        time.sleep(1)
        after = [rank["cpu_ns"] for rank in lab.ranks()]
        used = max(b - a for a, b in zip(before, after)) / 1e6
        tap.ok(used < 20, "idle ranks use no CPU", f"{used:.1f} ms in a second")


def output_waits_for_credit():
    with Lab(2, TOY) as lab:
        lab.expect("ready")
        lab.tell("keep 1")
        unit = lab.submit("0-1", "out 2000000\nprint end")
        end = time.monotonic() + 3
        while time.monotonic() < end:
            lab.read(0.3)
        got = sum(each["length"] for each in lab.drop("output") if each["rank"] == 0)
        tap.ok(200_000 < got <= 256 * 1024, "at most 256 KiB are on their way", got)
        tap.equal([rank["phase"] for rank in lab.ranks()], [6, 6], "out of credit is a phase")
        lab.tell("interrupt 1")
        tap.equal(lab.results(unit, [1])[0]["outcome"], "interrupted", "and can be interrupted")
        lab.tell("keep 0")
        lab.tell(f"take 0 {got}")
        lab.expect("done", unit=unit, rank=0)
        rest = sum(each["length"] for each in lab.drop("output") if each["rank"] == 0)
        tap.equal(got + rest, 2000004, "all output comes, before the end of the unit")


def stray_output():
    with Lab(2, TOY) as lab:
        lab.fine("stray from-a-library")
        stray = lab.expect("output", rank=1, stream=0)
        tap.equal(stray["text"], "from-a-library", "what libraries write arrives as stray output")
        lab.submit("1", "stray last-words\ncrash 6")
        ended = lab.expect("ended")
        tap.equal((ended["reason"], ended["rank"]), ("rank lost", 1), "a crash ends the job")
        tap.ok(any("last-words" in each["text"] for each in lab.drop("output")),
               "its last words arrive first")
    tap.equal(traces.left(), [], "a crash leaves nothing")


def questions():
    with Lab(2, TOY) as lab:
        lab.expect("ready")
        unit = lab.submit("0", "ask 2 4 hello")
        asked = lab.expect("request")
        tap.equal((asked["kind"], asked["value"], asked["data"]), (2, 4, "hello"), "a rank asks")
        lab.tell(f"reply 0 {asked['number']} 0 9 fine")
        lab.results(unit, [0])
        tap.equal(lab.expect("output", rank=0)["text"], "fine", "and gets its answer")


def checks_run_inside_waits():
    with Lab(2, TOY) as lab:
        lab.fine("init")
        unit = lab.submit("0", "recv W 1 1 5")
        lab.expect("settled")
        check = lab.submit("0", "value yes", mode=2)
        tap.equal(lab.results(check, [0])[0]["value"], "yes", "a check runs beside a wait")
        try:
            lab.submit("0", "print no")
            tap.ok(False, "a waiting rank takes no other unit")
        except RuntimeError as error:
            tap.equal(str(error), "rank 0 waits inside a call", "a waiting rank takes no other unit")
        other = lab.submit("1", "send W 0 1 5")
        tap.equal([r["outcome"] for r in lab.results(unit, [0]) + lab.results(other, [1])],
                  ["done", "done"], "the wait goes on after the check")


def replay():
    with Lab(0, TOY) as lab:
        first = lab.run("reading 1\nreading 2")[0]
        unit = lab.submit("0", "reading 1\nsleep 60000\nprint x\nreading 2", flags=1,
                          journal=bytes.fromhex(first["journal"]))
        lab.drop("output")
        again = lab.results(unit, [0])[0]
        tap.equal(again["value"], first["value"], "a replay reads what was read")
        tap.equal(lab.drop("output"), [], "and prints nothing")
        tap.equal(again["journal"], first["journal"], "and notes the same")


def hello(**changes):
    """A HELLO as a rank would send it."""
    fields = {"length": 232, "kind": 1, "token": bytes(32), "magic": 0x524E4B01, "version": 1,
              "role": 0, "rank": 0, "size": 2}
    fields.update(changes)
    head = struct.pack("<IHHI", fields["length"], fields["kind"], 0, 0)
    body = fields["token"] + struct.pack("<IIiiiii44s64s64s", fields["magic"], fields["version"],
                                         fields["role"], fields["rank"], fields["size"],
                                         os.getpid(), 4, b"0.1.0", b"", b"")
    return head + body


def strangers():
    """The ranks are held back by a launcher that waits, so that the socket stays open."""
    launcher = pathlib.Path(traces.folder) / "mpirun"
    launcher.write_text("#!/bin/sh\ncase $1 in --version) echo 'mpirun (Open MPI) 4.1.4'; exit;; esac\n"
                        f"while [ ! -e {traces.folder}/go ]; do sleep 0.05; done\nexec mpirun \"$@\"\n")
    launcher.chmod(0o755)
    with Lab(2, TOY, mpirun=launcher) as lab:
        end = time.monotonic() + LIMIT
        while not (found := list(pathlib.Path(traces.folder).rglob("socket"))):
            assert time.monotonic() < end
            time.sleep(0.01)
        tries = {"wrong secret": hello(), "4 GB announced": hello(length=0xFFFFFFFF),
                 "another kind": hello(kind=9), "garbage": os.urandom(5000), "nothing": b""}
        sockets = {}
        for name, data in tries.items():
            sockets[name] = socket.socket(socket.AF_UNIX)
            sockets[name].connect(str(found[0]))
            sockets[name].sendall(data)
        for name, each in sockets.items():
            each.settimeout(10)
            try:
                answer = each.recv(100)
            except ConnectionResetError:
                answer = b""
            tap.equal(answer, b"", f"a stranger is shown the door: {name}")
        (pathlib.Path(traces.folder) / "go").touch()
        lab.fine("init\nall_reduce W 3 1")
        tap.ok(True, "the job starts all the same")
    (pathlib.Path(traces.folder) / "go").unlink()
    launcher.unlink()


def failing_starts():
    with Lab(2, TOY, mpirun="/nowhere/mpirun") as lab:
        ended = lab.expect("ended")
        tap.ok(ended["reason"] == "start" and "apt-get install openmpi-bin" in ended["cure"],
               "mpirun missing: what to install", ended)
    with Lab(2, TOY, mpirun="/bin/true") as lab:
        tap.ok("not Open MPI's" in lab.expect("ended")["what"], "another program called mpirun")
    with Lab(2, "/bin/false") as lab:
        ended = lab.expect("ended")
        tap.ok(ended["reason"] == "start" and ended["what"] != "", "a program that ends at once",
               ended)
    with Lab(2, "/nowhere/rank") as lab:
        ended = lab.expect("ended")
        tap.ok(ended["reason"] == "start" and "----" not in ended["what"],
               "no rank program: no raw text of Open MPI", ended)
    with Lab(2, "/usr/bin/yes", connect_ms=1500) as lab:
        tap.ok("had not started" in lab.expect("ended", reason="start")["what"], "nobody comes")
    with Lab(1000, TOY) as lab:
        tap.equal(lab.expect("ended")["what"], "a job has 1 to 256 ranks", "too many ranks")
    with Lab(0, "/bin/false") as lab:
        tap.equal(lab.expect("ended")["reason"], "start", "the lone process ends at once")
    tap.equal(traces.left(), [], "starts that failed leave nothing")


def deaths():
    with Lab(3, TOY) as lab:
        lab.fine("init")
        lab.submit("0", "all_reduce W 5 1")
        lab.submit("1", "loop")
        time.sleep(0.3)
        start = time.monotonic()
        lab.tell("kill 2")
        ended = lab.expect("ended")
        took = time.monotonic() - start
        tap.equal((ended["reason"], ended["rank"], ended["signal"]), ("rank lost", 2, 9),
                  "a killed rank is named")
        tap.ok("rank 0 waits in all_reduce #1" in ended["scene"]
               and "rank 1 computes" in ended["scene"], "and what the others did", ended["scene"])
        tap.ok(took < 10, "soon", took)
    with Lab(2, TOY) as lab:
        lab.fine("init")
        mpirun = [pid for pid, words in traces.processes().items() if "mpirun" in words][0]
        os.kill(mpirun, signal.SIGKILL)
        tap.equal(lab.expect("ended")["reason"], "launcher", "mpirun killed")
    with Lab(0, TOY) as lab:
        lab.expect("ready")
        os.kill(lab.pids()[0], signal.SIGSEGV)
        ended = lab.expect("ended")
        tap.equal((ended["reason"], ended["signal"]), ("rank lost", 11), "the lone process dies")
    with Lab(2, TOY) as lab:
        lab.submit("1", "leave 3")
        tap.equal(lab.expect("ended")["reason"], "rank lost", "a rank that exits by itself")
    tap.equal(traces.left(), [], "deaths leave nothing")


def long_paths():
    os.environ["XDG_RUNTIME_DIR"] = folder = os.path.join(traces.folder, "x" * 120)
    os.mkdir(folder, 0o700)
    with Lab(2, TOY) as lab:
        lab.fine("init\nall_reduce W 3 1")
        tap.ok(True, "a run directory with a long path")
    os.environ["XDG_RUNTIME_DIR"] = traces.folder
    os.rmdir(os.path.join(folder, "ranksh"))
    os.rmdir(folder)


for test in [lone_process, torchrun, environment, idle_ranks_sleep, output_waits_for_credit,
             stray_output, questions, checks_run_inside_waits, replay, strangers, failing_starts,
             deaths, long_paths]:
    tap.run(test.__name__, test)
traces.close()
tap.finish()
