# Run with a budget of 32 MiB: each of these asks for more, is refused it, and all goes on.
import copy


def grow():
    x = []
    while True:
        x.append("a" * 1000 + str(len(x)))


def chain():
    node = None
    while True:
        node = [node, 1]


def instances():
    class Node:
        def __init__(self, next):
            self.next = next

    node = None
    while True:
        node = Node(node)


def double(x):
    while True:
        x += x


def generators():
    def g():
        yield 1

    made = []
    while True:
        made.append(g())
        next(made[-1])


def closures():
    f = None
    while True:
        f = (lambda g: lambda: g)(f)


def classes():
    made = []
    while True:
        made.append(type("C", (), {}))


def exceptions():
    e = None
    while True:
        new = ValueError(e)
        new.__context__ = e
        e = new


def recursive_data():
    x = [[i] for i in range(100000)]
    return [copy.deepcopy(x) for _ in range(1000)]


million = 10**6
wishes = [
    grow, chain, instances, generators, closures, classes, exceptions, recursive_data,
    lambda: double("ab"), lambda: double(b"ab"), lambda: double([1]), lambda: double((1,)),
    lambda: [0] * million * 100, lambda: "ab" * million * 1000, lambda: (0,) * million * 100,
    lambda: b"ab" * million * 1000, lambda: list(range(million * 100)), lambda: tuple(range(million * 100)),
    lambda: set(range(million * 10)), lambda: dict.fromkeys(range(million * 10)),
    lambda: {i: i for i in range(million * 10)}, lambda: {i for i in range(million * 10)},
    lambda: [i for i in range(million * 100)], lambda: sorted(range(million * 100)),
    lambda: "a".ljust(million * 1000), lambda: f"{1:>{million * 1000}}", lambda: "%*d" % (million * 1000, 1),
    lambda: "a".zfill(million * 1000), lambda: ("a" * million).replace("a", "b" * 1000),
    lambda: ",".join(["a" * 1000] * million), lambda: ("a " * million * 20).split(), lambda: list("ab" * million * 10),
    lambda: "".join(str(i) for i in range(million * 100)), lambda: repr(["a" * 1000] * million),
    lambda: bytes(million * 1000), lambda: ("é" * million * 20).upper(), lambda: str(["é" * 100] * million),
    lambda: list(zip(range(million * 100))), lambda: list(enumerate(range(million * 100))),
    lambda: [*range(million * 100)], lambda: print(*range(million * 100)), lambda: dict(enumerate(range(million * 10))),
    lambda: list(map(str, range(million * 100))), lambda: ("a" * million * 40).encode() * 2,
]
for number, wish in enumerate(wishes):
    try:
        wish()
        print(number, "got it")
    except MemoryError as e:
        print(number, "MemoryError", len([0] * 1000), e.args)
# fits, again and again
for i in range(20):
    x = [0] * (million // 2)
    y = "ab" * (4 * million)
print("alive", len(x), len(y))
