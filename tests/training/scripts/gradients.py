# Gradients of layers and losses against central differences, in float64.
import torch
from torch import nn
import torch.nn.functional as F

torch.manual_seed(0)


def check(name, function, *inputs):
    inputs = [each.clone().double().requires_grad_() for each in inputs]
    out = function(*inputs)
    weight = torch.rand(out.shape, dtype=torch.float64)
    (out * weight).sum().backward()
    worst = 0.0
    for each in inputs:
        flat = each.data.view(-1)
        for index in range(flat.numel()):
            kept = flat[index].item()
            values = []
            for shift in (1e-6, -1e-6):
                flat[index] = kept + shift
                with torch.no_grad():
                    values.append((function(*inputs) * weight).sum().item())
            flat[index] = kept
            slope = (values[0] - values[1]) / 2e-6
            got = each.grad.reshape(-1)[index].item()
            worst = max(worst, abs(slope - got) / max(1.0, abs(slope)))
    print(name, "fine" if worst < 1e-6 else worst)


x = torch.rand(3, 4) * 4 - 2
classes = torch.tensor([1, 3, 0])
check("linear", F.linear, x, torch.rand(2, 4), torch.rand(2))
check("layer_norm", lambda x, w, b: F.layer_norm(x, (4,), w, b), x, torch.rand(4), torch.rand(4))
check("layer_norm of two", lambda x, w, b: F.layer_norm(x, (3, 4), w, b), torch.rand(2, 3, 4),
      torch.rand(3, 4), torch.rand(3, 4))
check("layer_norm alone", lambda x: F.layer_norm(x, (4,)), x)
check("layer_norm of a transposed", lambda x: F.layer_norm(x.t(), (3,)), x)
check("embedding", lambda w: F.embedding(torch.tensor([[0, 2], [2, 1]]), w), torch.rand(3, 2))
check("batch_norm", lambda x, w, b: F.batch_norm(x, None, None, w, b, True), x, torch.rand(4),
      torch.rand(4))
image = torch.rand(2, 2, 5, 4)
check("conv2d", F.conv2d, image, torch.rand(3, 2, 3, 2), torch.rand(3))
check("conv2d in steps", lambda x, w: F.conv2d(x, w, None, 2, 1), image, torch.rand(3, 2, 3, 3))
check("conv2d in groups", lambda x, w: F.conv2d(x, w, None, 1, (1, 0), (2, 1), 2), image,
      torch.rand(4, 1, 2, 3))
check("max_pool2d", lambda x: F.max_pool2d(x, 2), image)
check("max_pool2d that overlaps", lambda x: F.max_pool2d(x, 3, 1, 1), image)
check("avg_pool2d", lambda x: F.avg_pool2d(x, 2), image)
for name in ("relu", "leaky_relu", "elu", "selu", "gelu", "silu", "mish", "softplus", "hardtanh",
             "hardsigmoid", "hardswish", "logsigmoid", "softsign", "tanhshrink", "sigmoid", "tanh"):
    check(name, getattr(F, name), x)
check("gelu tanh", lambda x: F.gelu(x, approximate="tanh"), x)
check("softmax", lambda x: F.softmax(x, 1), x)
check("log_softmax", lambda x: F.log_softmax(x, 0), x)
for reduction in ("mean", "sum", "none"):
    check("cross_entropy " + reduction,
          lambda x: F.cross_entropy(x, classes, reduction=reduction), x)
    check("mse " + reduction, lambda x, y: F.mse_loss(x, y, reduction=reduction), x, x.flip(0))
check("cross_entropy weighted", lambda x: F.cross_entropy(x, classes, torch.rand(4).double().fill_(0.5)), x)
check("cross_entropy smoothed", lambda x: F.cross_entropy(x, classes, label_smoothing=0.2), x)
check("cross_entropy of probabilities", lambda x, p: F.cross_entropy(x, p), x, torch.rand(3, 4))
check("nll", lambda x: F.nll_loss(x.log_softmax(1), classes), x)
check("smooth_l1", lambda x, y: F.smooth_l1_loss(x, y), x, x.flip(1))
check("huber", lambda x, y: F.huber_loss(x, y, delta=0.7), x, x.flip(1))
check("l1", lambda x, y: F.l1_loss(x, y), x, x.flip(1))
check("bce with logits", lambda x: F.binary_cross_entropy_with_logits(x, (x.detach() > 0).double()), x)
check("attention", lambda q, k, v: F.scaled_dot_product_attention(q, k, v, is_causal=True),
      torch.rand(2, 3, 4), torch.rand(2, 3, 4), torch.rand(2, 3, 4))
