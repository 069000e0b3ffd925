# A small transformer on characters, trained with DistributedDataParallel: Embedding, LayerNorm,
# attention from matmul and softmax, GELU. Every rank prints its own losses.
import math

import torch
import torch.distributed as dist
import torch.nn.functional as F
from torch import nn
from torch.nn.parallel import DistributedDataParallel as DDP

TEXT = """
four ranks went out to train a net, and each of them had data yet.
the first rank said: i have my part. the second said: then let us start.
the third rank waited for the sum. the fourth one wondered: will they come?
they met, they added what they knew, they shared the mean, and so it grew.
a rank that leaves before the rest will let the others wait, at best.
so call the same things, all in line, and every gradient will be fine.
"""

letters = sorted(set(TEXT))
number = {letter: index for index, letter in enumerate(letters)}
WIDTH, HEADS, LENGTH, BATCH = 32, 4, 16, 8


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH, bias=False)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.register_buffer("mask", torch.tril(torch.ones(LENGTH, LENGTH)))

    def forward(self, x):
        batch, length, width = x.shape
        q, k, v = self.qkv(x).split(WIDTH, dim=2)
        q = q.view(batch, length, HEADS, width // HEADS).transpose(1, 2)
        k = k.view(batch, length, HEADS, width // HEADS).transpose(1, 2)
        v = v.view(batch, length, HEADS, width // HEADS).transpose(1, 2)
        scores = q @ k.transpose(-2, -1) / math.sqrt(width // HEADS)
        scores = scores.masked_fill(self.mask[:length, :length] == 0, float("-inf"))
        mixed = F.softmax(scores, dim=-1) @ v
        return self.out(mixed.transpose(1, 2).contiguous().view(batch, length, width))


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm1 = nn.LayerNorm(WIDTH)
        self.attention = Attention()
        self.norm2 = nn.LayerNorm(WIDTH)
        self.mlp = nn.Sequential(nn.Linear(WIDTH, 4 * WIDTH), nn.GELU(),
                                 nn.Linear(4 * WIDTH, WIDTH))

    def forward(self, x):
        x = x + self.attention(self.norm1(x))
        return x + self.mlp(self.norm2(x))


class Transformer(nn.Module):
    def __init__(self):
        super().__init__()
        self.letters = nn.Embedding(len(letters), WIDTH)
        self.places = nn.Embedding(LENGTH, WIDTH)
        self.blocks = nn.ModuleList([Block() for _ in range(2)])
        self.norm = nn.LayerNorm(WIDTH)
        self.head = nn.Linear(WIDTH, len(letters))

    def forward(self, x):
        x = self.letters(x) + self.places(torch.arange(x.shape[1]))
        for block in self.blocks:
            x = block(x)
        return self.head(self.norm(x))


dist.init_process_group("gloo")
rank = dist.get_rank()
torch.manual_seed(0)
model = DDP(Transformer())
data = torch.tensor([number[letter] for letter in TEXT])
generator = torch.Generator()
generator.manual_seed(100 + rank)
optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
total = 0.0
for step in range(120):
    starts = torch.randint(0, len(data) - LENGTH - 1, (BATCH,), generator=generator)
    x = torch.stack([data[start:start + LENGTH] for start in starts.tolist()])
    y = torch.stack([data[start + 1:start + LENGTH + 1] for start in starts.tolist()])
    logits = model(x)
    loss = F.cross_entropy(logits.view(-1, len(letters)), y.view(-1))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    total += loss.item()
    if step % 20 == 19:
        print(f"{rank} step {step + 1} loss {total / 20:.3f}")
        total = 0.0
dist.destroy_process_group()
