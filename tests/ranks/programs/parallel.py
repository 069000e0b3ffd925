# RANKS: 1 2 4
# DistributedDataParallel: gradients are the mean of what each rank would get alone, in buckets of any
# size, with no_sync, parameters that are not used, buffers, and its errors.
import copy
import torch
import torch.distributed as dist
from torch import nn
from torch.nn.parallel import DistributedDataParallel as DDP

dist.init_process_group("gloo")
rank, size = dist.get_rank(), dist.get_world_size()


def close(a, b, what):
    assert torch.allclose(a, b, rtol=1e-5, atol=1e-6), (what, rank, a, b)


def data(of, step):
    generator = torch.Generator()
    generator.manual_seed(1000 * step + of)
    return torch.randn(6, 8, generator=generator), torch.randint(0, 3, (6,), generator=generator)


def model(seed):
    torch.manual_seed(seed)
    return nn.Sequential(nn.Linear(8, 33), nn.ReLU(), nn.Linear(33, 17), nn.Tanh(), nn.Linear(17, 3))


def plain_gradients(net, step):
    """What the mean over all ranks must be, computed by each rank alone."""
    sums = None
    for of in range(size):
        one = copy.deepcopy(net)
        x, y = data(of, step)
        nn.functional.cross_entropy(one(x), y).backward()
        grads = [p.grad.clone() for p in one.parameters()]
        sums = grads if sums is None else [a + b for a, b in zip(sums, grads)]
    return [s / size for s in sums]


def means(bucket_cap_mb):
    ddp = DDP(model(rank), bucket_cap_mb=bucket_cap_mb)  # another model on each rank: rank 0's wins
    assert all(name.startswith("module.") for name in ddp.state_dict())
    reference = model(0)
    for p, q in zip(ddp.parameters(), reference.parameters()):
        close(p, q, "values of rank 0")
    optimizer = torch.optim.SGD(ddp.parameters(), lr=0.1, momentum=0.9)
    for step in range(4):
        expected = plain_gradients(ddp.module, step)
        x, y = data(rank, step)
        optimizer.zero_grad()
        nn.functional.cross_entropy(ddp(x), y).backward()
        for p, g in zip(ddp.parameters(), expected):
            close(p.grad, g, ("mean", step))
        optimizer.step()
    everybody = [None] * size
    dist.all_gather_object(everybody, [p.detach().tolist() for p in ddp.parameters()])
    assert all(one == everybody[0] for one in everybody), "models stay the same"


def without_sync():
    ddp = DDP(nn.Linear(2, 1, bias=False))
    x = torch.full((1, 2), float(rank + 1))
    with ddp.no_sync():
        ddp(x).sum().backward()
    close(ddp.module.weight.grad, x, "local")
    ddp(x).sum().backward()
    close(ddp.module.weight.grad, torch.full((1, 2), sum(2. * (r + 1) for r in range(size)) / size),
          "what was added up, averaged")


class Fork(nn.Module):
    def __init__(self):
        super().__init__()
        self.left, self.right = nn.Linear(2, 1, bias=False), nn.Linear(2, 1, bias=False)

    def forward(self, x, left):
        return (self.left if left else self.right)(x)


def unused():
    ddp = DDP(Fork(), find_unused_parameters=True)
    x = torch.ones(1, 2)
    ddp(x, rank % 2 == 0).sum().backward()
    evens = (size + 1) // 2
    close(ddp.module.left.weight.grad, torch.full((1, 2), evens / size), "left")
    if size > 1:
        close(ddp.module.right.weight.grad, torch.full((1, 2), (size - evens) / size), "right")
    else:
        assert ddp.module.right.weight.grad is None
    ddp = DDP(Fork())
    ddp(x, True).sum().backward()
    try:
        ddp(x, True)
    except RuntimeError as error:
        assert "Expected to have finished reduction in the prior iteration" in str(error)
    else:
        assert False
    dist.barrier()


def buffers():
    class Counted(nn.Module):
        def __init__(self):
            super().__init__()
            self.weight = nn.Parameter(torch.ones(1))
            self.register_buffer("count", torch.full((2,), float(rank)))

        def forward(self, x):
            return (self.weight * x + self.count).sum()

    ddp = DDP(Counted())
    assert ddp.module.count.tolist() == [0, 0], "rank 0's at the start"
    ddp.module.count += rank
    ddp(torch.ones(1)).backward()
    assert ddp.module.count.tolist() == [0, 0], "and before each forward pass"


def errors():
    if size == 1:
        return
    wrong = [(nn.Linear(2, 2 + (rank == 1)), "appears not to match" if rank == 1 else "rank 1"),
             (nn.Linear(2, 2, bias=rank > 0), "DDP expects same model across all ranks")]
    for net, words in wrong:
        try:
            DDP(net)
        except RuntimeError as error:
            assert words in str(error), error
        else:
            assert False, words
    t = torch.ones(1)
    dist.all_reduce(t)
    assert t.item() == size


for cap in 25, 0.0001, 0.002:
    means(cap)
without_sync()
unused()
buffers()
errors()
print("fine")
