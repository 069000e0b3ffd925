# dataclasses: what is made, in which order, with which words.
import dataclasses
from dataclasses import asdict, astuple, dataclass, field, fields, is_dataclass, replace
from typing import ClassVar, List, Optional


@dataclass
class Config:
    """Settings."""
    lr: float = 0.1
    layers: list = field(default_factory=list)
    name: str = "net"
    count: ClassVar[int] = 3
    hidden: int = field(default=7, repr=False)


a, b = Config(), Config(0.5, [1], name="x")
a.layers.append(2)
print(a, b, a == Config(layers=[2]), a != b, Config.count, Config.__doc__, Config.lr, hasattr(Config, "layers"))
print(asdict(b), astuple(b), replace(b, lr=1.0), [f.name for f in fields(Config)], is_dataclass(a), is_dataclass(Config), is_dataclass(5))


@dataclass(order=True, frozen=True)
class Point:
    x: int
    y: int = 0

    def norm(self):
        return (self.x ** 2 + self.y ** 2) ** 0.5


print(Point(1, 2) < Point(1, 3), sorted([Point(3), Point(1, 5), Point(1)]), hash(Point(1, 2)) == hash((1, 2)), {Point(1): "a"}[Point(1)], Point(3, 4).norm())
try:
    Point(1).x = 5
except dataclasses.FrozenInstanceError as error:
    print(type(error).__name__, error, isinstance(error, AttributeError))
try:
    del Point(1).x
except AttributeError as error:
    print(error)


@dataclass
class Base:
    a: int
    b: int = 2


@dataclass
class Derived(Base):
    c: Optional[int] = None
    d: List[int] = field(default_factory=lambda: [1, 2], compare=False)
    total: int = field(init=False)

    def __post_init__(self):
        self.total = self.a + self.b


print(Derived(1), Derived(1, 5, 6, [7]).total, Derived(1) == Derived(1, d=[]), Derived.__init__.__qualname__)


@dataclass
class Node:
    value: int
    next: "Node" = None


loop = Node(1)
loop.next = loop
print(loop, Node(1, Node(2)), asdict(Node(1, Node(2))))


@dataclass(kw_only=True)
class Named:
    a: int
    b: int = 1


print(Named(a=5), Named.__match_args__, Base.__match_args__, Base.__doc__, Named.__doc__)
for wrong in (lambda: Base(), lambda: Base(1, 2, 3), lambda: Base(1, z=2), lambda: Named(1), lambda: Point(), lambda: asdict(5), lambda: fields(5), lambda: replace(5),
        lambda: replace(Derived(1), total=5), lambda: hash(Base(1)), lambda: Base(1) < Base(2), lambda: field(default=1, default_factory=list)):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
try:
    @dataclass
    class Bad:
        items: list = []
except ValueError as error:
    print(error)
try:
    @dataclass
    class Order:
        a: int = 1
        b: int
except TypeError as error:
    print(error)


@dataclass(eq=False)
class Identity:
    a: int


print(Identity(1) == Identity(1), hash(Identity(1)) is not None, Base.__eq__.__name__, Base.__dataclass_params__)
Made = dataclasses.make_dataclass("Made", ["x", ("y", int), ("z", int, 5)])
print(Made(1, 2), fields(Made)[2].default, fields(Made)[0].type)


@dataclass
class Custom:
    a: int

    def __repr__(self):
        return "custom"

    def __eq__(self, other):
        return True


print(Custom(1), Custom(1) == 5, Custom.__hash__)


@dataclass
class WithInitVar:
    a: int
    scale: dataclasses.InitVar[int] = 2

    def __post_init__(self, scale):
        self.a *= scale


print(WithInitVar(3), WithInitVar(3, 5), WithInitVar(3).scale)
