# RANKS: 2 4
# A hundred calls that time out or don't match, in one job; after each of them the job computes
# right. Each mistake is an error on every rank that took part, and names the ranks.
from datetime import timedelta
import time
import torch
import torch.distributed as dist

dist.init_process_group("gloo", timeout=timedelta(seconds=100))
rank, size = dist.get_rank(), dist.get_world_size()
quick = dist.new_group(timeout=timedelta(milliseconds=50))


def fails(call, *words):
    try:
        call()
    except RuntimeError as error:
        text = str(error)
        for word in words:
            assert word in text, (rank, word, text)
    else:
        assert False, (rank, words)


def computes():
    t = torch.tensor([float(rank), 1.])
    dist.all_reduce(t)
    assert t.tolist() == [size * (size - 1) / 2, size], t


def late(turn):
    """The last rank stays away from the call."""
    if rank < size - 1:
        fails(lambda: dist.all_reduce(torch.ones(2), group=quick), "Timed out", f"rank {size - 1}")


def silent(turn):
    """Nobody sends."""
    if rank == turn % size:
        fails(lambda: dist.recv(torch.zeros(1), (rank + 1) % size, group=quick), "Timed out",
              f"rank {(rank + 1) % size}")


def deaf(turn):
    """Nobody receives; wait() has a limit of its own."""
    if rank == turn % size:
        work = dist.isend(torch.zeros(1), (rank + 1) % size, tag=7)
        fails(lambda: work.wait(timedelta(milliseconds=50)), "Timed out")


def shapes(turn):
    fails(lambda: dist.all_reduce(torch.ones(2 + (rank == 0))), "mismatch", "rank 0", "[3]", "[2]")


def dtypes(turn):
    dtype = torch.int32 if rank == turn % size else torch.float32
    fails(lambda: dist.broadcast(torch.ones(2, dtype=dtype), src=0), "mismatch", "int32", "float32")


def calls(turn):
    t = torch.ones(size)
    call = (lambda: dist.all_reduce(t)) if rank == turn % size else (lambda: dist.barrier())
    fails(call, "mismatch", "all_reduce", "barrier", "mistakes.py:")


def ops(turn):
    op = dist.ReduceOp.MAX if rank == 1 else dist.ReduceOp.SUM
    fails(lambda: dist.all_reduce(torch.ones(2), op=op), "mismatch", "max", "sum")


def roots(turn):
    fails(lambda: dist.broadcast(torch.ones(2), src=int(rank == 1)), "mismatch", "root 0", "root 1")


def asynchronous(turn):
    work = dist.all_reduce(torch.ones(3 + (rank == 1)), async_op=True)
    fails(work.wait, "mismatch", "[3]", "[4]")


def lengths(turn):
    if rank == 0:
        fails(lambda: dist.send(torch.ones(3), 1), "mismatch", "[3]", "[2]")
    elif rank == 1:
        fails(lambda: dist.recv(torch.ones(2), 0), "mismatch", "[3]", "[2]")


def groups(turn):
    ranks = [0] if rank == 0 else [0, 1]
    fails(lambda: dist.new_group(ranks), "mismatch", "ranks [0]", "ranks [0, 1]")


KINDS = [late, silent, deaf, shapes, dtypes, calls, ops, roots, asynchronous, lengths, groups]
for turn in range(100):
    KINDS[turn % len(KINDS)](turn)
    computes()
print("fine")
