# torch.linalg.
from torch import _linalg_norm, matmul


def norm(A, ord=None, dim=None, keepdim=False):
    return _linalg_norm(A, ord, dim, keepdim)


def vector_norm(x, ord=2, dim=None, keepdim=False):
    return _linalg_norm(x, ord, dim, keepdim)
