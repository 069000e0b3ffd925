# The training loop that tests/bench/training.py times, as a learner types it; runs in ranksh and in
# PyTorch. Prints the fastest and the median time of a step over short stretches.
# training_step.py H STRETCHES STEPS
import sys
import time

import torch
import torch.distributed as dist
from torch import nn
from torch.nn.parallel import DistributedDataParallel as DDP

hidden, stretches, steps = (int(each) for each in sys.argv[1:4])
dist.init_process_group("gloo")
rank = dist.get_rank()
torch.manual_seed(0)
x = torch.rand(1437, 64)
y = torch.randint(0, 10, (1437,))
model = DDP(nn.Sequential(nn.Linear(64, hidden), nn.ReLU(), nn.Linear(hidden, 10)))
loss_fn = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)


def train(count):
    start = 0
    for _ in range(count):
        batch, labels = x[start:start + 32], y[start:start + 32]
        optimizer.zero_grad()
        loss = loss_fn(model(batch), labels)
        loss.backward()
        optimizer.step()
        start = start + 32 if start + 64 <= 1437 else 0


train(steps)
times = []
for _ in range(stretches):
    dist.barrier()
    begun = time.perf_counter()
    train(steps)
    times.append((time.perf_counter() - begun) / steps * 1e6)
times.sort()
if rank == 0:
    print(f"{times[0]:.2f} {times[len(times) // 2]:.2f}")
dist.destroy_process_group()
