# __new__, __init_subclass__, __call__, __eq__ and __hash__, __str__; subclasses of built-in types.
class Singleton:
    instance = None

    def __new__(cls, *args):
        if cls.instance is None:
            print("making")
            cls.instance = super().__new__(cls)
        return cls.instance

    def __init__(self, value): self.value = value


a, b = Singleton(1), Singleton(2)
print(a is b, a.value)


class Other:
    def __new__(cls): return 5
    def __init__(self): print("never")


print(Other())


class Plugin:
    registry = []

    def __init_subclass__(cls, tag=None, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.registry.append((cls.__name__, tag))


class One(Plugin): pass
class Two(Plugin, tag="t"): pass
class Three(Two): pass


print(Plugin.registry)


class Point:
    def __init__(self, x, y): self.x, self.y = x, y
    def __eq__(self, other): return (self.x, self.y) == (other.x, other.y) if isinstance(other,
            Point) else NotImplemented
    def __hash__(self): return hash((self.x, self.y))
    def __repr__(self): return f"Point({self.x}, {self.y})"
    def __str__(self): return f"({self.x}, {self.y})"
    def __iter__(self): return iter((self.x, self.y))


p = Point(1, 2)
x, y = p
print(p, [p], p == Point(1, 2), p != Point(1, 3), {p: "k"}[Point(1, 2)],
    len({Point(1, 2), Point(1, 2), Point(2, 1)}), p in [Point(1, 2)], x, y, [*p], p == (1, 2),
    p == None, [Point(1, 2)].index(p), [p, p].count(Point(1, 2)), f"{p}", f"{p!r}", "%s" % (p,),
    str([p]))


class EqOnly:
    def __eq__(self, other): return True


for function in (lambda: hash(EqOnly()), lambda: {EqOnly()}, lambda: EqOnly() == 5,
        lambda: EqOnly() != 5, lambda: 5 == EqOnly(), lambda: [1, 2] == [EqOnly(), EqOnly()],
        lambda: 5 in [EqOnly()]):
    try:
        print(function())
    except TypeError as error:
        print(error)


class Multiplier:
    def __init__(self, n): self.n = n
    def __call__(self, x, *, plus=0): return self.n * x + plus


double = Multiplier(2)
print(double(5), double(5, plus=1), list(map(double, [1, 2])), callable(double))


class OnlyRepr:
    def __repr__(self): return "<only repr>"


class OnlyStr:
    def __str__(self): return "only str"


print(OnlyRepr(), str(OnlyRepr()), f"{OnlyRepr()}", [OnlyRepr()], OnlyStr(),
    repr(OnlyStr()).startswith("<__main__.OnlyStr object at"))


class Celsius(float):
    def __str__(self): return f"{float(self):.1f}°C"
    def __add__(self, other): return Celsius(float(self) + other)


class Upper(str):
    def __new__(cls, text): return super().__new__(cls, text.upper())
    def shout(self): return self + "!"


class Stack(list):
    def push(self, x): self.append(x)
    def peek(self): return self[-1]


class Pair(tuple):
    def __new__(cls, a, b): return tuple.__new__(cls, (a, b))
    @property
    def first(self): return self[0]


class Count(int):
    def next(self): return Count(self + 1)


t = Celsius(20)
print(t, repr(t), t + 1.5, t * 2, type(t * 2), type(t + 1), isinstance(t, float), Upper("abc"),
    Upper("abc").shout(), len(Upper("ab")), Upper("x") == "X", {Upper("k"): 1}["K"])
s = Stack([1])
s.push(5)
print(s, s.peek(), len(s), s + [1], type(s + [1]), s == [1, 5], isinstance(s, list), Pair(1, 2),
    Pair(1, 2).first, Pair(1, 2) == (1, 2), Count(5).next(), type(Count(5) + 1),
    Count(3) + Count(4), type(Count(5).next()))


class Generic:
    def __class_getitem__(cls, item): return f"{cls.__name__}[{item.__name__}]"


print(Generic[int], list[int], dict[str, int])


class Money:
    def __init__(self, cents): self.cents = cents
    def __int__(self): return self.cents
    def __float__(self): return self.cents / 100
    def __bool__(self): return self.cents != 0
    def __round__(self, n=None): return f"round {n}"
    def __trunc__(self): return 7
    def __floor__(self): return "floor"
    def __ceil__(self): return "ceil"
    def __sizeof__(self): return 10
    def __length_hint__(self): return 3


import math

m = Money(250)
print(int(m), float(m), bool(m), bool(Money(0)), round(m), round(m, 2), math.floor(m), math.ceil(m),
    math.trunc(m), math.sqrt(m))
