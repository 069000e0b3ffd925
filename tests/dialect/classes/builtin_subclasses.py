# Subclasses of list, dict, set, str, tuple and float: overriding and inherited behaviour.
class History(list):
    def __init__(self, *args):
        super().__init__(*args)
        self.changes = 0

    def append(self, item):
        self.changes += 1
        super().append(item)

    def __getitem__(self, i):
        result = super().__getitem__(i)
        return f"<{result}>" if not isinstance(i, slice) else result


h = History([1])
h.append(2)
h.extend([3, 4])
print(h, len(h), h[0], h[1:], h.changes, list(h), [x for x in h], h == [1, 2, 3, 4],
    isinstance(h, list), type(h[1:]), type(h + []), sorted(h, reverse=True), sum(h), h.index(3),
    2 in h, h.copy(), repr(h), str(h), bool(History()), h * 2)


class CaseDict(dict):
    def __setitem__(self, key, value): super().__setitem__(key.lower(), value)
    def __getitem__(self, key): return super().__getitem__(key.lower())
    def __contains__(self, key): return super().__contains__(key.lower())
    def get(self, key, default=None): return self[key] if key in self else default


d = CaseDict(Start=1)
d["KEY"] = 5
print(d, d["key"], d["Key"], "KEY" in d, d.get("zz", 0), d.get("kEy"), len(d), list(d.items()),
    dict(d), {**d}, "Start" in d.keys(), isinstance(d, dict))
try:
    d["missing"]
except KeyError as error:
    print(repr(error))


class Tagged(str):
    def __new__(cls, text, tag):
        self = super().__new__(cls, text)
        self.tag = tag
        return self

    def __len__(self): return 99
    def __eq__(self, other): return "equal" if str.__eq__(self, other) else "not"
    __hash__ = str.__hash__


t = Tagged("text", "b")
print(t, len(t), t.tag, t.upper(), type(t.upper()), t + "!", type(t + "!"), t == "text", f"{t:>6}",
    t[1:], "ex" in t, {t: 1}, "%s" % t, repr(t), t.__len__(), str.__len__(t))


class Point(tuple):
    __slots__ = ()
    def __new__(cls, *values): return super().__new__(cls, values)
    x = property(lambda self: self[0])
    def __add__(self, other): return Point(*(a + b for a, b in zip(self, other)))


p = Point(1, 2, 3)
print(p, p.x, p + p, type(p + p), len(p), p == (1, 2, 3), hash(p) == hash((1, 2, 3)), p[1:],
    type(p[1:]), [*p], {p: 1}[(1, 2, 3)])


class UniqueSet(set):
    def add(self, item):
        if item in self:
            raise ValueError(f"{item} twice")
        super().add(item)


u = UniqueSet([1, 2])
try:
    u.add(1)
except ValueError as error:
    print(error, u, u | {3}, type(u | {3}), u == {1, 2})


class Meters(float):
    def __repr__(self): return f"{float(self)}m"
    def __mul__(self, other): return Meters(float(self) * other)


m = Meters(2.5)
print(m, [m], m * 2, m + 1, type(m + 1), m == 2.5, round(m), f"{m:.2f}", max(m, Meters(3)), -m,
    int(m), str(m))


class Stack(list):
    def peek(self): return self[-1] if self else None


s = Stack()
s.append(1)
s += [2]
print(s.peek(), s, type(s), Stack([3, 4]).pop(), Stack("ab"), [Stack([1])],
    Stack([1]) == Stack([1]))
