# Annotations are evaluated and stored, and change nothing else.
from collections import deque


def f(a: int, b: "str" = "x", *args: 1 + 1, c: list = None,
        **kw: {"k": 1}) -> print("return annotation") or None:
    local: int = 5
    other: undefined_name_is_fine_here
    return local, a, b


print(f.__annotations__, f(1), f("not an int", 5))
x: int
y: float = 1.5
z: print("evaluated") = 3
(w): int = 4
print(y, z, w, __annotations__)
try:
    x
except NameError as error:
    print(error)


class C:
    a: int
    b: str = "b"
    c: "forward" = 1

    def method(self, other: "C") -> "C":
        self.d: int = 5
        return self


print(C.__annotations__, C.b, hasattr(C, "a"), C().method(None).d, C.method.__annotations__)
try:
    def g(a: undefined_here): pass
except NameError as error:
    print(error)
items: list[int] = [1]
table: dict[str, list[int]] = {}
queue: deque = deque()
pair: tuple[int, ...] = (1, 2)
maybe: int | None = None
print(items, table, pair, maybe, list[int], dict[str, int], tuple[int, ...], int | None, int | str)
lst = [0]
lst[0]: int = 5
c = C()
c.attr: str = "set"
print(lst, c.attr)
