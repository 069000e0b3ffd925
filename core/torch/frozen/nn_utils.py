# torch.nn.utils: gradients and parameters as a whole.
import torch


def _as_list(parameters):
    return [parameters] if isinstance(parameters, torch.Tensor) else list(parameters)


def get_total_norm(tensors, norm_type=2.0, error_if_nonfinite=False, foreach=None):
    tensors = _as_list(tensors)
    norm_type = float(norm_type)
    if not tensors:
        return torch.tensor(0.0)
    norms = torch.stack([torch.norm(each.detach(), norm_type) for each in tensors])
    total = norms.max() if norm_type == float("inf") else torch.norm(norms, norm_type)
    if error_if_nonfinite and not torch.isfinite(total):
        raise RuntimeError(f"The total norm of order {norm_type} for gradients from `parameters` "
                           "is non-finite, so it cannot be clipped. To disable this error and "
                           "scale the gradients by the non-finite norm anyway, set "
                           "`error_if_nonfinite=False`")
    return total


def clip_grad_norm_(parameters, max_norm, norm_type=2.0, error_if_nonfinite=False, foreach=None):
    grads = [each.grad for each in _as_list(parameters) if each.grad is not None]
    total = get_total_norm(grads, norm_type, error_if_nonfinite)
    factor = torch.clamp(float(max_norm) / (total + 1e-6), max=1.0)
    for grad in grads:
        grad.detach().mul_(factor)
    return total


def clip_grad_value_(parameters, clip_value, foreach=None):
    clip_value = float(clip_value)
    for each in _as_list(parameters):
        if each.grad is not None:
            each.grad.detach().clamp_(min=-clip_value, max=clip_value)


def parameters_to_vector(parameters):
    return torch.cat([each.view(-1) for each in parameters])


def vector_to_parameters(vec, parameters):
    if not isinstance(vec, torch.Tensor):
        raise TypeError(f"expected torch.Tensor, but got: {torch.typename(vec)}")
    start = 0
    for each in parameters:
        count = each.numel()
        each.data = vec[start:start + count].view_as(each).data
        start += count
