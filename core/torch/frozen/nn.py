# torch.nn: everything under one name.
from torch.nn.parameter import Parameter
from torch.nn import functional, init
from torch.nn.modules import *
from torch.nn import utils
