# for, in, unpacking and builtins on iterators that misbehave, end early, or change.
class Once:
    def __init__(self, items): self.items, self.calls = list(items), 0
    def __iter__(self):
        self.calls += 1
        return iter(self.items)


o = Once("abc")
print(list(o), sum(1 for _ in o), "c" in o, max(o), [*o], o.calls)


class Stops:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n % 3 == 0:
            raise StopIteration
        return self.n


s = Stops()
print(list(s), list(s), next(s), next(s, "default"))


class Sequence:
    def __init__(self, n): self.n = n
    def __getitem__(self, i):
        if isinstance(i, slice):
            return [self[j] for j in range(*i.indices(self.n))]
        if i < 0:
            i += self.n
        if not 0 <= i < self.n:
            raise IndexError(f"index {i} of {self.n}")
        return i * i
    def __len__(self): return self.n


q = Sequence(5)
print(list(q), q[1:3], q[-1], 16 in q, 17 in q, list(reversed(q)), [a for a in q if a % 2], max(q),
    sum(q), sorted(q, reverse=True), *q, list(zip(q, "ab")), dict(enumerate(q)), tuple(q),
    bool(Sequence(0)))
try:
    q[9]
except IndexError as error:
    print(error)


class KeyErrors:
    def __getitem__(self, i): raise KeyError(i)


class TypeErrors:
    def __iter__(self): raise TypeError("not today")


class NoNext:
    def __iter__(self): return NoNext()


class NoneIter:
    __iter__ = None


for function in (lambda: list(KeyErrors()), lambda: list(TypeErrors()), lambda: list(NoNext()),
        lambda: list(NoneIter()), lambda: 5 in TypeErrors(), lambda: 5 in KeyErrors(),
        lambda: [*NoNext()], lambda: dict(NoneIter()), lambda: (lambda a: a)(*TypeErrors()),
        lambda: max(NoneIter()), lambda: iter(NoneIter()), lambda: "a" in 5,
        lambda: list(iter(5, 5)) if False else iter(lambda: 5)):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)
d = {"a": 1}
it = iter(d)
d["b"] = 2
try:
    next(it)
except RuntimeError as error:
    print(error)
s = {1, 2}
it = iter(s)
s.add(3)
try:
    next(it)
except RuntimeError as error:
    print(error)
l = [1, 2, 3]
it = iter(l)
next(it)
del l[0]
print(list(it), l)
e = enumerate("ab")
print(next(e), list(e), list(e))
r = reversed([1, 2, 3])
print(next(r), list(r))
z = zip(iter([1, 2, 3]), iter([1, 2]))
print(list(z), next(z, "end"))
for i, c in enumerate("ab"):
    for i in range(2):
        pass
    print(i, c, end=" ")
print()
it = iter(range(6))
print([(a, next(it)) for a in it], list(map(lambda a, b: (a, b), *[iter(range(4))] * 2)),
    list(zip(*[iter("abcdef")] * 3)))
for x in (lambda: (yield 1))():
    print(x)
for x in iter([1, 2, 3].pop, 1) if False else [0]:
    print(x, *(i for i in range(3) if i), *map(str, "ab"), *{"k": 1}, *reversed("xy"))
