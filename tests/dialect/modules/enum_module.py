# enum: members, lookups, aliases, methods, mixed-in types, flags, words.
import enum
from enum import Enum, Flag, IntEnum, IntFlag, StrEnum, auto, unique


class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3
    CRIMSON = 1


print(Color.RED, repr(Color.RED), Color.RED.name, Color.RED.value, Color(2), Color["BLUE"], Color.CRIMSON, Color.RED is Color.CRIMSON)
print(list(Color), len(Color), [c.name for c in Color], Color, type(Color.RED), isinstance(Color.RED, Color), Color.GREEN in Color, dict(Color.__members__))
print(Color.RED == Color.RED, Color.RED == 1, Color.RED != Color.BLUE, {Color.RED: "r"}[Color(1)], f"{Color.RED} {Color.RED!r:>20} {Color.RED:>12}|", hash(Color.RED) == hash("RED"))


class Planet(Enum):
    MERCURY = (3.303e+23, 2.4397e6)
    EARTH = (5.976e+24, 6.37814e6)

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius

    @property
    def gravity(self):
        return round(6.67300E-11 * self.mass / (self.radius * self.radius), 3)

    @classmethod
    def heaviest(cls):
        return max(cls, key=lambda p: p.mass)

    @staticmethod
    def hello(): return "hi"


print(Planet.EARTH.gravity, Planet.heaviest(), Planet.EARTH.value, Planet((3.303e+23, 2.4397e6)), Planet.hello(), Planet.EARTH.mass)


class Auto(Enum):
    A = auto()
    B = auto()
    C = 10
    D = auto()


print([(a.name, a.value) for a in Auto])


class Number(IntEnum):
    ONE = 1
    TWO = 2


print(Number.ONE + 1, Number.ONE < Number.TWO, repr(Number.TWO), str(Number.TWO), f"{Number.TWO}", sorted([Number.TWO, Number.ONE]), Number(1) == 1, [10, 20, 30][Number.ONE], isinstance(Number.ONE, int), Number.TWO.value, max(Number))


class Mode(StrEnum):
    FAST = auto()
    SLOW = "slowly"


print(Mode.FAST, repr(Mode.SLOW), Mode.FAST == "fast", Mode.SLOW.upper(), f"{Mode.FAST:>6}", "x" + Mode.FAST)


class Texty(str, Enum):
    A = "a"


print(Texty.A == "a", str(Texty.A), repr(Texty.A), Texty("a").value, f"{Texty.A}", Texty.A.upper())


class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W


print(Perm.R, repr(Perm.R | Perm.W), Perm.RW, repr(Perm.R | Perm.X), Perm(0), repr(Perm(7)), Perm.R in Perm.RW, Perm.X in Perm.RW, bool(Perm(0)), list(Perm.RW), ~Perm.R, Perm.RW & Perm.W, Perm.RW ^ Perm.R, list(Perm), Perm.R.value, len(Perm.RW))


class Bits(IntFlag):
    A = 1
    B = 2


print(repr(Bits.A | Bits.B), Bits.A | 4, Bits.A + 1, str(Bits.A), repr(Bits(5)), Bits.A & 3)
Made = Enum("Made", "X Y Z")
print(list(Made), Made.X, Enum("Other", ["P", "Q"], start=5).Q.value, Enum("Pairs", {"a": 1}).a, IntEnum("I", "A B").B + 1)


class Shape(Enum):
    SQUARE = "s"
    CIRCLE = "c"

    def __str__(self):
        return self.value

    def area(self, n):
        return n * n if self is Shape.SQUARE else 3 * n * n

    @classmethod
    def _missing_(cls, value):
        return cls.SQUARE if value == "?" else None


print(Shape.SQUARE, Shape.CIRCLE.area(2), Shape("?"), f"{Shape.CIRCLE}")


class Base(Enum):
    def describe(self):
        return f"{self.name}={self.value}"


class Derived(Base):
    A = 1


print(Derived.A.describe(), Derived.A)


class New(Enum):
    def __new__(cls, value, label):
        obj = object.__new__(cls)
        obj._value_ = value
        obj.label = label
        return obj
    A = (1, "one")
    B = (2, "two")


print(New.A, New(2).label, New.A.value)


def wrong_extend():
    class More(Color):
        PINK = 4


def wrong_unique():
    @unique
    class Twice(Enum):
        A = 1
        B = 1


def wrong_set():
    Color.RED = 5


def wrong_delete():
    del Color.RED


def wrong_value():
    Color.RED.value = 5


for wrong in (lambda: Color(9), lambda: Color["PINK"], lambda: Color.PINK, wrong_extend, wrong_unique, wrong_set, wrong_delete, lambda: Color.RED < Color.BLUE, lambda: Perm(8), lambda: Color("RED"),
        wrong_value, lambda: Shape("z"), lambda: Perm.R | 1, lambda: Color.RED.pink, lambda: Color()):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
print(enum.Enum, enum.auto, Color.RED.__class__, Color.__name__, Color.RED.__doc__)
import copy
print(copy.copy(Color.RED) is Color.RED, copy.deepcopy([Color.RED])[0] is Color.RED)
