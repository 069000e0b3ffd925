# torch.nn.functional. What begins with an underscore and is not defined here comes from
# nn_functional.c.
import math

import torch
from torch import Tensor

_REDUCTIONS = {"none": 0, "mean": 1, "elementwise_mean": 1, "sum": 2}


def _reduction_of(size_average, reduce):
    by_size = size_average is None or size_average
    reduction = "none" if reduce is not None and not reduce else "mean" if by_size else "sum"
    _warn("UserWarning", "size_average and reduce args will be deprecated, please use "
                         f"reduction='{reduction}' instead.")
    return reduction


# The number that stands for a reduction.
def _reduction(reduction, size_average=None, reduce=None):
    if size_average is not None or reduce is not None:
        reduction = _reduction_of(size_average, reduce)
    if reduction not in _REDUCTIONS:
        raise ValueError(f"{reduction} is not a valid value for reduction")
    return _REDUCTIONS[reduction]


# ---- activations

def relu(input, inplace=False):
    return torch.relu_(input) if inplace else torch.relu(input)


def relu_(input):
    return torch.relu_(input)


def relu6(input, inplace=False):
    return _activation("hardtanh", input, inplace, 0.0, 6.0)


def leaky_relu(input, negative_slope=0.01, inplace=False):
    return _activation("leaky_relu", input, inplace, negative_slope)


def elu(input, alpha=1.0, inplace=False):
    return _activation("elu", input, inplace, alpha, 1.0, 1.0)


def selu(input, inplace=False):
    scale = 1.0507009873554804934193349852946
    return _activation("elu", input, inplace, 1.6732632423543772848170429916717 * scale, scale,
                       1.0)


def celu(input, alpha=1.0, inplace=False):
    return _activation("elu", input, inplace, alpha, 1.0, 1.0 / alpha)


def gelu(input, *, approximate="none"):
    if approximate not in ("none", "tanh"):
        raise RuntimeError("approximate argument must be either none or tanh.")
    return _activation("gelu" if approximate == "none" else "gelu_tanh", input, False)


def silu(input, inplace=False):
    return _activation("silu", input, inplace)


def mish(input, inplace=False):
    return _activation("mish", input, inplace)


def hardtanh(input, min_val=-1.0, max_val=1.0, inplace=False):
    return _activation("hardtanh", input, inplace, min_val, max_val)


def hardsigmoid(input, inplace=False):
    return _activation("hardsigmoid", input, inplace)


def hardswish(input, inplace=False):
    return _activation("hardswish", input, inplace)


def threshold(input, threshold, value, inplace=False):
    return _activation("threshold", input, inplace, threshold, value)


def softplus(input, beta=1.0, threshold=20.0):
    return _activation("softplus", input, False, beta, threshold)


def logsigmoid(input):
    return _activation("log_sigmoid", input, False)


def softsign(input):
    return input / (input.abs() + 1)


def tanhshrink(input):
    return input - input.tanh()


def tanh(input):
    return input.tanh()


def sigmoid(input):
    return input.sigmoid()


def prelu(input, weight):
    if weight.numel() != 1:
        if input.dim() < 2 or input.shape[1] != weight.numel():
            channels = input.shape[1] if input.dim() > 1 else 1
            raise RuntimeError("Mismatch of parameter numbers and input channel size. Found "
                               f"parameter numbers = {weight.numel()} and channel size = "
                               f"{channels}.")
        weight = weight.reshape([1, -1] + [1] * (input.dim() - 2))
    return torch.where(input > 0, input, weight * input)


def glu(input, dim=-1):
    if input.dim() == 0:
        raise RuntimeError("glu does not support scalars because halving size must be even")
    first, second = input.chunk(2, dim)
    return first * second.sigmoid()


def _implicit_dim(name, dims):
    _warn("UserWarning", f"Implicit dimension choice for {name} has been deprecated. Change the "
                         "call to include dim=X as an argument.")
    return 0 if dims in (0, 1, 3) else 1


