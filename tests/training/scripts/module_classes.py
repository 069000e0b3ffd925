# Classes below Module that do more than forward: attributes of their own, wrappers, mixins.
import torch
from torch import nn


def show(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))


class Wrapper(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = module

    def __getattr__(self, name):
        try:
            return super().__getattr__(name)
        except AttributeError:
            return getattr(self.module, name)

    def forward(self, x):
        return self.module(x) * 2


wrapped = Wrapper(nn.Linear(2, 3))
print(wrapped.in_features, wrapped.module.out_features, wrapped.weight.shape)
show(lambda: wrapped.nothing)


class Blind(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(1, 1)

    def __getattr__(self, name):
        return "made up " + name


show(lambda: Blind().layer)


class Noted(nn.Module):
    def __init__(self):
        super().__init__()
        self.log = []
        self.layer = nn.Linear(1, 1)

    def __setattr__(self, name, value):
        if name not in ("log", "training") and "log" in self.__dict__:
            self.log.append(name)
        super().__setattr__(name, value)


noted = Noted()
noted.other = 3
noted.bias = nn.Parameter(torch.zeros(1))
print(noted.log, list(noted._parameters), list(noted._modules))
del noted.bias
print(hasattr(noted, "bias"), hasattr(noted, "layer"), "layer" in noted.__dict__)
del noted.layer
show(lambda: noted.layer)
show(lambda: delattr(noted, "nothing"))


class Property(nn.Module):
    @property
    def broken(self):
        return self.missing

    @property
    def width(self):
        return 7


show(lambda: Property().broken)
show(lambda: Property().width)
show(lambda: setattr(Property(), "width", 3))


class Named:
    kind = "mixin"

    def describe(self):
        return f"{self.kind} {type(self).__name__} {sum(p.numel() for p in self.parameters())}"


class Mixed(Named, nn.Module):
    def __init__(self, width=2, *, bias=True):
        super().__init__()
        self.layer = nn.Linear(width, width, bias=bias)
        self.training_steps = 0

    def forward(self, x, *, scale=1.0, add=None):
        self.training_steps += 1
        y = self.layer(x) * scale
        return y if add is None else y + add


mixed = Mixed(3, bias=False)
print(mixed.describe(), mixed(torch.zeros(1, 3), scale=2.0, add=1), mixed.training_steps)
show(lambda: mixed(torch.zeros(1, 3), 2.0))
show(lambda: mixed(torch.zeros(1, 3), size=2))
show(lambda: mixed())
show(lambda: Mixed(1, 2))
show(lambda: nn.Linear(2, 2, 3, 4, 5, 6))
print(isinstance(mixed, nn.Module), issubclass(nn.Linear, nn.Module), type(mixed).__mro__[2].__name__)
print(nn.Linear.__module__, nn.ReLU.__module__, nn.CrossEntropyLoss.__module__, nn.Sequential.__module__)
print(type(nn.Linear(1, 1)), nn.Module.__module__)
mixed.forward = lambda x: x + 1
print(mixed(torch.zeros(1)))
mixed.extra = nn.Parameter(torch.ones(2))
mixed.extra = None
print(mixed.extra, list(mixed.state_dict()))
mixed.helper = torch.ones(1)
print("helper" in mixed.state_dict(), mixed.helper)
mixed.layer = None
print(mixed, list(mixed.named_children()))


class Tied(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(2, 2, bias=False)
        self.b = nn.Linear(2, 2, bias=False)
        self.b.weight = self.a.weight

    def forward(self, x):
        return self.b(self.a(x))


tied = Tied()
print([name for name, _ in tied.named_parameters()], list(tied.state_dict()))
tied(torch.ones(1, 2)).sum().backward()
print(tied.a.weight.grad is tied.b.weight.grad)
for method in ("eval", "train", "double", "float"):
    print(method, getattr(tied, method)() is tied)
print({name: tuple(value.shape) for name, value in tied.state_dict(prefix="net.").items()})
print(len(set(tied.modules())), tied.a in list(tied.children()), hash(tied) == hash(tied))
