# RANKS: 1 2 3 4 8
# Every collective, dtype, op and layout against a plain computation on what each rank would hold.
import torch
import torch.distributed as dist

dist.init_process_group("gloo")
rank, size = dist.get_rank(), dist.get_world_size()
DTYPES = [torch.float32, torch.float64, torch.int64, torch.int32, torch.uint8, torch.bool]
SHAPES = [(), (0,), (1,), (7,), (3, 5), (2, 0, 3), (1031,)]
OPS = ["SUM", "PRODUCT", "MIN", "MAX", "BAND", "BOR", "BXOR"]


def values(of, numel, seed=0):
    return [(of * 3 + i * (seed + 1) + seed) % 4 for i in range(numel)]


def make(of, shape, dtype, seed=0):
    numel = 1
    for n in shape:
        numel *= n
    return torch.tensor(values(of, numel, seed), dtype=torch.int64).to(dtype).reshape(shape)


def fold(op, tensors):
    total = tensors[0].clone()
    truth = total.dtype == torch.bool
    for each in tensors[1:]:
        if op == "SUM":
            total = (total | each) if truth else total + each
        elif op == "PRODUCT":
            total = (total & each) if truth else total * each
        elif op == "MIN":
            total = (total & each) if truth else torch.minimum(total, each)
        elif op == "MAX":
            total = (total | each) if truth else torch.maximum(total, each)
        elif op == "BAND":
            total = total & each
        elif op == "BOR":
            total = total | each
        else:
            total = total ^ each
    return total


def same(got, expected, what):
    assert got.dtype == expected.dtype and got.shape == expected.shape, (what, got, expected)
    assert torch.equal(got, expected), (what, rank, got, expected)


def layouts(tensor):
    """The same numbers, laid out in several ways."""
    yield tensor.clone()
    if tensor.dim() == 2:
        yield tensor.t().clone().t()
    if tensor.dim() == 1 and tensor.numel() > 1:
        wide = torch.zeros(tensor.numel() * 2, dtype=tensor.dtype)
        wide[::2] = tensor
        yield wide[::2]


def reductions(dtype, shape):
    for op in OPS:
        if op[0] == "B" and op[1] != "A" or op == "BAND":
            if dtype.is_floating_point:
                continue
        everybody = [make(r, shape, dtype) for r in range(size)]
        expected = fold(op, everybody)
        reduce_op = getattr(dist.ReduceOp, op)
        for t in layouts(everybody[rank]):
            assert dist.all_reduce(t, op=reduce_op) is None
            same(t, expected, ("all_reduce", op, dtype, shape))
            root = (len(shape) + 1) % size
            t = everybody[rank].clone()
            dist.reduce(t, dst=root, op=reduce_op)
            same(t, expected if rank == root else everybody[rank], ("reduce", op, dtype, shape))
        pieces = [[make(r, shape, dtype, seed=to) for to in range(size)] for r in range(size)]
        output = torch.zeros(shape, dtype=dtype)
        dist.reduce_scatter(output, pieces[rank], op=reduce_op)
        same(output, fold(op, [row[rank] for row in pieces]), ("reduce_scatter", op, dtype, shape))
        if shape != ():
            output = torch.zeros(shape, dtype=dtype)
            dist.reduce_scatter_tensor(output, torch.cat(pieces[rank]), op=reduce_op)
            same(output, fold(op, [row[rank] for row in pieces]), ("reduce_scatter_tensor", op))


def movements(dtype, shape):
    everybody = [make(r, shape, dtype, seed=1) for r in range(size)]
    for root in range(size):
        for t in layouts(everybody[rank]):
            dist.broadcast(t, src=root)
            same(t, everybody[root], ("broadcast", dtype, shape))
        lists = [torch.zeros(shape, dtype=dtype) for _ in range(size)] if rank == root else None
        dist.gather(everybody[rank], lists, dst=root)
        for r in range(size if rank == root else 0):
            same(lists[r], everybody[r], ("gather", dtype, shape))
        t = torch.zeros(shape, dtype=dtype)
        dist.scatter(t, everybody if rank == root else None, src=root)
        same(t, everybody[rank], ("scatter", dtype, shape))
    lists = [torch.zeros(shape, dtype=dtype) for _ in range(size)]
    dist.all_gather(lists, everybody[rank])
    for r in range(size):
        same(lists[r], everybody[r], ("all_gather", dtype, shape))
    pieces = [[make(r, shape, dtype, seed=to) for to in range(size)] for r in range(size)]
    lists = [torch.zeros(shape, dtype=dtype) for _ in range(size)]
    if shape != ():
        whole = torch.zeros((size * shape[0],) + tuple(shape[1:]), dtype=dtype)
        dist.all_gather_into_tensor(whole, everybody[rank])
        same(whole, torch.cat(everybody), ("all_gather_into_tensor", dtype, shape))
        whole = torch.zeros((size * shape[0],) + tuple(shape[1:]), dtype=dtype)
        dist.all_to_all_single(whole, torch.cat(pieces[rank]))
        same(whole, torch.cat([row[rank] for row in pieces]), ("all_to_all_single", dtype, shape))


def uneven():
    """Rank i sends i + j rows to rank j."""
    sent = [rank + to for to in range(size)]
    got = [of + rank for of in range(size)]
    t = torch.arange(sum(sent) * 2.).reshape(sum(sent), 2) + 1000 * rank
    out = torch.zeros(sum(got), 2)
    dist.all_to_all_single(out, t, output_split_sizes=got, input_split_sizes=sent)
    rows = []
    for of in range(size):
        before = sum(of + to for to in range(rank))
        start = torch.arange((of + rank) * 2.).reshape(of + rank, 2) + 1000 * of + 2 * before
        rows.append(start)
    same(out, torch.cat(rows), "all_to_all_single with splits")


def objects():
    mine = {"rank": rank, "list": [rank] * rank, "text": "é" * rank, "pair": (None, 1.5, True)}
    everybody = [{"rank": r, "list": [r] * r, "text": "é" * r, "pair": (None, 1.5, True)}
                 for r in range(size)]
    got = [None] * size
    dist.all_gather_object(got, mine)
    assert got == everybody, got
    for root in range(size):
        got = [None] * size if rank == root else None
        dist.gather_object(mine, got, dst=root)
        assert got == (everybody if rank == root else None)
        some = [mine, root] if rank == root else [None, None]
        dist.broadcast_object_list(some, src=root)
        assert some == [everybody[root], root]
        one = [None]
        dist.scatter_object_list(one, everybody if rank == root else None, src=root)
        assert one == [mine]
    t = [None] * size
    dist.all_gather_object(t, torch.full((2, rank), float(rank)))
    for r in range(size):
        same(t[r], torch.full((2, r), float(r)), "tensors as objects")


for dtype in DTYPES:
    for shape in SHAPES:
        reductions(dtype, shape)
        movements(dtype, shape)
uneven()
objects()
dist.barrier()
dist.monitored_barrier()
dist.destroy_process_group()
print("fine")