def softmax(input, dim=None, _stacklevel=3, dtype=None):
    if dim is None:
        dim = _implicit_dim("softmax", input.dim())
    return input.softmax(dim) if dtype is None else input.softmax(dim, dtype=dtype)


def softmin(input, dim=None, _stacklevel=3, dtype=None):
    if dim is None:
        dim = _implicit_dim("softmin", input.dim())
    return (-input).softmax(dim) if dtype is None else (-input).softmax(dim, dtype=dtype)


def log_softmax(input, dim=None, _stacklevel=3, dtype=None):
    if dim is None:
        dim = _implicit_dim("log_softmax", input.dim())
    return input.log_softmax(dim) if dtype is None else input.log_softmax(dim, dtype=dtype)


def gumbel_softmax(logits, tau=1, hard=False, eps=1e-10, dim=-1):
    gumbels = -torch.empty_like(logits).exponential_().log()
    soft = ((logits + gumbels) / tau).softmax(dim)
    if not hard:
        return soft
    index = soft.max(dim, keepdim=True)[1]
    return torch.zeros_like(logits).scatter_(dim, index, 1.0) - soft.detach() + soft


# ---- layers

def bilinear(input1, input2, weight, bias=None):
    out = torch.einsum("bn,anm,bm->ba", input1, weight, input2)
    return out if bias is None else out + bias


def _check_dropout(p):
    if p < 0.0 or p > 1.0:
        raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")


def _drop(input, shape, p, inplace):
    if p == 1:
        return input.mul_(0) if inplace else input * torch.zeros_like(input)
    noise = torch.empty(shape, dtype=input.dtype).bernoulli_(1 - p).div_(1 - p)
    return input.mul_(noise) if inplace else input * noise


def dropout(input, p=0.5, training=True, inplace=False):
    _check_dropout(p)
    if not training or p == 0 or input.numel() == 0:
        return input
    return _drop(input, input.shape, p, inplace)


def _drop_channels(input, p, training, inplace):
    _check_dropout(p)
    if not training or p == 0 or input.numel() == 0:
        return input
    if input.dim() < 2:
        raise RuntimeError("Feature dropout requires at least 2 dimensions in the input")
    return _drop(input, [*input.shape[:2], *[1] * (input.dim() - 2)], p, inplace)


def dropout1d(input, p=0.5, training=True, inplace=False):
    return _drop_channels(input, p, training, inplace)


def dropout2d(input, p=0.5, training=True, inplace=False):
    return _drop_channels(input, p, training, inplace)


def embedding(input, weight, padding_idx=None, max_norm=None, norm_type=2.0,
              scale_grad_by_freq=False, sparse=False):
    if max_norm is not None or scale_grad_by_freq or sparse:
        _refuse("max_norm, scale_grad_by_freq and sparse of torch.nn.functional.embedding")
    if padding_idx is None:
        padding_idx = -1
    elif padding_idx > 0:
        assert padding_idx < weight.size(0), "Padding_idx must be within num_embeddings"
    elif padding_idx < 0:
        assert padding_idx >= -weight.size(0), "Padding_idx must be within num_embeddings"
        padding_idx = weight.size(0) + padding_idx
    return _embedding(weight, input, padding_idx)


def layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-5):
    shape = list(normalized_shape)
    if not shape:
        raise RuntimeError("Expected normalized_shape to be at least 1-dimensional, i.e., "
                           "containing at least one element, but got normalized_shape = []")
    for name, each in (("weight", weight), ("bias", bias)):
        if each is not None and list(each.shape) != shape:
            raise RuntimeError(f"Expected {name} to be of same shape as normalized_shape, but got "
                               f"{name} of shape {list(each.shape)} and normalized_shape = "
                               f"{shape}")
    if list(input.shape[-len(shape):]) != shape or input.dim() < len(shape):
        wanted = ", ".join(str(size) for size in shape)
        raise RuntimeError(f"Given normalized_shape={shape}, expected input with shape "
                           f"[*, {wanted}], but got input of size{list(input.shape)}")
    return _layer_norm(input, len(shape), weight, bias, eps)


