# defaultdict and OrderedDict: missing keys, printing, order, movement, equality.
from collections import OrderedDict, defaultdict

d = defaultdict(list)
d["a"].append(1)
d["a"].append(2)
d["b"]
print(d, d["c"], len(d), d.get("zz"), "zz" in d, dict(d), d.default_factory, isinstance(d, dict),
    d == {"a": [1, 2], "b": [], "c": []})
counts = defaultdict(int)
for letter in "mississippi":
    counts[letter] += 1
print(counts, sorted(counts.items()), counts["z"], defaultdict(lambda: "n/a")["k"],
    defaultdict(int, {"x": 5}), defaultdict(int, x=1, y=2), defaultdict(set), defaultdict(None),
    defaultdict(dict)["a"], counts.copy() == counts, type(counts.copy()).__name__)
groups = defaultdict(list)
for word in "apple avocado bean cherry corn".split():
    groups[word[0]].append(word)
print(dict(groups), {k: len(v) for k, v in groups.items()}, groups.pop("a"), list(groups))
tree = lambda: defaultdict(tree)
t = tree()
t["x"]["y"]["z"] = 1
print(t["x"]["y"]["z"], list(t), list(t["x"]))
for function in (lambda: defaultdict()["k"], lambda: defaultdict(5), lambda: defaultdict([]),
        lambda: defaultdict(lambda: 1 / 0)["k"], lambda: defaultdict(list, 5),
        lambda: defaultdict(int)[[]], lambda: defaultdict("list"), lambda: d.nothing,
        lambda: defaultdict(lambda x: x)["k"]):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, str(error).split("<lambda>")[-1])
o = OrderedDict([("b", 1), ("a", 2)])
o["c"] = 3
print(o, list(o), o == OrderedDict([("a", 2), ("b", 1), ("c", 3)]), o == {"a": 2, "b": 1, "c": 3},
    o.move_to_end("b"), o, o.move_to_end("c", last=False), o, o.popitem(), o.popitem(last=False), o,
    len(o), list(reversed(o)), OrderedDict(), OrderedDict(x=1), isinstance(o, dict),
    OrderedDict.fromkeys("ab", 0), dict(o), o.copy(), OrderedDict(sorted({"z": 1, "a": 2}.items())),
    o | {"q": 9})
try:
    o.move_to_end("missing")
except KeyError as error:
    print(repr(error))
try:
    OrderedDict().popitem()
except KeyError as error:
    print(repr(error))


class LRU:
    def __init__(self, size): self.size, self.items = size, OrderedDict()

    def get(self, key):
        if key not in self.items:
            return None
        self.items.move_to_end(key)
        return self.items[key]

    def put(self, key, value):
        self.items[key] = value
        self.items.move_to_end(key)
        if len(self.items) > self.size:
            self.items.popitem(last=False)


cache = LRU(2)
cache.put("a", 1), cache.put("b", 2), cache.get("a"), cache.put("c", 3)
print(cache.get("b"), cache.get("a"), list(cache.items))
