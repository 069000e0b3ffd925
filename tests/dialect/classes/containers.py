# Container protocols: len, getitem, setitem, delitem, contains, iter, reversed, missing, index.
class Deck:
    def __init__(self, cards): self.cards = list(cards)
    def __len__(self): return len(self.cards)
    def __getitem__(self, key): return ("slice", key.start, key.stop, key.step) if isinstance(key,
            slice) else self.cards[key]
    def __setitem__(self, key, value): self.cards[key] = value
    def __delitem__(self, key): del self.cards[key]


d = Deck("abcd")
print(len(d), d[0], d[-1], d[1:2], d[::], d[:5], list(d), "b" in d, "z" in d, [x for x in d],
    list(reversed(d)), sorted(d, reverse=True), bool(d), bool(Deck("")), dict(enumerate(d)), *d)
d[0] = "A"
del d[1]
print(list(d), max(d), "".join(d), list(zip(d, d)), tuple(d), list(map(str.upper, d)))
first, *others = d
print(first, others, list(iter(d)))


class Grid:
    def __init__(self): self.cells = {}
    def __getitem__(self, key):
        print("get", key)
        return self.cells.get(key, 0)
    def __setitem__(self, key, value):
        print("set", key, value)
        self.cells[key] = value
    def __contains__(self, key): return key in self.cells
    def __iter__(self): return iter(sorted(self.cells))
    def __len__(self): return 42


g = Grid()
g[1, 2] = "x"
g[0, 0] += 5
g["k"] = g[1, ...]
del g.cells["k"]
print(Deck("ab")[::2], Deck("ab")[None:3])
print((1, 2) in g, list(g), len(g), bool(g), 5 in g)


class Countdown:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n + 1


print(list(Countdown(3)), sum(Countdown(4)), max(Countdown(5)), [*Countdown(2)], 3 in Countdown(5),
    sorted(Countdown(3)), list(zip(Countdown(3), "ab")), dict.fromkeys(Countdown(2)),
    set(Countdown(3)))
c = Countdown(2)
print(next(c), next(c), next(c, "done"))


class Fresh:
    def __iter__(self):
        yield from range(3)
    def __reversed__(self): return "reversed called"


f = Fresh()
print(list(f), list(f), reversed(f))


class Old:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError("over")
        return i * 10


print(list(Old()), 20 in Old(), [x for x in Old()], max(Old()))


class Index:
    def __index__(self): return 2


print([10, 20, 30][Index()], "abc"[Index()], range(5)[Index()], list(range(Index())), [1] * Index(),
    hex(Index()), "abcdef"[Index():], (1 << 5) if True else 0, [0, 1, 2, 3][: Index()],
    round(2.567, Index()), bin(Index()), int(Index()))


class Bad:
    def __len__(self): return -1
    def __iter__(self): return 5
    def __contains__(self, x): return "truthy"
    def __bool__(self): return "x"
    def __repr__(self): return 5
    def __hash__(self): return "x"
    def __index__(self): return "x"
    def __str__(self): return None


class Bad2:
    def __len__(self): return "x"
    def __next__(self): return 1
    __hash__ = None
    def __bool__(self): return None


for function in (lambda: len(Bad()), lambda: iter(Bad()), lambda: 1 in Bad(), lambda: bool(Bad()),
        lambda: repr(Bad()), lambda: hash(Bad()), lambda: [1][Bad()], lambda: str(Bad()),
        lambda: len(Bad2()), lambda: list(Bad2()), lambda: next(Bad2()), lambda: hash(Bad2()),
        lambda: bool(Bad2()), lambda: not Bad2(), lambda: f"{Bad()}", lambda: "%s" % Bad(),
        lambda: {Bad2(): 1}, lambda: range(Bad()), lambda: [x for x in Bad()], lambda: d["a"],
        lambda: d[10], lambda: len(Countdown(1)), lambda: Countdown(1)[0],
        lambda: reversed(Countdown(1))):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


class Default(dict):
    def __missing__(self, key):
        self[key] = value = key * 2
        return value


d = Default(a=1)
print(d["a"], d["zz"], d, d.get("q"), "q" in d, isinstance(d, dict), len(d))