def rms_norm(input, normalized_shape, weight=None, eps=None):
    dims = tuple(range(-len(normalized_shape), 0))
    if eps is None:
        eps = torch.finfo(input.dtype).eps
    out = input * torch.rsqrt(input.pow(2).mean(dims, keepdim=True) + eps)
    return out if weight is None else out * weight


def batch_norm(input, running_mean, running_var, weight=None, bias=None, training=False,
               momentum=0.1, eps=1e-5):
    dims = [0, *range(2, input.dim())]
    shape = [1, -1] + [1] * (input.dim() - 2)
    for name, each in (("running_mean", running_mean), ("running_var", running_var),
                       ("weight", weight), ("bias", bias)):
        if each is not None and each.numel() != input.shape[1]:
            raise RuntimeError(f"{name} should contain {input.shape[1]} elements not "
                               f"{each.numel()}")
    if training:
        count = input.numel() // input.shape[1]
        if count == 1:
            raise ValueError("Expected more than 1 value per channel when training, got input size "
                             f"{input.size()}")
        mean = input.mean(dims)
        centered = input - mean.reshape(shape)
        variance = (centered * centered).mean(dims)
        if running_mean is not None:
            with torch.no_grad():
                running_mean.mul_(1 - momentum).add_(mean, alpha=momentum)
                unbiased = variance * (count / (count - 1))
                running_var.mul_(1 - momentum).add_(unbiased, alpha=momentum)
    else:
        centered = input - running_mean.reshape(shape)
        variance = running_var
    out = centered * torch.rsqrt(variance + eps).reshape(shape)
    if weight is not None:
        out = out * weight.reshape(shape)
    return out if bias is None else out + bias.reshape(shape)


def normalize(input, p=2.0, dim=1, eps=1e-12):
    return input / input.norm(p, dim, keepdim=True).clamp_min(eps).expand_as(input)


def _pair(value):
    if isinstance(value, (tuple, list)):
        return value[0], value[-1]
    return value, value


def conv2d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    stride, dilation = _pair(stride), _pair(dilation)
    if isinstance(padding, str):
        if padding == "valid":
            padding = 0
        elif padding == "same" and stride == (1, 1) and weight.shape[2] * dilation[0] % 2 == 1 \
                and weight.shape[3] * dilation[1] % 2 == 1:
            padding = (dilation[0] * (weight.shape[2] - 1) // 2,
                       dilation[1] * (weight.shape[3] - 1) // 2)
        else:
            _refuse(f"padding={padding!r} of torch.nn.functional.conv2d with these sizes")
    if input.dim() == 3:
        return conv2d(input.unsqueeze(0), weight, bias, stride, padding, dilation,
                      groups).squeeze(0)
    return _conv2d(input, weight, bias, *stride, *_pair(padding), *dilation, groups)


def max_pool2d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False,
               return_indices=False):
    if return_indices or ceil_mode:
        _refuse("return_indices and ceil_mode of torch.nn.functional.max_pool2d")
    if input.dim() == 3:
        return max_pool2d(input.unsqueeze(0), kernel_size, stride, padding, dilation).squeeze(0)
    return _max_pool2d(input, *_pair(kernel_size),
                       *_pair(kernel_size if stride is None or stride == [] else stride),
                       *_pair(padding), *_pair(dilation))


def avg_pool2d(input, kernel_size, stride=None, padding=0):
    rows, columns = _pair(kernel_size)
    channels = input.shape[-3]
    weight = torch.full((channels, 1, rows, columns), 1.0 / (rows * columns), dtype=input.dtype)
    return conv2d(input, weight, None, stride if stride is not None else kernel_size, padding, 1,
                  channels)


