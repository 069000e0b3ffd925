# Every layer: its text, what it gives, its gradients.
import torch
from torch import nn
import torch.nn.functional as F


def show(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))


def run(layer, *inputs):
    torch.manual_seed(3)
    print(layer)
    out = layer(*inputs)
    print(out)
    if out.requires_grad:
        weight = torch.arange(1.0, out.numel() + 1).reshape(out.shape) / 10
        (out * weight).sum().backward()
    for each in inputs:
        if each.is_floating_point() and each.grad is not None:
            print("d_x", each.grad)
            each.grad = None
    for name, parameter in layer.named_parameters():
        print(name, parameter.grad)


x = torch.tensor([[-2.0, -0.5, 0.0, 0.25], [0.5, 1.0, 3.0, 30.0]], requires_grad=True)
for layer in [nn.ReLU(), nn.ReLU6(), nn.LeakyReLU(0.1), nn.ELU(0.7), nn.SELU(), nn.GELU(),
              nn.GELU(approximate="tanh"), nn.SiLU(), nn.Mish(), nn.Softplus(), nn.Softplus(2, 5),
              nn.Tanh(), nn.Sigmoid(), nn.LogSigmoid(), nn.Hardtanh(-1.5, 0.75), nn.Hardsigmoid(),
              nn.Hardswish(), nn.Softsign(), nn.Tanhshrink(), nn.Softmax(dim=1), nn.Softmin(dim=0),
              nn.LogSoftmax(dim=1), nn.Threshold(0.3, 20.0), nn.PReLU(), nn.Identity(),
              nn.Flatten(0)]:
    run(layer, x)
torch.manual_seed(0)
run(nn.Linear(4, 3), x)
torch.manual_seed(0)
run(nn.Linear(4, 3, bias=False), x)
torch.manual_seed(0)
run(nn.Embedding(5, 3), torch.tensor([[1, 4], [1, 0]]))
torch.manual_seed(0)
run(nn.Embedding(5, 2, padding_idx=0), torch.tensor([0, 2, 0]))
show(lambda: nn.Embedding(5, 2)(torch.tensor([5])))
show(lambda: nn.Embedding(5, 2)(torch.tensor([1.0])))
run(nn.LayerNorm(4), x)
run(nn.LayerNorm([2, 4], eps=1e-3), x)
run(nn.LayerNorm(4, elementwise_affine=False), x)
show(lambda: nn.LayerNorm(3)(x))
run(nn.Dropout(0.5), x)
run(nn.Dropout(0.25).eval(), x)
run(nn.Dropout(0.0), x)
show(lambda: nn.Dropout(1.5))
norm = nn.BatchNorm1d(4)
batch = torch.tensor([[1.0, 2.0, 3.0, 4.0], [2.0, 2.5, -3.0, 0.0], [0.0, 1.0, 1.0, 1.0]], requires_grad=True)
out = norm(batch)
print(norm, out.detach())
print(norm.running_mean, norm.running_var, norm.num_batches_tracked)
print(norm.eval()(batch).detach())
show(lambda: nn.BatchNorm1d(4)(torch.ones(1, 4)))
show(lambda: nn.BatchNorm2d(4)(torch.ones(1, 4)))
image = (torch.arange(32.0).reshape(1, 2, 4, 4) % 7).requires_grad_()
torch.manual_seed(0)
run(nn.Conv2d(2, 3, 3), image)
torch.manual_seed(0)
run(nn.Conv2d(2, 2, (2, 3), stride=2, padding=1, groups=2, bias=False), image)
torch.manual_seed(0)
run(nn.Conv2d(2, 1, 2, dilation=2), image)
show(lambda: nn.Conv2d(3, 3, 3)(torch.ones(1, 2, 4, 4)))
run(nn.MaxPool2d(2), image)
run(nn.MaxPool2d(3, stride=1, padding=1), image)
run(nn.Flatten(), image)
run(nn.Unflatten(1, (2, 2)), x)
print(F.one_hot(torch.tensor([0, 2, 1]), 4))
print(F.pad(torch.ones(1, 2), (1, 2)))
print(F.normalize(x.detach()))
print(F.cosine_similarity(x[:1].detach(), x[1:].detach()))
print(F.relu(torch.tensor([-1.0, 2.0])), F.softmax(torch.tensor([1.0, 2.0]), 0))
inplace = torch.tensor([-1.0, 2.0])
nn.ReLU(inplace=True)(inplace)
print(inplace)
