calls = [
    lambda: [3, 1].__imul__([], 1), lambda: {}.__setitem__(), lambda: b"a".__mul__([1]),
    lambda: frozenset([1]).copy(1, end=2), lambda: [].extend(1, 2, n=1), lambda: [1].__mul__(int),
    lambda: pow([1], "a", set()), lambda: pow(1.5, 2, 3), lambda: "abc".splitlines((1,)),
    lambda: str.__format__(3, ""), lambda: int.__index__(), lambda: int.__index__("a"),
    lambda: (5).__index__(1), lambda: True.__float__(1, 2), lambda: [].__getitem__(),
    lambda: next((), 1, 2, x=1), lambda: "".rfind({}, "s"), lambda: (1,).index(1, "a"),
    lambda: [].sort(1, 2, x=1), lambda: pow(ndigits=1), lambda: "a".rsplit(10, "a"),
    lambda: "abc".maketrans(set(), [1], "x"), lambda: (5).to_bytes(1, 2, 3), lambda: sum(5, ""),
    lambda: filter(True, {3}).__next__(), lambda: type(1, x=2), lambda: sorted([1], cmp=1),
    lambda: classmethod(strict=True), lambda: max(1, *5), lambda: max(*5), lambda: {} .__format__("x"),
    lambda: (2).__rpow__(), lambda: b"abc".__add__("x"), lambda: int.from_bytes(7),
    lambda: int.from_bytes(b"a", 5), lambda: [1].__contains__(1, 2), lambda: {1}.__contains__(),
]
for number, call in enumerate(calls):
    try:
        print(number, call())
    except (TypeError, ValueError, OverflowError) as error:
        print(number, type(error).__name__, error)


def repeated():
    x = {}
    x *= [1]


try:
    repeated()
except TypeError as error:
    print(error)
print(pow(2, 10, 1000), bytes(range(3)), [lambda: 0 for _ in [1]][0].__qualname__)
