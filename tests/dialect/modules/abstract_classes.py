# isinstance() with abstract classes: collections.abc, abc.ABC.register, __subclasshook__.
import abc
import collections
from collections import abc as cabc

names = ["Hashable", "Callable", "Iterable", "Iterator", "Reversible", "Generator", "Sized", "Container", "Collection", "Sequence", "MutableSequence",
    "Set", "MutableSet", "Mapping", "MutableMapping", "KeysView", "ItemsView", "ValuesView"]


def generator():
    yield


class Own:
    def __len__(self): return 2
    def __iter__(self): return iter("ab")
    def __contains__(self, x): return False


class NoHash:
    __hash__ = None


things = [1, 1.5, "a", b"a", None, [], (), {}, set(), frozenset(), range(3), len, Own, Own(), NoHash(), generator(), iter([]), {}.keys(), {}.items(), {}.values(),
    collections.deque(), collections.Counter(), collections.OrderedDict(), collections.defaultdict(int), enumerate([]), zip(), map(len, []), slice(1), object()]
for thing in things:
    print(type(thing).__name__, [name for name in names if isinstance(thing, getattr(cabc, name))])
print(issubclass(list, cabc.Sequence), issubclass(dict, cabc.Sequence), issubclass(bool, cabc.Hashable), isinstance([], (int, cabc.Sized)))


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): ...

    @property
    @abc.abstractmethod
    def name(self): ...


class Square(Shape):
    def __init__(self, side): self.side = side
    def area(self): return self.side ** 2
    name = "square"


class Half(Shape):
    def area(self): return 0


class Circle:
    pass


for make in (Shape, Half, lambda: Square(3).area(), cabc.Sequence, cabc.Mapping):
    try:
        print(make())
    except TypeError as error:
        print(error)
print(isinstance(Square(1), Shape), isinstance(Circle(), Shape), Shape.register(Circle) is Circle, isinstance(Circle(), Shape), issubclass(Circle, Shape))
print(issubclass(Half, Shape), sorted(Shape.__abstractmethods__), Half.__abstractmethods__)


class Quacks(abc.ABC):
    @classmethod
    def __subclasshook__(cls, C):
        return any("quack" in vars(B) for B in C.__mro__) or NotImplemented


class Duck:
    def quack(self): pass


print(isinstance(Duck(), Quacks), isinstance(5, Quacks), issubclass(Duck, Quacks))


class Row(cabc.Sequence):
    def __init__(self, *items): self.items = items
    def __len__(self): return len(self.items)
    def __getitem__(self, i): return self.items[i]


row = Row(1, 2, 3, 2)
print(list(row), 2 in row, row.index(2), row.count(2), list(reversed(row)), row.index(2, 2), isinstance(row, cabc.Reversible))


class Table(cabc.MutableMapping):
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)


table = Table()
table["a"] = 1
table.update(b=2, c=3)
print(dict(table), table.pop("a"), table.get("z", 9), table.setdefault("y", 5), list(table.items()), "b" in table, table == {"b": 2, "c": 3, "y": 5}, len(table.keys()), table.popitem())


class Bag(cabc.Set):
    def __init__(self, it): self.e = list(dict.fromkeys(it))
    def __contains__(self, x): return x in self.e
    def __iter__(self): return iter(self.e)
    def __len__(self): return len(self.e)


print(list(Bag("abc") & Bag("bcd")), list(Bag("ab") | {"z"}), Bag("ab") <= Bag("abc"), Bag("ab") == {"a", "b"}, list(Bag("abc") - Bag("b")), Bag("a").isdisjoint("b"))


class Fake:
    @property
    def __class__(self): return int


print(isinstance(Fake(), int), type(Fake()).__name__)
for wrong in (lambda: isinstance(1, 5), lambda: issubclass(5, int), lambda: issubclass(int, 5), lambda: isinstance(1, (int, 5)), lambda: isinstance("a", (int, 5))):
    try:
        print(wrong())
    except TypeError as error:
        print(error)
