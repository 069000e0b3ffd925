"""What a call cost, and ranks made slow on purpose."""

import os
import sys

sys.path.insert(0, "tests/support")
from lab import Lab
from tap import Tap

TOY = os.environ["TOY_RANK"]
tap = Tap()


def traces(lab, source):
    """(bytes, messages) of the unit's one call, by rank."""
    lab.drop("trace")
    lab.fine(source)
    found = {trace["rank"]: trace for trace in (lab.expect("trace") for _ in range(lab.size))}
    return [(found[rank]["bytes"], found[rank]["messages"]) for rank in range(lab.size)]


with Lab(4, TOY) as lab:
    lab.fine("init")
    lab.tell("trace 1")
    tap.equal(traces(lab, "all_reduce W 4 3"), [(64, 2)] * 4, "4 int64, two steps of doubling")
    tap.equal(traces(lab, "all_reduce W 10000 3"), [(120000, 6)] * 4, "80 kB around a ring of four")
    tap.equal(traces(lab, "broadcast W 10 0 9"), [(160, 2), (0, 0), (80, 1), (0, 0)],
              "a tree from rank 0")
    tap.equal(traces(lab, "broadcast W 10 1 9"), [(0, 0), (160, 2), (0, 0), (80, 1)],
              "the same tree from rank 1")
    tap.equal(traces(lab, "barrier W"), [(0, 0)] * 4, "a barrier moves no data")
    lab.tell("trace 0")
    lab.drop("trace")
    for turn in range(20):  # the setting and the unit go by sockets of their own
        lab.tell("slow 2 40")
        slow = lab.run("all_reduce W 4 3")[2]["wall_ns"]
        lab.tell("slow 2 0")
        lab.fine("all_reduce W 4 3")
        if slow < 40_000_000:
            break
    tap.ok(slow >= 40_000_000, "the next call is slow", f"turn {turn}: {slow} ns")
    tap.equal(lab.drop("trace"), [], "no costs when nobody asks")
tap.finish()
