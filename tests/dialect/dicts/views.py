# keys(), values(), items(): live views, set operations, comparison, iteration errors.
d = {"a": 1, "b": 2, "c": 3}
k, v, i = d.keys(), d.values(), d.items()
d["d"] = 4
print(k, v, i, len(k), "d" in k, 4 in v, ("d", 4) in i, ("d", 5) in i, list(reversed(k)),
    list(reversed(d)), list(reversed(i)), sorted(v, reverse=True))
print(sorted(k & {"a", "zz"}), sorted(k | {"zz"}), sorted(k - {"a"}), sorted(k ^ {"a", "zz"}),
    k == {"a", "b", "c", "d"}, k == d.keys(), {"a": 1}.items() == {("a", 1)}, v == d.values(),
    k < {"a", "b", "c", "d", "e"}, k.isdisjoint(["q"]), sorted(i & {("a", 1)}))
for size in ("grow", "shrink"):
    try:
        for key in d:
            if size == "grow":
                d["new" + key] = 0
            else:
                del d[key]
    except RuntimeError as error:
        print(type(error).__name__, error)
print(len(d))
d = {"a": 1, "b": 2}
try:
    for key, value in d.items():
        d[key + key] = value
except RuntimeError as error:
    print(error)
d = {1: 1, 2: 2, 3: 3}
for key in d:
    d[key] += 10
print(d)
for key in list(d):
    if key != 2:
        del d[key]
print(d)
d = {1: 1, 2: 2}
try:
    for key in d:
        del d[key]
        d[key + 10] = 0
except RuntimeError as error:
    print(error)
it = iter({1: 2}.items())
print(next(it), next(it, None), [(a, b) for a, b in {"x": 1}.items()],
    {value: key for key, value in {"x": 1}.items()},
    max({"a": 3, "b": 9}.items(), key=lambda p: p[1]), sum({"a": 3}.values()),
    min({"b": 1, "a": 2}), dict(sorted({"b": 1, "a": 2}.items())))

iterator = iter({1: 2, 3: 4, 5: 6})
next(iterator)
print(iterator.__length_hint__(), list(iterator), iterator.__length_hint__())
for walk in (lambda of: iter(of.items()), reversed, lambda of: iter(of.values())):
    changed = {1: 2, 3: 4}
    iterator = walk(changed)
    next(iterator)
    print(iterator.__length_hint__())
    changed[5] = 6
    print(iterator.__length_hint__())
