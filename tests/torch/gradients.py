# The gradient of every operation against central differences, in float64.
import torch


def numeric(f, inputs, which, weights):
    x = inputs[which]
    grad = torch.zeros(x.shape, dtype=torch.float64)
    flat, out = x.detach().reshape(-1), grad.reshape(-1)
    for i in range(flat.numel()):
        values = []
        for step in (1e-6, -1e-6):
            moved = flat.clone()
            moved[i] += step
            others = [t.detach() for t in inputs]
            others[which] = moved.reshape(x.shape)
            values.append((f(*others) * weights).sum().item())
        out[i] = (values[0] - values[1]) / 2e-6
    return grad


def check(name, f, *inputs):
    inputs = [t.detach().clone().to(torch.float64).requires_grad_() for t in inputs]
    result = f(*inputs)
    torch.manual_seed(1)
    weights = torch.rand(result.shape, dtype=torch.float64) + 0.5
    (result * weights).sum().backward()
    for i, x in enumerate(inputs):
        wanted = numeric(f, inputs, i, weights)
        worst = (x.grad - wanted).abs().max().item() if x.numel() else 0.0
        size = 1 + wanted.abs().max().item() if x.numel() else 1
        if not worst / size < 1e-6:
            print(name, "input", i, "is off by", worst)
            return
    print(name, "agrees")


torch.manual_seed(0)
x = torch.rand(3, 4) * 2 + 0.3      # positive
y = torch.rand(3, 4) - 0.5          # both signs
z = torch.rand(4) + 0.2
m = torch.rand(4, 2)
b = torch.rand(2, 3, 4) + 0.1
c = torch.rand(2, 4, 2)
s = torch.rand(()) + 0.5
index = torch.tensor([[0, 2, 1, 1], [1, 0, 0, 2]])
rows = torch.tensor([2, 0, 2])
mask = torch.tensor([True, False, True, True])

for name in ("neg abs sqrt rsqrt reciprocal exp exp2 expm1 log log2 log10 log1p sin cos tan sinh "
             "cosh tanh sigmoid relu square erf erfc lgamma atan asinh sgn frac").split():
    check(name, lambda t: getattr(t, name)(), x)
for name in "neg abs exp sin cos tan tanh sigmoid relu square erf asin acos atan atanh".split():
    check(name + " of both signs", lambda t: getattr(t, name)(), y)
check("acosh", lambda t: t.acosh(), x + 1)
check("logit", lambda t: t.logit(), x / 4)
for name in "add sub mul div maximum minimum atan2 hypot logaddexp fmax fmin true_divide".split():
    check(name, lambda t, u: getattr(torch, name)(t, u), x, y + 2)
    check(name + " broadcast", lambda t, u: getattr(torch, name)(t, u), x, z)
    check(name + " with a scalar tensor", lambda t, u: getattr(torch, name)(t, u), x, s)
check("pow", lambda t, u: t ** u, x, y)
check("pow of a number", lambda t: 2.5 ** t, y)
for power in (2, 3, 0.5, -1, -2, 1.7, 0):
    check(f"pow {power}", lambda t: t ** power, x)
check("fmod", lambda t, u: torch.fmod(t, u), x, z)
check("remainder", lambda t: t % 0.7, x)
check("number over", lambda t: 3 / t, x)
check("number minus", lambda t: 3 - t, x)
check("alpha", lambda t, u: torch.add(t, u, alpha=2.5), x, y)
check("div floor and back", lambda t: t - torch.div(t, 0.4, rounding_mode="floor") * 0.4, x)
check("in place", lambda t, u: t.clone().mul_(u).add_(t).sub_(1.5).div_(u + 2), x, y)
check("in place functions", lambda t: (t.clone().exp_() * 1).sqrt_() + t.clone().neg_(), x)

for name in "sum mean prod norm logsumexp var std amax amin max min".split():
    if name not in ("logsumexp", "amax", "amin"):
        check(name, lambda t: getattr(t, name)(), x)
    if name not in ("max", "min"):
        check(name + " dim", lambda t: getattr(t, name)(1), x)
        check(name + " keepdim", lambda t: getattr(t, name)(dim=0, keepdim=True), x)
    else:
        check(name + " dim", lambda t: getattr(t, name)(1)[0], x)
check("sum of several", lambda t: t.sum((0, 2)), b)
check("mean of several", lambda t: t.mean((0, 2), keepdim=True), b)
check("var of several", lambda t: t.var((0, 1)), b)
check("norm 1", lambda t: t.norm(1), y)
check("norm 3", lambda t: t.norm(3, dim=1), x)
check("norm inf", lambda t: t.norm(float("inf")), x)
check("std unbiased", lambda t: t.std(1, unbiased=False), x)
check("cumsum", lambda t: t.cumsum(1), x)
check("cumprod", lambda t: t.cumprod(1), x)
check("logcumsumexp", lambda t: t.logcumsumexp(0), x)
check("cummax", lambda t: t.cummax(1)[0], x)
check("median", lambda t: t.median(1)[0], x)
check("kthvalue", lambda t: t.kthvalue(2, 1)[0], x)
check("sort", lambda t: t.sort(1, descending=True)[0], x)
check("topk", lambda t: t.topk(2, 1)[0], x)
check("softmax", lambda t: t.softmax(1), y)
check("softmax of columns", lambda t: t.softmax(0), y)
check("log_softmax", lambda t: t.log_softmax(1), y)
check("log_softmax of a middle", lambda t: t.log_softmax(1), b)
check("trace", lambda t: t[:, :3].trace(), x)

