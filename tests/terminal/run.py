"""`ranksh run` and `ranksh -c`: output, tags, exit codes, deadlocks, interrupts."""

import os
import re
import signal
import subprocess
import sys
import time

sys.path.insert(0, "tests/support")
from command import LIMIT, RANKSH, places, ranksh, script
from tap import Tap

DIST = "import torch, torch.distributed as dist\ndist.init_process_group('gloo')\n"


def a_script_on_the_lone_process():
    run = ranksh("run", script("import sys\nprint(sys.argv[1:])\n1 + 1\nprint(__name__)\n"), "a",
                 "-n", "--b")
    assert (run.code, run.out, run.err) == (0, "['a', '-n', '--b']\n__main__\n", ""), run


def code_from_a_string_and_from_stdin():
    run = ranksh("-c", "import sys; print(sys.argv)", "x")
    assert (run.code, run.out) == (0, "['-c', 'x']\n"), run
    run = ranksh("run", "-", stdin="print(7)\n")
    assert (run.code, run.out, run.err) == (0, "7\n", ""), run


def uncaught_exceptions():
    run = ranksh("run", script("def f():\n    return 1 / 0\nprint('before')\nf()\n", "boom.py"))
    assert run.code == 1 and run.out == "before\n", run
    assert run.err.startswith("Traceback (most recent call last):\n"), run
    assert run.err.endswith("ZeroDivisionError: division by zero\n"), run
    run = ranksh("-c", "x = (1,\n")
    assert run.code == 1 and run.err.endswith("SyntaxError: '(' was never closed\n"), run


def exit_codes_of_scripts():
    for code, expected in (("raise SystemExit", 0), ("import sys; sys.exit(3)", 3),
                           ("import sys; sys.exit('words')", 1)):
        run = ranksh("-c", code)
        assert run.code == expected, (code, run)


def scripts_meet_a_bare_process():
    run = ranksh("-c", "import torch.distributed as dist\n"
                       "dist.init_process_group('gloo', rank=0, world_size=1)",
                 env={"MASTER_ADDR": "", "MASTER_PORT": ""})
    assert run.code == 1, run
    run = ranksh("-c", "import os; print('MASTER_ADDR' in os.environ)")
    assert run.out == "False\n", run


def four_ranks():
    run = ranksh("run", "-n", "4", script(
        DIST + "t = torch.tensor([dist.get_rank() + 1.0])\ndist.all_reduce(t)\n"
               "print('rank', dist.get_rank(), t.item())\n"))
    assert run.code == 0 and run.err == "", run
    assert sorted(run.out.splitlines()) == [f"rank {rank} 10.0" for rank in range(4)], run


def tagged_output():
    run = ranksh("run", "-n", "2", "--tag-output", script(
        "import os, sys\nprint('out', end='')\nprint('err', file=sys.stderr)\n"
        "assert os.environ['RANK'] != '1', 'no'\n"))
    assert run.code == 1, run
    assert sorted(run.out.splitlines()) == ["[0] out", "[1] out"], run
    assert all(re.match(r"\[[01]\] ", line) for line in run.err.splitlines()), run
    assert run.err.count("err\n") == 2 and "[1] AssertionError: no\n" in run.err, run


def a_certain_deadlock_is_ended():
    run = ranksh("run", "-n", "2", script(
        DIST + "if dist.get_rank() == 0:\n    dist.barrier()\n", "stuck.py"))
    assert run.code == 4, run
    for part in ("rank 0", "barrier", "stuck.py:4", "nothing can free them", "in PyTorch:"):
        assert part in run.err, (part, run)


def a_cycle_is_named():
    run = ranksh("run", "-n", "2", script(DIST + "dist.send(torch.ones(1), 1 - dist.get_rank())\n"))
    assert run.code == 4 and "0 -> 1 -> 0" in run.err, run


