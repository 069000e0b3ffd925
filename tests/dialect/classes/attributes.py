# __getattr__, __setattr__, __delattr__, __getattribute__, __dir__, __slots__, dynamic attributes.
class Lazy:
    def __init__(self): self.real = 1
    def __getattr__(self, name):
        if name.startswith("dyn"):
            return f"made {name}"
        raise AttributeError(f"no {name} here")


x = Lazy()
print(x.real, x.dynamic, hasattr(x, "dyn1"), hasattr(x, "zzz"), getattr(x, "zzz", "default"))
try:
    x.zzz
except AttributeError as error:
    print(error)


class Guard:
    def __setattr__(self, name, value):
        print("set", name, value)
        object.__setattr__(self, name, value * 2)

    def __delattr__(self, name):
        print("del", name)
        super().__delattr__(name)


g = Guard()
g.a = 5
g.a += 1
print(g.a, g.__dict__)
del g.a
try:
    del g.a
except AttributeError as error:
    print(error)
g.__dict__["raw"] = 3
print(g.raw)


class All:
    def __getattribute__(self, name):
        return f"got {name}" if not name.startswith("__") else super().__getattribute__(name)


print(All().anything, All().__class__.__name__)


class Slots:
    __slots__ = ("x", "y")

    def __init__(self): self.x = 1


s = Slots()
s.y = 2
print(s.x, s.y, hasattr(s, "__dict__"))
try:
    s.z = 3
except AttributeError as error:
    print(error)
del s.y
try:
    s.y
except AttributeError as error:
    print(error)


class Config:
    def __init__(self, **kwargs):
        self.__dict__.update(kwargs)


c = Config(a=1, b="two")
for name in ("a", "b"):
    print(name, getattr(c, name), vars(c)[name])
setattr(c, "not an identifier", 5)
print(vars(c), [n for n in dir(c) if not n.startswith("__")], c.__dict__.pop("a"), hasattr(c, "a"))


class P:
    __private = 1
    _single = 2

    def get(self): return self.__private
    def __hidden(self): return "hidden"
    def call(self): return self.__hidden()


p = P()
print(p.get(), p.call(), P._P__private, p._P__hidden(), p._single, hasattr(p, "__private"))
for function in (lambda: p.__private, lambda: getattr(p, 5), lambda: getattr(p),
        lambda: setattr(p, "x"), lambda: hasattr(p, 1), lambda: getattr(p, "zz"), lambda: vars(5),
        lambda: vars(s), lambda: delattr(p, "get"), lambda: setattr(5, "x", 1),
        lambda: setattr(int, "x", 1), lambda: setattr(None, "x", 1), lambda: setattr(len, "x", 1),
        lambda: setattr("a", "upper", 1), lambda: setattr([], "append", 1),
        lambda: setattr(object(), "x", 1), lambda: p.get.x):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)
try:
    p.get.x = 1
except AttributeError as error:
    print(error)
try:
    (5).x = 1
except AttributeError as error:
    print(error)
print([n for n in dir(P) if not n.startswith("__")])
