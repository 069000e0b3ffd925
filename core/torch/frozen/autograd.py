# torch.autograd.
from torch import Tensor, enable_grad, inference_mode, no_grad, set_grad_enabled
from torch import _autograd_backward, _autograd_grad


def backward(tensors, grad_tensors=None, retain_graph=None, create_graph=False):
    _autograd_backward(tensors, grad_tensors, retain_graph, create_graph)


def grad(outputs, inputs, grad_outputs=None, retain_graph=None, create_graph=False,
         only_inputs=True, allow_unused=False):
    return _autograd_grad(outputs, inputs, grad_outputs, retain_graph, create_graph, allow_unused)


def set_detect_anomaly(mode, check_nan=True):
    pass


Variable = Tensor
