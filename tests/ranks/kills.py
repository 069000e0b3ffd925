"""kill -9 of a rank, of mpirun or of the lab at random moments, 50 times: no process, socket, shared
memory or file is left, and the next job starts."""

import os
import random
import signal
import sys
import time

sys.path.insert(0, "tests/support")
from lab import LIMIT, Lab
from tap import Tap
from traces import Traces

TOY = os.environ["TOY_RANK"]
tap = Tap()
traces = Traces()
dice = random.Random(5)

WORK = ["init\nall_reduce W 100000 3\nloop", "init\nsweep W 100000 3", "out 100000000", "sleep 60000",
        "init\nasync_all_reduce W 10 1\nwaitall\nrecv W 0 5 1", "loop"]


def victims():
    return [pid for pid, words in traces.processes().items() if "mpirun" not in words]


def launchers():
    return [pid for pid, words in traces.processes().items() if "mpirun" in words]


def kill(pid):
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def play(number):
    """One job and one kill; what was hit."""
    size = dice.choice([0, 1, 2, 3, 4])
    what = dice.choice(["rank", "rank", "mpirun", "lab"])
    lab = Lab(size, TOY)
    unit = f"submit {lab.all} 0 0"
    source = dice.choice(WORK).encode()
    lab.tell(f"{unit} {len(source)} 0", source)
    time.sleep(dice.random() * 0.5)
    found = {"rank": victims, "mpirun": launchers, "lab": lambda: [lab.process.pid]}[what]()
    if not found:  # it has not started yet, or there is none
        what, found = "lab", [lab.process.pid]
    kill(dice.choice(found))
    if what == "lab":
        lab.process.wait(LIMIT)
        lab.process.stdout.close()
        lab.process.stdin.close()
        end = time.monotonic() + LIMIT
        while traces.processes() and time.monotonic() < end:
            time.sleep(0.02)
        assert not traces.processes(), f"{number}: {what}: {traces.processes()}"
        return what
    lab.expect("ended")
    lab.close()
    left = traces.left(LIMIT)
    assert not left, f"{number}: {what}: {left}"
    return what


counts = {}
try:
    for number in range(int(sys.argv[1]) if len(sys.argv) > 1 else 50):
        hit = play(number)
        counts[hit] = counts.get(hit, 0) + 1
    tap.ok(True, f"nothing left after each of {counts}")
except Exception as error:
    tap.ok(False, "kills", repr(error))
with Lab(2, TOY) as lab:
    lab.fine("init\nall_reduce W 3 1")
tap.equal(traces.left(LIMIT), [], "the next start removes what killed labs left")
traces.close()
tap.finish()
