# RANKS: 1 2 3 4 8
# Groups that overlap, asynchronous calls of every kind, pairs with and without tags, and again from
# the start after destroy.
import time
import torch
import torch.distributed as dist


def groups(rank, size):
    lists = [[r for r in range(size) if r % 2 == 0], list(range(size - 1, -1, -1)), [size - 1],
             list(range(size // 2 + 1))]
    made = [dist.new_group(ranks) for ranks in lists]
    for turn in range(10):
        for ranks, group in zip(lists, made):
            ranks = sorted(ranks)
            if rank not in ranks:
                assert dist.get_rank(group) == -1 and dist.get_world_size(group) == -1
                continue
            assert dist.get_rank(group) == ranks.index(rank)
            assert dist.get_world_size(group) == len(ranks)
            assert dist.get_process_group_ranks(group) == ranks
            assert dist.get_global_rank(group, 0) == ranks[0]
            assert dist.get_group_rank(group, ranks[-1]) == len(ranks) - 1
            t = torch.tensor([rank + turn, 1])
            dist.all_reduce(t, group=group)
            assert t.tolist() == [sum(ranks) + turn * len(ranks), len(ranks)], (ranks, t)
            t = torch.tensor([float(rank)])
            dist.broadcast(t, src=ranks[-1], group=group)
            assert t.item() == ranks[-1]
            dist.barrier(group=group)
            works = [dist.all_reduce(torch.ones(2), group=group, async_op=True) for _ in range(3)]
            for work in works:
                work.wait()


def asynchronous(rank, size):
    n = 5
    sums = [torch.full((n,), float(rank + i)) for i in range(20)]
    works = [dist.all_reduce(t, async_op=True) for t in sums]
    for work in reversed(works):
        assert work.wait() is True
        assert work.is_completed()
    for i, t in enumerate(sums):
        assert t.tolist() == [sum(r + i for r in range(size))] * n, t
    outs = [torch.zeros(2) for _ in range(size)]
    into, single = torch.zeros(2 * size), torch.zeros(size)
    mine, part, top = torch.zeros(1), torch.zeros(1), torch.full((1,), float(rank))
    parts = [torch.full((1,), float(r)) for r in range(size)]
    gathered = [torch.zeros(1) for _ in range(size)] if rank == 0 else None
    moved = [torch.zeros(1) for _ in range(size)]
    works = [
        dist.all_gather(outs, torch.full((2,), float(rank)), async_op=True),
        dist.all_gather_into_tensor(into, torch.full((2,), float(rank)), async_op=True),
        dist.scatter(mine, parts if rank == 0 else None, src=0, async_op=True),
        dist.gather(torch.full((1,), float(rank)), gathered, dst=0, async_op=True),
        dist.reduce_scatter(part, [p + rank for p in parts], async_op=True),
        dist.reduce(top, dst=0, op=dist.ReduceOp.MAX, async_op=True),
        dist.all_to_all_single(single, torch.full((size,), float(rank)), async_op=True),
        dist.broadcast(torch.ones(3), src=0, async_op=True),
        dist.barrier(async_op=True),
    ]
    for work in works:
        work.wait()
    numbers = [float(r) for r in range(size)]
    assert [t.tolist() for t in outs] == [[x, x] for x in numbers]
    assert into.tolist() == [x for x in numbers for _ in range(2)]
    assert mine.item() == rank and single.tolist() == numbers
    assert part.item() == rank * size + sum(numbers), part
    if rank == 0:
        assert [t.item() for t in gathered] == numbers and top.item() == size - 1


def sleeping(rank, size):
    """A rank that sleeps or computes still lets its asynchronous calls complete on the others."""
    t = torch.ones(1)
    if rank == 0:
        work = dist.all_reduce(t, async_op=True)
        time.sleep(0.3)
        work.wait()
    else:
        dist.all_reduce(t)
    assert t.item() == size


def pairs(rank, size):
    right, left = (rank + 1) % size, (rank - 1) % size
    if size == 1:
        return
    got = torch.zeros(3)
    works = dist.batch_isend_irecv([dist.P2POp(dist.isend, torch.full((3,), float(rank)), right),
                                    dist.P2POp(dist.irecv, got, left)])
    for work in works:
        work.wait()
    assert got.tolist() == [left] * 3
    # tags may be received in another order than they were sent
    sent = [dist.isend(torch.tensor([rank * 10 + tag]), right, tag=tag) for tag in range(4)]
    for tag in [3, 0, 2, 1]:
        t = torch.zeros(1, dtype=torch.int64)
        assert dist.recv(t, left, tag=tag) == left
        assert t.item() == left * 10 + tag, t
    for work in sent:
        work.wait()
    # from anybody: all come, each once
    if rank == 0:
        seen = []
        for _ in range(size - 1):
            t = torch.zeros(2)
            source = dist.recv(t)
            assert t.tolist() == [source, source * 2]
            seen.append(source)
        assert sorted(seen) == list(range(1, size))
    else:
        dist.send(torch.tensor([float(rank), rank * 2.]), 0)
    # parts of tensors, if they lie in one piece
    table = torch.arange(12.).reshape(3, 4) + 100 * rank
    if rank % 2 == 0 and rank + 1 < size:
        dist.send(table[1], rank + 1)
    elif rank % 2 == 1:
        dist.recv(table[2], rank - 1)
        assert table[2].tolist() == [100 * rank - 100 + i for i in range(4, 8)], table
        assert table[1].tolist() == [100 * rank + i for i in range(4, 8)], table
    for call in dist.send, dist.recv, dist.isend, dist.irecv:
        try:
            call(table.t()[1:3], right)
            assert False
        except RuntimeError as error:
            assert str(error).endswith("tensor has to be contiguous"), error


for turn in range(3):
    dist.init_process_group("gloo")
    rank, size = dist.get_rank(), dist.get_world_size()
    groups(rank, size)
    asynchronous(rank, size)
    sleeping(rank, size)
    pairs(rank, size)
    dist.barrier()
    dist.destroy_process_group()
    assert not dist.is_initialized()
dist.init_process_group("nccl")
t = torch.full((3,), float(rank))
dist.all_reduce(t, op=dist.ReduceOp.AVG)
assert t.tolist() == [(size - 1) / 2] * 3
print("fine")