def one_hot(tensor, num_classes=-1):
    if tensor.dtype != torch.int64:
        raise RuntimeError("one_hot is only applicable to index tensor.")
    if tensor.numel() == 0:
        if num_classes <= 0:
            raise RuntimeError("Can not infer total number of classes from empty tensor.")
        return torch.zeros(*tensor.shape, num_classes, dtype=torch.int64)
    if tensor.min().item() < 0:
        raise RuntimeError("Class values must be non-negative.")
    if num_classes == -1:
        num_classes = tensor.max().item() + 1
    elif num_classes < 1:
        raise RuntimeError("num_classes should be positive")
    elif tensor.max().item() >= num_classes:
        raise RuntimeError("Class values must be smaller than num_classes.")
    zeros = torch.zeros(*tensor.shape, num_classes, dtype=torch.int64)
    return zeros.scatter_(-1, tensor.unsqueeze(-1), 1)


def pad(input, pad, mode="constant", value=None):
    if mode != "constant":
        _refuse(f"mode={mode!r} of torch.nn.functional.pad")
    return _pad(input, list(pad), 0.0 if value is None else value)


def cosine_similarity(x1, x2, dim=1, eps=1e-8):
    sizes = (x1 * x1).sum(dim).sqrt().clamp_min(eps) * (x2 * x2).sum(dim).sqrt().clamp_min(eps)
    return (x1 * x2).sum(dim) / sizes


def scaled_dot_product_attention(query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False,
                                 scale=None, enable_gqa=False):
    factor = 1 / math.sqrt(query.size(-1)) if scale is None else scale
    scores = query @ key.transpose(-2, -1) * factor
    if is_causal:
        assert attn_mask is None
        attn_mask = torch.ones(query.size(-2), key.size(-2), dtype=torch.bool).tril()
    if attn_mask is not None and attn_mask.dtype == torch.bool:
        scores = scores.masked_fill(attn_mask.logical_not(), float("-inf"))
    elif attn_mask is not None:
        scores = scores + attn_mask
    return dropout(scores.softmax(-1), dropout_p) @ value


# ---- losses

def _size_warning(input, target):
    if target.size() != input.size():
        _warn("UserWarning", f"Using a target size ({target.size()}) that is different to the "
                             f"input size ({input.size()}). This will likely lead to incorrect "
                             "results due to broadcasting. Please ensure they have the same size.")


def cross_entropy(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None,
                  reduction="mean", label_smoothing=0.0):
    reduced = _reduction(reduction, size_average, reduce)
    if not 0.0 <= label_smoothing <= 1.0:
        raise RuntimeError("label_smoothing must be between 0.0 and 1.0. Got: "
                           f"{label_smoothing}")
    dim = 0 if input.dim() == 1 else 1
    if isinstance(target, Tensor) and target.shape == input.shape and input.dim() > 0:
        if not target.is_floating_point():
            kind = target.type().split(".")[-1].replace("Tensor", "")
            raise RuntimeError("Expected floating point type for target with class probabilities, "
                               f"got {kind}")
        return _cross_entropy_of_probabilities(input, target, weight, reduced, label_smoothing,
                                               dim)
    if label_smoothing == 0.0:
        return _cross_entropy(input, target, weight, ignore_index, reduced)
    return _smoothed_cross_entropy(input, target, weight, ignore_index, reduced, label_smoothing,
                                   dim)


