# __eq__, __ne__, __hash__ and containers: lookups, removal, inheritance of hash, mutated keys.
class Card:
    def __init__(self, rank, suit): self.rank, self.suit = rank, suit
    def __eq__(self, other):
        if not isinstance(other, Card):
            return NotImplemented
        return (self.rank, self.suit) == (other.rank, other.suit)
    def __hash__(self): return hash((self.rank, self.suit))
    def __repr__(self): return f"{self.rank}{self.suit}"


a, b, c = Card(1, "h"), Card(1, "h"), Card(2, "h")
print(a == b, a is b, a != c, a in [b], {a, b, c} == {a, c}, len({a: 1, b: 2}), {a: 1}[b],
    [a, c].index(c), [a, b, c].count(a), a == 1, 1 == a, a != None, {a} & {b}, hash(a) == hash(b),
    (a, 1) == (b, 1), [[a]] == [[b]], {"k": a} == {"k": b}, sorted([c, a], key=lambda x: x.rank))
pile = [a, c]
pile.remove(b)
print(pile, a in pile)


class NoHash(Card):
    def __eq__(self, other): return True


class Restored(Card):
    def __eq__(self, other): return self is other
    __hash__ = Card.__hash__


class Identity: pass


for function in (lambda: {NoHash(1, "x")}, lambda: len({Restored(1, "x"), Restored(1, "x")}),
        lambda: NoHash(1, "a") == 5, lambda: NoHash(1, "a") != 5,
        lambda: len({Identity(), Identity()}), lambda: Identity() == Identity(),
        lambda: NoHash.__hash__, lambda: {NoHash(1, "a"): 1}):
    try:
        print(function())
    except TypeError as error:
        print(error)


class Mutable:
    def __init__(self, v): self.v = v
    def __eq__(self, other): return self.v == other.v
    def __hash__(self): return hash(self.v)


m = Mutable(1)
d = {m: "found"}
m.v = 2
print(m in d, Mutable(1) in d, list(d)[0] is m, len(d))
m.v = 1
print(m in d)


class Loud:
    def __init__(self, n): self.n = n
    def __eq__(self, other):
        print("eq", self.n, other.n, end="; ")
        return self.n == other.n
    def __hash__(self):
        print("hash", self.n, end="; ")
        return 1


x, y = Loud(1), Loud(2)
d = {x: "x"}
d[y] = "y"
print(d[x], d[Loud(2)], x in [x, y], y in [x], [x, y] == [x, y], (x,) != (y,))


class OnlyNe:
    def __ne__(self, other): return "ne called"


class EqRaises:
    def __eq__(self, other): raise ValueError("no comparing")
    def __hash__(self): return 5


o = OnlyNe()
print(o != 1, o == 1, o == o)
for function in (lambda: EqRaises() in [1], lambda: [EqRaises()] == [EqRaises()],
        lambda: {EqRaises(): 1}[EqRaises()], lambda: EqRaises() != 1,
        lambda: [1].index(EqRaises())):
    try:
        print(function())
    except ValueError as error:
        print(error)