def waiting_goes_on_with_wait():
    process = subprocess.Popen([RANKSH, "run", "--wait", "-n", "2", script(
        DIST + "if dist.get_rank() == 0:\n    dist.barrier()\n")], stderr=subprocess.PIPE,
        env={**os.environ, **places()})
    seen = b""
    while b"waits in barrier" not in seen:
        data = os.read(process.stderr.fileno(), 4096)
        assert data, seen
        seen += data
    process.send_signal(signal.SIGINT)
    rest = process.communicate(timeout=LIMIT)[1]
    assert process.returncode == 130 and b"waits in barrier" in rest, (process.returncode, rest)


def a_deadlock_after_an_exception():
    run = ranksh("run", "-n", "2", script(
        DIST + "if dist.get_rank() == 1:\n    raise ValueError('gone')\ndist.barrier()\n"))
    assert run.code == 1 and "ValueError: gone" in run.err and "waits in barrier" in run.err, run


def an_interrupt():
    for ranks in ([], ["-n", "2"]):
        process = subprocess.Popen([RANKSH, "run", *ranks, script(
            "print('ready', flush=True)\nwhile True:\n    pass\n")], stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, env={**os.environ, **places()})
        assert os.read(process.stdout.fileno(), 6) == b"ready\n"
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=LIMIT)
        assert process.returncode == 130 and b"rank 0 runs" in err, (process.returncode, err)


def a_dead_rank():
    run = ranksh("run", "-n", "2", script(
        DIST + "import os\nif dist.get_rank() == 1:\n    print(os.getpid(), flush=True)\n"
               "dist.barrier()\nimport time\ntime.sleep(0.2)\n"))
    assert run.code == 0, run
    process = subprocess.Popen([RANKSH, "run", "-n", "2", "--wait", script(
        "import os, time\nprint(os.getpid(), flush=True)\ntime.sleep(1000)\n")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **places()})
    seen = b""
    while seen.count(b"\n") < 2:
        seen += os.read(process.stdout.fileno(), 4096)
    os.kill(int(seen.split()[0]), signal.SIGKILL)
    _, err = process.communicate(timeout=LIMIT)
    assert process.returncode == 3 and b"rank 0 " in err, (process.returncode, err)


def a_reader_that_leaves():
    process = subprocess.Popen([RANKSH, "run", script("while True:\n    print('y' * 1000)\n")],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               env={**os.environ, **places()})
    os.read(process.stdout.fileno(), 10)
    process.stdout.close()
    assert process.wait(timeout=LIMIT) == 1


def much_output_arrives_whole():
    run = ranksh("run", script("for i in range(200000):\n    print(i)\n"))
    assert run.out == "".join(f"{i}\n" for i in range(200000)), (run.code, len(run.out), run.err)


def nothing_stays_behind():
    before = set(os.listdir("/dev/shm"))
    env = places()
    run = ranksh("run", "-n", "2", script(DIST + "dist.barrier()\n"), env=env)
    assert run.code == 0, run
    left = os.path.join(env["XDG_RUNTIME_DIR"], "ranksh")
    assert not os.path.isdir(left) or not os.listdir(left), os.listdir(left)
    assert set(os.listdir("/dev/shm")) <= before | {name for name in os.listdir("/dev/shm")
                                                    if "ranksh" not in name}
    end = time.monotonic() + LIMIT
    while env["XDG_RUNTIME_DIR"] in subprocess.run(["ps", "-e", "-o", "args"], text=True,
                                                   capture_output=True).stdout:
        assert time.monotonic() < end, "processes are left"
        time.sleep(0.1)


def main():
    tap = Tap()
    for test in (a_script_on_the_lone_process, code_from_a_string_and_from_stdin,
                 uncaught_exceptions, exit_codes_of_scripts, scripts_meet_a_bare_process,
                 four_ranks, tagged_output, a_certain_deadlock_is_ended, a_cycle_is_named,
                 waiting_goes_on_with_wait, a_deadlock_after_an_exception, an_interrupt,
                 a_dead_rank, a_reader_that_leaves, much_output_arrives_whole,
                 nothing_stays_behind):
        tap.run(test.__name__.replace("_", " "), test)
    tap.finish()


main()
