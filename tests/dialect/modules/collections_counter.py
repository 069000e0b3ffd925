# collections.Counter: counting, arithmetic, order, most_common, missing keys.
from collections import Counter

c = Counter("abracadabra")
print(c, c["a"], c["z"], len(c), sum(c.values()), c.most_common(2), c.most_common(),
    sorted(c.elements()), list(c), dict(c), c.total(), "z" in c, Counter(), Counter(a=2, b=1),
    Counter({"x": 3}), Counter([1, 1, 2]), bool(Counter()))
d = Counter("bar")
print(c + d, c - d, d - c, c & d, c | d, +Counter(a=1, b=-1), -Counter(a=1, b=-1),
    c == Counter("abracadabra"), c == d, Counter(a=1) == Counter(a=1, b=0),
    Counter(a=1) <= Counter(a=2))
c.update("aaa")
c.update({"new": 5})
c.subtract("aab")
c["direct"] += 2
del c["r"]
del c["never there"]
print(c, c.most_common(1), c.most_common(0), c.pop("new"), c.get("q"), c.copy() == c,
    type(c.copy()), isinstance(c, dict), max(c, key=c.get), Counter("aabbc").most_common(3),
    {k: v for k, v in c.items()})
words = "the cat and the dog and the bird".split()
for word, count in Counter(words).most_common(3):
    print(word, count)
print(Counter(len(w) for w in words), Counter(w[0] for w in words),
    Counter(x % 3 for x in range(10)), sorted(Counter(words).items(), key=lambda p: (-p[1], p[0])))
for function in (lambda: Counter(5), lambda: Counter([[]]), lambda: Counter.fromkeys("ab"),
        lambda: Counter("a", "b"), lambda: Counter("a") + 5,
        lambda: list(Counter(a=-1, b=2).elements()), lambda: c.nothing,
        lambda: Counter(a="x").most_common(), lambda: Counter("ab") + Counter("b"),
        lambda: hash(c)):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)
e = Counter(a=3)
e += Counter(a=1, b=2)
e -= Counter(a=4)
print(e, repr(Counter(b=1, a=1)), str(Counter(z=1, y=3)), Counter(one=1).items(), e.clear(), e)