check("matmul", lambda t, u: t @ u, x, m)
check("matmul vector", lambda t, u: t @ u, x, z)
check("vector matmul", lambda t, u: t @ u, z, m)
check("vectors", lambda t, u: t @ u, z, z + 1)
check("batches", lambda t, u: t @ u, b, c)
check("batch and matrix", lambda t, u: t @ u, b, m)
check("matrix and batch", lambda t, u: t @ u, x, c)
check("mm", lambda t, u: torch.mm(t, u), x, m)
check("mm transposed", lambda t, u: torch.mm(u.t(), t.t()), x, m)
check("bmm", lambda t, u: torch.bmm(t, u), b, c)
check("mv", lambda t, u: torch.mv(t, u), x, z)
check("dot", lambda t, u: torch.dot(t, u), z, z * 2)
check("outer", lambda t, u: torch.outer(t, u), z, x[0])
check("addmm", lambda t, u, v: torch.addmm(t, u, v, beta=0.5, alpha=2), x[:, :2], x, m)
check("baddbmm", lambda t, u, v: torch.baddbmm(t, u, v), torch.rand(2, 3, 2), b, c)
check("einsum", lambda t, u: torch.einsum("bij,bjk->bik", t, u), b, c)

check("reshape", lambda t: t.reshape(2, 6) * t.reshape(6, 2).t(), x)
check("view", lambda t: t.view(-1) * t.view(12), x)
check("transpose", lambda t: t.transpose(0, 1) * t.t(), x)
check("permute", lambda t: t.permute(2, 0, 1) * 2, b)
check("expand", lambda t: t.expand(3, 4) * 2, z)
check("squeeze", lambda t: t.unsqueeze(0).squeeze() * t.unsqueeze(1).squeeze(1), x)
check("flatten", lambda t: t.flatten(1) * 3, b)
check("select", lambda t: t.select(1, 2) + t[:, 0], x)
check("slice", lambda t: t[:, 1:3] * t[:, ::2], x)
check("narrow", lambda t: t.narrow(1, 1, 2), x)
check("diagonal", lambda t: t.diagonal(1), x)
check("unfold", lambda t: t.unfold(1, 2, 1), x)
check("unbind", lambda t: t.unbind(0)[1] * t.unbind(0)[2], x)
check("split", lambda t: t.split(3, 1)[0] * 2, x)
check("chunk", lambda t: t.chunk(2, 1)[1] * t.chunk(2, 1)[0], x)
check("movedim", lambda t: t.movedim(0, 2), b)
check("as_strided", lambda t: t.as_strided((2, 2), (4, 1)), x)
check("contiguous", lambda t: t.t().contiguous() * 2, x)
check("clone", lambda t: t.clone() * t, x)

check("cat", lambda t, u: torch.cat([t, u, t], 1), x, y)
check("stack", lambda t, u: torch.stack([t, u], 1), x, y)
check("repeat", lambda t: t.repeat(2, 1, 2), x)
check("flip", lambda t: t.flip([1]), x)
check("roll", lambda t: t.roll(1, 1), x)
check("tril", lambda t: t.tril(), x)
check("triu", lambda t: t.triu(1), x)
check("diag", lambda t: t.diag(), z)
check("repeat_interleave", lambda t: t.repeat_interleave(2, 1), x)

check("where", lambda t, u: torch.where(t > u + 1, t, u), x, y)
check("where with a mask", lambda t, u: torch.where(mask, t, u), x, y)
check("masked_fill", lambda t: t.masked_fill(mask, 2.0), x)
check("masked_select", lambda t: t.masked_select(mask), x)
check("clamp", lambda t: t.clamp(0.5, 1.5), x)
check("clamp min", lambda t: t.clamp(min=0.7), x)
check("addcmul", lambda t, u, v: torch.addcmul(t, u, v, value=0.5), x, y, x)
check("addcdiv", lambda t, u, v: torch.addcdiv(t, u, v, value=0.5), x, y, x)
check("lerp", lambda t, u: torch.lerp(t, u, 0.3), x, y)
check("lerp with weights", lambda t, u, v: torch.lerp(t, u, v), x, y, x)
check("gather", lambda t: t.gather(0, index), x)
check("index_select", lambda t: t.index_select(0, rows), x)
check("take", lambda t: t.take(index), x)
check("rows by index", lambda t: t[rows], x)
check("pairs by index", lambda t: t[rows, rows], x)
check("mask by index", lambda t: t[:, mask], x)
check("scatter", lambda t, u: t.scatter(0, index[:1], u[:1]), x, y)
check("scatter_add", lambda t, u: t.scatter_add(0, index, u[:2]), x, y)
check("index_add", lambda t, u: t.index_add(0, rows, u), x, y)
check("index_copy", lambda t, u: t.index_copy(0, rows[:2], u[:2]), x, y)
check("index_fill", lambda t: t.index_fill(0, rows[:2], 3.0), x)


def written(t, u):
    out = t * 2
    out[1] = u[0]
    out[:, 2] *= u[:, 1]
    out[rows[:2], 0] = u[:2, 3]
    return out


check("written by index", written, x, y)


def through_views(t):
    out = t * 1
    part = out.view(-1)[2:8]
    part.mul_(3)
    out.t()[1].add_(part[:3])
    return out


check("written through views", through_views, x)
check("used many times", lambda t: t * t + t.exp() / t + (t @ t.t()).sum(1, keepdim=True), x)
check("nothing", lambda t: t[:0].sum() + t.sum(), x)
