# Ordering operators, reflection, sorting by __lt__ only, mixed types, total orders by hand.
class Version:
    def __init__(self, text): self.parts = tuple(map(int, text.split(".")))
    def __lt__(self, other): return self.parts < other.parts
    def __eq__(self, other): return self.parts == other.parts
    def __repr__(self): return ".".join(map(str, self.parts))


v = [Version(t) for t in "1.10 1.2 1.2.1 0.9 1.2".split()]
print(sorted(v), max(v), min(v), sorted(v, reverse=True), v[0] > v[1], v[1] == v[4], v[1] != v[4],
    [x for x in v if x < v[0]])
for operation in ("<=", ">="):
    try:
        print(v[0] <= v[1] if operation == "<=" else v[0] >= v[1])
    except TypeError as error:
        print(error)


class Trace:
    def __init__(self, name): self.name = name
    def __lt__(self, other): print(f"{self.name}.lt", end=" "); return NotImplemented
    def __gt__(self, other): print(f"{self.name}.gt", end=" "); return NotImplemented
    def __le__(self, other): print(f"{self.name}.le", end=" "); return True
    def __ge__(self, other): print(f"{self.name}.ge", end=" "); return False
    def __eq__(self, other): print(f"{self.name}.eq", end=" "); return NotImplemented


class SubTrace(Trace):
    def __gt__(self, other): print(f"{self.name}.subgt", end=" "); return "sub"


a, b, s = Trace("a"), Trace("b"), SubTrace("s")
for operation in (lambda: a < b, lambda: a > b, lambda: a <= b, lambda: a >= b, lambda: a == b,
        lambda: a != b, lambda: a < s, lambda: a < 5, lambda: 5 < a, lambda: 5 <= a, lambda: a == 5,
        lambda: 5 == a, lambda: a is b, lambda: a < b < s, lambda: a <= b <= s, lambda: a in [b]):
    try:
        print(operation())
    except TypeError as error:
        print(error)


class Weird:
    def __lt__(self, other): return "truthy"
    def __eq__(self, other): return []
    def __bool__(self): return False


w = Weird()
print(w < w, w == w, w != w, not w, sorted([w, w]) is not None, w in [1], (w and 1) is w, w or 2,
    1 if w else 2, bool(w), w < 1 < 2, (w == 1) == [])


class Money:
    def __init__(self, n): self.n = n
    def __lt__(self, o): return self.n < (o.n if isinstance(o, Money) else o)
    def __gt__(self, o): return self.n > (o.n if isinstance(o, Money) else o)
    def __repr__(self): return f"${self.n}"


print(max(Money(5), 3, Money(7)), min([Money(5), 3, Money(2)]),
    sorted([Money(3), 1, Money(2), 2.5]), 4 > Money(3), Money(1) < 2 < 3)
