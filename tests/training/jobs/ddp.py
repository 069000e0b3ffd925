# The same 24 samples a step on however many ranks: every run prints the same numbers. Losses and
# parameters are means over all.
import torch
import torch.distributed as dist
from torch import nn
from torch.nn.parallel import DistributedDataParallel as DDP

dist.init_process_group("gloo")
rank, size = dist.get_rank(), dist.get_world_size()
torch.manual_seed(3)
model = DDP(nn.Sequential(nn.Linear(6, 16), nn.Tanh(), nn.Linear(16, 3)))
optimizer = torch.optim.SGD(model.parameters(), lr=0.2, momentum=0.9)
loss_fn = nn.CrossEntropyLoss()
x, y = torch.randn(240, 6), torch.randint(0, 3, (240,))
share = 24 // size
for step in range(40):
    start = step % 10 * 24 + rank * share
    optimizer.zero_grad()
    loss = loss_fn(model(x[start:start + share]), y[start:start + share])
    loss.backward()
    optimizer.step()
    mean = loss.detach().clone()
    dist.all_reduce(mean)
    if rank == 0 and step % 5 == 4:
        print(f"{mean.item() / size:.7f}")
if rank == 0:
    for parameter in model.parameters():
        print(" ".join(f"{value:.7f}" for value in parameter.detach().flatten().tolist()[:8]))
dist.destroy_process_group()
