"""Memory of the ranks doesn't grow with what they call: collectives of every kind, asynchronous ones,
pairs, groups, objects, mistakes."""

import os
import sys

sys.path.insert(0, "tests/support")
from lab import Lab
from tap import Tap

START = """
import torch
import torch.distributed as dist
dist.init_process_group("gloo")
rank, size = dist.get_rank(), dist.get_world_size()
t = torch.ones(1000)
lists = [torch.zeros(1000) for _ in range(size)]
"""
TURNS = {
    "collectives": """
dist.all_reduce(t, op=dist.ReduceOp.MAX)
dist.broadcast(t, src=0)
dist.all_gather(lists, t)
dist.reduce_scatter(t, lists, op=dist.ReduceOp.MAX)
dist.barrier()
""",
    "asynchronous": """
works = [dist.all_reduce(t, op=dist.ReduceOp.MAX, async_op=True) for _ in range(3)]
works.append(dist.all_gather(lists, t, async_op=True))
for work in works:
    work.wait()
""",
    "pairs": """
if rank == 0:
    dist.send(t, 1)
    dist.recv(t)
else:
    dist.recv(t, 0)
    dist.isend(t, 0).wait()
""",
    "objects": """
got = [None] * size
dist.all_gather_object(got, {"rank": rank, "numbers": list(range(100))})
""",
    "mismatches": """
try:
    dist.all_reduce(torch.ones(2 + rank))
except RuntimeError:
    pass
""",
}
COUNTS = {"mismatches": 60}
LIMIT = 2 << 20
if "ASAN_OPTIONS" in os.environ:
    LIMIT = 512 << 20  # a sanitizer keeps what is freed
tap = Tap()


def fine(lab, source):
    """As typed, so that the next unit sees what this one made."""
    for result in lab.results(lab.submit(lab.all, source, mode=1), range(lab.size), 200):
        assert result["outcome"] == "done", result


with Lab(2, os.environ["RANK_PROGRAM"]) as lab:
    fine(lab, START)
    for name, body in TURNS.items():
        count = COUNTS.get(name, 2000)
        indented = body.replace("\n", "\n    ")
        memory = []
        for _ in range(3):
            fine(lab, f"for _ in range({count}):{indented}\n")
            memory.append(max(rank["memory"] for rank in lab.ranks()))
        tap.ok(memory[2] - memory[0] < LIMIT, f"{name}: {count} times, and twice again", memory)
tap.finish()
