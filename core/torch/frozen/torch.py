# The part of torch that is written in the dialect. What begins with an underscore and is not
# defined here comes from C.
import builtins as _builtins
import functools as _functools
import math as _math


class _GradMode:
    """A block, or a function, during which gradients are recorded or not."""

    _mode = True

    def __init__(self, orig_func=None):
        if orig_func is not None:
            raise TypeError(f"{type(self).__name__}() takes no arguments")

    def __new__(cls, orig_func=None):
        self = object.__new__(cls)
        if orig_func is None:
            return self
        return self(orig_func)

    def __enter__(self):
        self._before = _set_grad_mode(self._mode)

    def __exit__(self, exc_type, exc_value, traceback):
        _set_grad_mode(self._before)

    def __call__(self, func):
        cls = type(self)
        mode = self._mode

        @_functools.wraps(func)
        def decorated(*args, **kwargs):
            before = _set_grad_mode(mode)
            try:
                return func(*args, **kwargs)
            finally:
                _set_grad_mode(before)

        return decorated


class no_grad(_GradMode):
    _mode = False


class enable_grad(_GradMode):
    _mode = True


class set_grad_enabled(_GradMode):
    def __new__(cls, mode):
        return object.__new__(cls)

    def __init__(self, mode):
        self._mode = not not mode  # bool is torch.bool here
        self._before = _set_grad_mode(self._mode)

    def __enter__(self):
        _set_grad_mode(self._mode)


class inference_mode(_GradMode):
    def __new__(cls, mode=True):
        self = object.__new__(cls)
        if callable(mode):
            self._mode = False
            return self(mode)
        return self

    def __init__(self, mode=True):
        self._mode = not mode


def is_inference_mode_enabled():
    return False


def broadcast_tensors(*tensors):
    return _broadcast_tensors(tensors)


def broadcast_shapes(*shapes):
    return _broadcast_tensors([empty(shape) for shape in shapes])[0].shape


def meshgrid(*tensors, indexing=None):
    if len(tensors) == 1 and isinstance(tensors[0], (list, tuple)):
        tensors = tensors[0]
    return _meshgrid(tensors) if indexing is None else _meshgrid(tensors, indexing=indexing)


# ---- made of others


def cdist(x1, x2, p=2.0, compute_mode=None):
    return (x1.unsqueeze(-2) - x2.unsqueeze(-3)).norm(p, dim=-1)


def diff(input, n=1, dim=-1, prepend=None, append=None):
    parts = [part for part in (prepend, input, append) if part is not None]
    input = cat(parts, dim) if len(parts) > 1 else input
    for _ in _builtins.range(n):
        length = input.size(dim)
        input = input.narrow(dim, 1, length - 1) - input.narrow(dim, 0, length - 1)
    return input


def tril_indices(row, col, offset=0):
    return tril(ones(row, col), offset).nonzero().t().contiguous()


def triu_indices(row, col, offset=0):
    return triu(ones(row, col), offset).nonzero().t().contiguous()


def atleast_1d(input):
    return input.reshape(1) if input.dim() == 0 else input


def atleast_2d(input):
    return atleast_1d(input).unsqueeze(0) if input.dim() < 2 else input


def atleast_3d(input):
    return atleast_2d(input).unsqueeze(-1) if input.dim() < 3 else input


def cartesian_prod(*tensors):
    if len(tensors) == 1:
        return tensors[0]
    return stack([grid.reshape(-1) for grid in meshgrid(*tensors, indexing="ij")], 1)


def kron(input, other):
    dims = _builtins.max(input.dim(), other.dim())
    left = input.reshape([1] * (dims - input.dim()) + list(input.shape))
    right = other.reshape([1] * (dims - other.dim()) + list(other.shape))
    wide, narrow = [], []
    for i in _builtins.range(dims):
        wide += [left.size(i), 1]
        narrow += [1, right.size(i)]
    shape = [left.size(i) * right.size(i) for i in _builtins.range(dims)]
    return (left.reshape(wide) * right.reshape(narrow)).reshape(shape)


def bucketize(input, boundaries, *, out_int32=False, right=False):
    return searchsorted(boundaries, input, out_int32=out_int32, right=right)


def searchsorted(sorted_sequence, input, *, out_int32=False, right=False):
    if sorted_sequence.dim() != 1:
        raise RuntimeError("ranksh has torch.searchsorted for one sorted sequence only")
    if not isinstance(input, Tensor):
        input = tensor(input)
    below = (sorted_sequence <= input.unsqueeze(-1) if right
             else sorted_sequence < input.unsqueeze(-1))
    places = below.sum(-1)
    return places.int() if out_int32 else places


def cosine_similarity(x1, x2, dim=1, eps=1e-8):
    length = (x1.norm(dim=dim, keepdim=True).clamp_min(eps),
              x2.norm(dim=dim, keepdim=True).clamp_min(eps))
    return ((x1 / length[0]) * (x2 / length[1])).sum(dim)


