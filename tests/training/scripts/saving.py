# torch.save and torch.load: what comes back is what went in.
import collections
import copy
import os
import tempfile
import torch
from torch import nn, optim

path = os.path.join(tempfile.gettempdir(), "ranksh-saving.pt")
torch.manual_seed(4)
model = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.Linear(4, 2))
optimizer = optim.Adam(model.parameters(), lr=0.05)
scheduler = optim.lr_scheduler.StepLR(optimizer, 2)
x, y = torch.randn(8, 3), torch.randint(0, 2, (8,))


def train(steps):
    for _ in range(steps):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        scheduler.step()
    return loss.item()


train(3)
torch.save({"epoch": 3, "model": model.state_dict(), "optimizer": optimizer.state_dict(),
            "scheduler": scheduler.state_dict(), "notes": ("a", [1, 2.5, None, True])}, path)
expected = train(3)
saved = torch.load(path)
print(sorted(saved), saved["epoch"], saved["notes"], type(saved["model"]).__name__)
print(list(saved["model"]), saved["model"]["1.num_batches_tracked"])
model.load_state_dict(saved["model"])
optimizer.load_state_dict(saved["optimizer"])
scheduler.load_state_dict(saved["scheduler"])
print(scheduler.last_epoch, optimizer.param_groups[0]["lr"])
print(abs(train(3) - expected) < 1e-7)
tensor = torch.arange(6).reshape(2, 3)
torch.save([tensor, tensor.t(), nn.Parameter(torch.ones(2))], path)
back = torch.load(path, map_location="cpu")
print(back)
print(back[1].shape, back[2].requires_grad, type(back[2]).__name__)
os.remove(path)
print(os.path.exists(path))
try:
    torch.load(path)
except FileNotFoundError as error:
    print(type(error).__name__, str(error).startswith("[Errno 2] No such file or directory"))
other = copy.deepcopy(model)
print(other[0].weight is model[0].weight, torch.equal(other[0].weight, model[0].weight))
other[0].weight.data.zero_()
print(model[0].weight.abs().sum().item() > 0, len(list(other.parameters())))
clone = copy.deepcopy(torch.ones(2, requires_grad=True))
print(clone, clone.is_leaf, copy.copy(tensor))
