# The part of torch that is written in the dialect. What begins with an underscore and is not
# defined here comes from C.
import functools


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

        @functools.wraps(func)
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
    return type(o).__module__ + "." + type(o).__qualname__ if hasattr(o, "__module__") else type(o).__qualname__


def compiled_with_cxx11_abi():
    return True


from torch import autograd, cuda, linalg, random, version, backends, accelerator, types

if _has_module("torch.nn"):
    import torch.nn
    import torch.optim
    import torch.utils.data
if _has_module("torch.distributed"):
    import torch.distributed
    import torch.multiprocessing
del functools