def _einsum_terms(equation, operands):
    equation = equation.replace(" ", "")
    if "..." in equation:
        raise RuntimeError("ranksh has no torch.einsum with an ellipsis")
    inputs, arrow, output = equation.partition("->")
    terms = inputs.split(",")
    if len(terms) != len(operands):
        raise RuntimeError("einsum(): " + (
            "fewer operands were provided than specified in the equation"
            if len(operands) < len(terms)
            else "more operands were provided than specified in the equation"))
    if not arrow:
        letters = inputs.replace(",", "")
        output = "".join(sorted(c for c in set(letters) if letters.count(c) == 1))
    for i, (term, operand) in enumerate(zip(terms, operands)):
        if len(term) != operand.dim():
            raise RuntimeError(f"einsum(): the number of subscripts in the equation ({len(term)}) "
                               f"does not match the number of dimensions ({operand.dim()}) for "
                               f"operand {i} and no ellipsis was given")
    for c in output:
        if c not in inputs:
            raise RuntimeError(f"einsum(): output subscript {c} does not appear in the equation "
                               "for any input operand")
    return terms, output


# Brings an operand into the order of `letters`, with 1 for those it hasn't got; a letter that comes
# twice stands for the diagonal.
def _einsum_operand(term, operand, letters):
    for c in letters:
        while term.count(c) > 1:
            first = term.index(c)
            second = term.index(c, first + 1)
            operand = operand.diagonal(0, first, second)
            term = term[:first] + term[first + 1:second] + term[second + 1:] + c
    order = [term.index(c) for c in letters if c in term]
    operand = operand.permute(order)
    shape = iter(operand.shape)
    return operand.reshape([next(shape) if c in term else 1 for c in letters])


# Two operands at a time: a letter is in a batch, in one of them alone, or summed over.
def einsum(equation, *operands):
    if len(operands) == 1 and isinstance(operands[0], (list, tuple)):
        operands = operands[0]
    terms, output = _einsum_terms(equation, operands)
    term, result = terms[0], operands[0]
    for i in _builtins.range(1, len(terms)):
        term, result = _einsum_pair(term, result, terms[i], operands[i],
                                    output + "".join(terms[i + 1:]))
    letters = output + "".join(sorted(set(term) - set(output)))
    result = _einsum_operand(term, result, letters)
    if len(letters) > len(output):
        result = result.sum(tuple(_builtins.range(len(output), len(letters))))
    return result


def _einsum_pair(left, a, right, b, needed):
    both = [c for c in sorted(set(left)) if c in right]
    batch = [c for c in both if c in needed]
    summed = [c for c in both if c not in needed]
    own = [c for c in sorted(set(left)) if c not in right]
    others = [c for c in sorted(set(right)) if c not in left]
    a = _einsum_operand(left, a, batch + own + summed)
    b = _einsum_operand(right, b, batch + summed + others)
    sizes = {}
    for letters, operand in ((batch + own + summed, a), (batch + summed + others, b)):
        for c, size in zip(letters, operand.shape):
            if sizes.setdefault(c, size) != size:
                raise RuntimeError("einsum(): operands do not broadcast with remapped shapes "
                                   "[original->remapped]: subscript " + c)
    count = [_math.prod([sizes[c] for c in letters]) for letters in (batch, own, summed, others)]
    result = a.reshape(count[0], count[1], count[2]) @ b.reshape(count[0], count[2], count[3])
    letters = batch + own + others
    return "".join(letters), result.reshape([sizes[c] for c in letters])


def FloatTensor(*data):
    return Tensor(*data).float()


def DoubleTensor(*data):
    return Tensor(*data).double()


def LongTensor(*data):
    return _whole(int64, data)


def IntTensor(*data):
    return _whole(int32, data)


def ByteTensor(*data):
    return _whole(uint8, data)


def BoolTensor(*data):
    return _whole(bool, data)


def _whole(dtype, data):
    if len(data) == 1 and isinstance(data[0], (list, tuple)) and not isinstance(data[0], Size):
        return tensor(data[0], dtype=dtype)
    return Tensor(*data).to(dtype)


def set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None,
                     profile=None, sci_mode=None):
    if profile is not None:
        if profile not in ("default", "short", "full"):
            return
        _set_printoptions(2 if profile == "short" else 4, 1000, 3 if profile != "short" else 2,
                          80, None)
        if profile == "full":
            threshold = 2 ** 62
    _set_printoptions(precision, threshold, edgeitems, linewidth, sci_mode)


def get_num_threads():
    return 1


def get_num_interop_threads():
    return 1


def set_num_threads(number):
    if number <= 0:
        raise RuntimeError("set_num_threads expects a positive integer")


def set_num_interop_threads(number):
    if number <= 0:
        raise RuntimeError("set_num_interop_threads expects a positive integer")


def use_deterministic_algorithms(mode, *, warn_only=False):
    pass


def are_deterministic_algorithms_enabled():
    return False


def set_float32_matmul_precision(precision):
    pass


def set_default_device(device):
    zeros(0, device=device)


def is_storage(obj):
    return False


def typename(o):
    if isinstance(o, Tensor):
        return o.type()
    module = getattr(o, "__module__", None)
    name = getattr(o, "__qualname__", None) or getattr(o, "__name__", None) or type(o).__name__
    return name if module in (None, "builtins") else module + "." + name


def compiled_with_cxx11_abi():
    return True
