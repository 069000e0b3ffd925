# Module's rules: parts, names, state, hooks, texts; and the words of wrong uses.
import collections
import torch
from torch import nn


def show(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))


torch.manual_seed(1)


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.first = nn.Linear(width, width)
        self.act = nn.ReLU()
        self.scale = nn.Parameter(torch.ones(1))
        self.register_buffer("count", torch.zeros(1))
        self.register_buffer("hidden", torch.zeros(2), persistent=False)

    def forward(self, x):
        return self.act(self.first(x)) * self.scale


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.blocks = nn.ModuleList([Block(3) for _ in range(2)])
        self.head = nn.Sequential(collections.OrderedDict([("norm", nn.LayerNorm(3)),
                                                           ("out", nn.Linear(3, 1))]))
        self.names = nn.ModuleDict({"a": nn.Identity(), "b": nn.Tanh()})

    def forward(self, x):
        for block in self.blocks:
            x = block(x)
        return self.names["b"](self.head(x))


net = Net()
print(net)
x = torch.arange(6.0).reshape(2, 3) / 6
print(net(x))
for name, parameter in net.named_parameters():
    print(name, tuple(parameter.shape), parameter.requires_grad)
for name, buffer in net.named_buffers():
    print(name, buffer)
print([name for name, _ in net.named_modules()])
print([name for name, _ in net.named_children()])
print(len(list(net.parameters())), len(list(net.modules())), len(list(net.buffers())))
print(list(net.state_dict()))
print(net.training, net.eval().training, net.blocks[0].act.training, net.train().training)
show(lambda: net.missing)
show(lambda: setattr(net.blocks[0], "scale", torch.ones(1)))
show(lambda: setattr(net.blocks[0], "scale", "text"))
show(lambda: setattr(net.blocks[0], "first", 3))
show(lambda: setattr(net.blocks[0], "first", None) or net.blocks[0].first)
net.blocks[0].first = nn.Linear(3, 3)
show(lambda: net.register_parameter("a.b", nn.Parameter(torch.ones(1))))
show(lambda: net.register_parameter("", nn.Parameter(torch.ones(1))))
show(lambda: net.register_parameter("forward", nn.Parameter(torch.ones(1))))
show(lambda: net.register_parameter("w", torch.ones(1)))
show(lambda: net.register_parameter(3, None))
show(lambda: net.register_buffer("b", 3))
show(lambda: net.register_buffer("training", torch.ones(1)))
show(lambda: net.add_module("m", 3))
show(lambda: net.add_module("a.b", nn.ReLU()))
show(lambda: net.get_submodule("blocks.1.first"))
show(lambda: net.get_submodule("blocks.5"))
show(lambda: net.get_parameter("blocks.1.scale").shape)
show(lambda: net.blocks[7])
show(lambda: net.head[5])
show(lambda: nn.Module()(1))
show(lambda: net.train("yes"))
show(lambda: nn.Linear(3, 2)(torch.ones(1, 4)))
show(lambda: nn.Sequential(nn.Linear(2, 2), nn.ReLU())(torch.ones(1, 2), 3))


class Forgot(nn.Module):
    def __init__(self):
        self.weight = nn.Parameter(torch.ones(1))


show(Forgot)

# state dicts
state = net.state_dict()
state["extra"] = torch.ones(1)
del state["head.out.bias"]
show(lambda: net.load_state_dict(state))
show(lambda: net.load_state_dict(state, strict=False))
wrong = nn.Linear(3, 2).state_dict()
show(lambda: nn.Linear(2, 2).load_state_dict(wrong))
show(lambda: nn.Linear(2, 2).load_state_dict(3))
show(lambda: nn.Linear(3, 2).load_state_dict(wrong))
other = nn.Linear(3, 2)
other.load_state_dict(wrong)
print(torch.equal(other.weight, wrong["weight"]), other.weight.requires_grad)

# apply, to, freezing, zero_grad
linear = nn.Linear(2, 2)
linear.apply(lambda module: nn.init.constant_(module.weight, 0.5))
print(linear.weight.tolist())
print(linear.double().weight.dtype, linear.float().weight.dtype, linear.to(torch.float64).bias.dtype)
linear.float()
linear.requires_grad_(False)
print([parameter.requires_grad for parameter in linear.parameters()])
linear.requires_grad_()
linear(torch.ones(1, 2)).sum().backward()
print(linear.weight.grad)
linear.zero_grad(set_to_none=True)
print(linear.weight.grad)

# hooks
calls = []
handle = linear.register_forward_hook(lambda module, args, result: calls.append(tuple(result.shape)))
before = linear.register_forward_pre_hook(lambda module, args: (args[0] * 2,))
print(linear(torch.ones(1, 2)), calls)
before.remove()
print(linear(torch.ones(1, 2)), calls)
handle.remove()
linear.register_forward_hook(lambda module, args, result: result + 100)
print(linear(torch.ones(1, 2)), calls)
seen = []
deep = nn.Linear(2, 1)
deep.register_full_backward_hook(lambda module, grad_input, grad_output: seen.append((grad_input, grad_output)))
deep.weight.data.fill_(0.5)
data = torch.ones(1, 2, requires_grad=True)
deep(data).sum().backward()
print(seen)

# shared parts count once
shared = nn.Linear(2, 2)
twice = nn.Sequential(shared, shared)
print(len(list(twice.parameters())), len(twice.state_dict()), list(dict(twice.named_modules())))
del twice[0]
print(twice)
twice.append(nn.Tanh())
print(len(twice), twice[-1], twice[0:1])
print(nn.ModuleList([nn.ReLU(), nn.ReLU(), nn.Tanh()]))
plist = nn.ParameterList([nn.Parameter(torch.ones(2)), nn.Parameter(torch.ones(1, 3))])
print(len(plist), [tuple(p.shape) for p in plist], len(list(plist.parameters())))
