"""Every collective with every type and op, in several sizes and layouts, against a plain
computation; then random ones."""

import os
import sys

sys.path.insert(0, "tests/support")
from lab import Lab
from tap import Tap

TOY = os.environ["TOY_RANK"]
tap = Tap()


def fine(lab, name, source, ranks=None):
    results = lab.run(source, ranks, 280)
    wrong = [each["diagnostic"] for each in results if each["outcome"] != "done"]
    tap.ok(not wrong, name, wrong[:2])


for size in 1, 2, 3, 4, 8:
    with Lab(size, TOY) as lab:
        fine(lab, f"{size} ranks: all there is", "init\nsweep W 0")
        fine(lab, f"{size} ranks: random", f"sweep W {10000 if size == 4 else 1000} {size}")
        if size == 3:
            lab.fine("destroy W\nnccl_init")
            fine(lab, "AVG, under nccl", "sweep W 0")
        if size == 4:
            for group, ranks in ("a", [1, 3]), ("b", [0, 1, 2]), ("c", [3]):
                lab.fine(f"group {group} {','.join(map(str, ranks))}")
            for group, ranks in ("a", [1, 3]), ("b", [0, 1, 2]), ("c", [3]):
                fine(lab, f"a group of ranks {ranks}", f"sweep {group} 1000 5", ranks)
            units = [lab.submit("1,3", "sweep a 500 7"), lab.submit("0", "sweep b 500 8")]
            late = lab.submit("2", "sweep b 500 8")
            results = lab.results(units[0], [3])  # ranks 1 and 3 alone in their group
            lab.expect("done", unit=units[0], rank=1)
            last = lab.submit("1", "sweep b 500 8")
            results += lab.results(units[1], [0]) + lab.results(late, [2])
            results += lab.results(last, [1])
            tap.equal([each["outcome"] for each in results], ["done"] * 4,
                      "two groups at work at a time, one rank in both")
tap.finish()
