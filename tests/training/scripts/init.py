# torch.nn.init, bit for bit as far as uniform numbers go.
import torch
from torch import nn

for make in (nn.init.uniform_, nn.init.normal_, nn.init.xavier_uniform_, nn.init.xavier_normal_,
             nn.init.kaiming_uniform_, nn.init.kaiming_normal_, nn.init.ones_, nn.init.zeros_,
             nn.init.eye_):
    torch.manual_seed(11)
    print(make.__name__, make(torch.empty(3, 5)))
torch.manual_seed(11)
print(nn.init.kaiming_normal_(torch.empty(2, 3), mode="fan_out", nonlinearity="relu"))
print(nn.init.constant_(nn.Linear(2, 1).weight, 0.25))
for name in ("linear", "conv2d", "sigmoid", "tanh", "relu", "leaky_relu", "selu"):
    print(name, nn.init.calculate_gain(name))
for bad in (lambda: nn.init.calculate_gain("sine"), lambda: nn.init.xavier_uniform_(torch.ones(3)),
            lambda: nn.init.kaiming_uniform_(torch.ones(2, 2), mode="fan")):
    try:
        bad()
    except ValueError as error:
        print(error)
torch.manual_seed(2)
for layer in (nn.Linear(5, 2), nn.Embedding(3, 2), nn.Conv2d(2, 2, 2)):
    print(layer.weight.data)