def _cross_entropy_of_probabilities(input, target, weight, reduced, label_smoothing, dim):
    classes = input.shape[dim]
    if label_smoothing > 0.0:
        target = target * (1 - label_smoothing) + label_smoothing / classes
    losses = -(input.log_softmax(dim) * target)
    if weight is not None:
        losses = losses * weight.reshape([-1] + [1] * (input.dim() - dim - 1))
    if reduced == 0:
        return losses.sum(dim)
    if reduced == 1:
        return losses.sum() / (input.numel() // classes)
    return losses.sum()


def _smoothed_cross_entropy(input, target, weight, ignore_index, reduced, label_smoothing, dim):
    logs = input.log_softmax(dim)
    plain = _nll_loss(logs, target, weight, ignore_index, reduced)
    shape = [-1] + [1] * (input.dim() - dim - 1)
    smooth = -(logs if weight is None else logs * weight.reshape(shape)).sum(dim)
    ignored = target == ignore_index
    smooth = smooth.masked_fill(ignored, 0.0)
    if reduced == 1:
        kept = ignored.logical_not()
        if weight is None:
            smooth = smooth.sum() / kept.sum()
        else:
            smooth = smooth.sum() / weight[target[kept]].sum()
    elif reduced == 2:
        smooth = smooth.sum()
    share = label_smoothing / input.shape[dim]
    return plain * (1 - label_smoothing) + smooth * share


def nll_loss(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None,
             reduction="mean"):
    return _nll_loss(input, target, weight, ignore_index,
                     _reduction(reduction, size_average, reduce))


def _same_size(input, target):
    return (input, target) if input.shape == target.shape \
        else torch.broadcast_tensors(input, target)


def mse_loss(input, target, size_average=None, reduce=None, reduction="mean"):
    _size_warning(input, target)
    reduced = _reduction(reduction, size_average, reduce)
    return _pointwise_loss("mse", *_same_size(input, target), None, None, 0.0, reduced)


def l1_loss(input, target, size_average=None, reduce=None, reduction="mean"):
    _size_warning(input, target)
    reduced = _reduction(reduction, size_average, reduce)
    losses = (input - target).abs()
    return losses if reduced == 0 else losses.mean() if reduced == 1 else losses.sum()


def smooth_l1_loss(input, target, size_average=None, reduce=None, reduction="mean", beta=1.0):
    if beta == 0.0:
        return l1_loss(input, target, size_average, reduce, reduction)
    _size_warning(input, target)
    reduced = _reduction(reduction, size_average, reduce)
    if beta < 0:
        raise RuntimeError("smooth_l1_loss does not support negative values for beta.")
    return _pointwise_loss("smooth_l1", *_same_size(input, target), None, None, beta, reduced)


def huber_loss(input, target, reduction="mean", delta=1.0):
    _size_warning(input, target)
    if delta <= 0:
        raise RuntimeError("huber_loss does not support non-positive values for delta.")
    return _pointwise_loss("huber", *_same_size(input, target), None, None, delta,
                           _reduction(reduction))


def binary_cross_entropy(input, target, weight=None, size_average=None, reduce=None,
                         reduction="mean"):
    reduced = _reduction(reduction, size_average, reduce)
    if target.size() != input.size():
        raise ValueError(f"Using a target size ({target.size()}) that is different to the input "
                         f"size ({input.size()}) is deprecated. Please ensure they have the same "
                         "size.")
    if input.numel() > 0 and (input.min().item() < 0 or input.max().item() > 1):
        raise RuntimeError("all elements of input should be between 0 and 1")
    return _pointwise_loss("bce", input, target, weight, None, 0.0, reduced)


def binary_cross_entropy_with_logits(input, target, weight=None, size_average=None, reduce=None,
                                     reduction="mean", pos_weight=None):
    reduced = _reduction(reduction, size_average, reduce)
    if target.size() != input.size():
        raise ValueError(f"Target size ({target.size()}) must be the same as input size "
                         f"({input.size()})")
    if not target.is_floating_point():
        (1 - target).mul_(input)  # raises
    return _pointwise_loss("bce_logits", input, target, weight, pos_weight, 0.0, reduced)


def kl_div(input, target, size_average=None, reduce=None, reduction="mean", log_target=False):
    if size_average is not None or reduce is not None:
        reduction = _reduction_of(size_average, reduce)
    elif reduction == "mean":
        _warn("UserWarning", "reduction: 'mean' divides the total loss by both the batch size and "
                             "the support size.'batchmean' divides only by the batch size, and "
                             "aligns with the KL div math definition.'mean' will be changed to "
                             "behave the same as 'batchmean' in the next major release.")
    if log_target:
        losses = target.exp() * (target - input)
    else:
        losses = torch.where(target > 0, target * (target.log() - input), 0.0 * target)
    if reduction == "batchmean":
        return losses.sum() / input.size(0) if input.dim() != 0 else losses.sum()
    reduced = _reduction(reduction)
    return losses if reduced == 0 else losses.mean() if reduced == 1 else losses.sum()
