# getattr, setattr, hasattr, delattr, dir, vars, id, callable; type() with three arguments.
class A:
    x = 1
    def m(self): return "m"


class B(A):
    def __init__(self): self.y = 2


b = B()
print(getattr(b, "x"), getattr(b, "y"), getattr(b, "m")(), getattr(b, "z", None), hasattr(b, "m"),
    hasattr(b, "q"), callable(b.m), callable(b), callable(B), callable(len), callable("x"))
setattr(b, "dynamic", 5)
print(b.dynamic, vars(b), sorted(n for n in dir(b) if not n.startswith("_")))
delattr(b, "dynamic")
print(vars(b), id(b) == id(b), id(b) == id(B()), isinstance(b, A), isinstance(b, (int, A)),
    type(b) == A, type(b).__name__, B.__mro__ == (B, A, object))
for name in ("upper", "append", "missing"):
    for thing in ("text", [1]):
        print(name, hasattr(thing, name), getattr(thing, name, None) is not None)
print([m for m in dir([]) if not m.startswith("_")], [m for m in dir({}) if not m.startswith("_")],
    [m for m in dir(set()) if not m.startswith("_")], [m for m in dir(()) if not m.startswith("_")])
print(getattr([3, 1], "sort")(), getattr("a-b", "split")("-"),
    [getattr("x", n)() for n in ("upper", "lower", "title")])
C = type("C", (A,), {"z": 3, "double": lambda self: self.z * 2})
print(C.__name__, C().x, C().z, C().double(), C.__bases__, C)
print(A.__dict__["x"], "m" in A.__dict__, "m" in B.__dict__, vars(A)["x"], A.m is B.m,
    B.__base__ is A, object.__base__, type.__base__)
print(__name__, type(__name__), __doc__)
