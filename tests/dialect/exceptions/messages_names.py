# Messages of NameError, AttributeError, ImportError, caught and printed.
class Thing:
    color = "red"

    def __init__(self): self.size = 1
    def paint(self): return self.colour


import math
import random


def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, "|", error)


for function in (lambda: Thing().colr, lambda: Thing().paint(), lambda: Thing.siz,
        lambda: math.squareroot, lambda: math.pie, lambda: random.rand(), lambda: "abc".uper(),
        lambda: [].apend(1), lambda: {}.key(), lambda: (1).bit, lambda: None.x,
        lambda: (None).append(1), lambda: prnt("x"), lambda: lenght, lambda: true, lambda: null,
        lambda: True.x, lambda: (1.5).y, lambda: Thing.paint.z, lambda: len.w,
        lambda: (lambda: 0).v, lambda: Thing().paint.u, lambda: range(3).t, lambda: iter([]).s,
        lambda: (x for x in []).r, lambda: type.q, lambda: int.p, lambda: set().o,
        lambda: frozenset().n, lambda: slice(1).m, lambda: ().l, lambda: b"".k,
        lambda: Exception("e").j, lambda: super.i, lambda: property().h, lambda: NotImplemented.g,
        lambda: (...).f, lambda: zip().e, lambda: map(len, []).d, lambda: enumerate([]).c,
        lambda: {}.keys().b, lambda: {}.items().a, lambda: reversed([]).aa,
        lambda: staticmethod(len).bb if False else object().bb, lambda: Thing().size.cc,
        lambda: math.sqrt.dd):
    attempt(function)
for statement in ("nomodule", "numpy"):
    try:
        if statement == "nomodule":
            import no_such_module_here
        else:
            from math import squareroot
    except ImportError as error:
        print(type(error).__name__, str(error).split(" (")[0])
