# dir() of built-in types: every public name of CPython's is there, and no other.
import math


def generator():
    yield


for thing in (str, int, float, bool, list, dict, set, frozenset, tuple, bytes, range, slice, object,
        type(None), generator(), ValueError, StopIteration, OSError, property, enumerate, zip,
        {}.keys(), len, generator, iter([])):
    print(type(thing).__name__, getattr(thing, "__name__", ""),
        [name for name in dir(thing) if not name.startswith("_")])
print([name for name in dir(math) if not name.startswith("_")])


class A:
    b = 1

    def __init__(self): self.c = 2


class B(A):
    d = 3


print([name for name in dir(A) if not name.startswith("__")],
    [name for name in dir(B()) if not name.startswith("__")], "__init__" in dir(A),
    "__class__" in dir(A()), "append" in dir([]), "__len__" in dir([]), "__iter__" in dir(5))


def local(p, q=2):
    r = 3
    return dir()


print(local(1), [name for name in dir() if not name.startswith("__")], "__name__" in dir())


class Listed:
    def __dir__(self): return ["z", "a"]


print(dir(Listed()), [name for name in dir(generator()) if name
    in ("send", "throw", "close", "__next__")])
try:
    dir(1, 2)
except TypeError as error:
    print(error)
