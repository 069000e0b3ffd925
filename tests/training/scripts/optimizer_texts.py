# How optimizers print.
import torch
from torch import optim, nn
p=[nn.Parameter(torch.ones(1))]
for c in (optim.SGD, optim.Adam, optim.AdamW, optim.Adagrad, optim.RMSprop):
    print(c(p, lr=0.1)); print(sorted(c(p, lr=0.1).param_groups[0]))
