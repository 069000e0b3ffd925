# Typical mistakes with lists, dicts, sets and tuples: class and message, many at once.
def attempt(*functions):
    for function in functions:
        try:
            print("fine:", function())
        except Exception as error:
            print(type(error).__name__ + ":", error)


a, t, d, s = [1, 2, 3], (1, 2), {"a": 1, 2: "b"}, {1, 2}
attempt(lambda: a[3], lambda: a[-4], lambda: a["0"], lambda: a[1.0], lambda: a[None],
    lambda: a[0, 1], lambda: a[[0]], lambda: a[True], lambda: a.append(), lambda: a.append(1, 2),
    lambda: a.add(1), lambda: a.push(1), lambda: a.remove(99), lambda: a.index(99),
    lambda: a.pop(99), lambda: [].pop(), lambda: a.insert(1), lambda: a.sort(key=5),
    lambda: a.sort(len), lambda: a.extend(5), lambda: a.length(), lambda: a.size, lambda: a + 5,
    lambda: a + t, lambda: t + a, lambda: a - [1], lambda: a * a, lambda: a * "x", lambda: a / 2,
    lambda: a < 5, lambda: a < t, lambda: a > [None], lambda: -a, lambda: a(), lambda: a(0),
    lambda: sum(["a"]), lambda: sum([[1]]), lambda: sum([None]), lambda: max([1, "a"]),
    lambda: max([[1], 5]), lambda: ["a"] < [1], lambda: hash(a), lambda: {a: 1}, lambda: {a},
    lambda: a.join(","), lambda: a.split())
attempt(lambda: t[5], lambda: t["a"], lambda: t.append(1), lambda: t.remove(1), lambda: t.index(5),
    lambda: t + [1], lambda: t + 5, lambda: t * t, lambda: t(), lambda: t < [1, 2],
    lambda: t < (1, "a"), lambda: t.sort(), lambda: hash((1, [])), lambda: {([],): 1},
    lambda: (1, 2) - (1,), lambda: -t, lambda: t.x, lambda: tuple(1, 2), lambda: (1, 2)[5:],
    lambda: t.count())
attempt(lambda: d["zz"], lambda: d[5], lambda: d[None], lambda: d[[1]], lambda: d[{}],
    lambda: d.get(), lambda: d.get([]), lambda: d.pop("zz"), lambda: d.pop(), lambda: {}.popitem(),
    lambda: d.update(5), lambda: d.update([1, 2]), lambda: d.update(["abc"]), lambda: d.append(1),
    lambda: d.add(1), lambda: d.a, lambda: d.has_key("a"), lambda: d.iteritems(),
    lambda: d.keys()[0], lambda: d.values()[0], lambda: d.items()[0], lambda: d + {},
    lambda: d - {}, lambda: d * 2, lambda: d < {}, lambda: -d, lambda: d(), lambda: d("a"),
    lambda: hash(d), lambda: {d: 1}, lambda: sorted(d), lambda: sorted({"a": 1, "b": 2}),
    lambda: max(d), lambda: sum({"a": 1}), lambda: dict([1]), lambda: dict([(1,)]),
    lambda: dict([(1, 2, 3)]), lambda: dict(1), lambda: dict(a=1, **{"a": 2}), lambda: {**[]},
    lambda: {[]: 1}, lambda: d.setdefault(), lambda: d.fromkeys(5), lambda: [*d][9],
    lambda: d.copy(1), lambda: d.get("a", "b", "c"))
attempt(lambda: s[0], lambda: s["a"], lambda: s.add(), lambda: s.add([1]), lambda: s.remove(99),
    lambda: s.remove([1]), lambda: s.append(1), lambda: s.discard(99), lambda: set().pop(),
    lambda: s + s, lambda: s * 2, lambda: s | [1], lambda: s & (1,), lambda: s - 5, lambda: s ^ "a",
    lambda: s < [1], lambda: s < 5, lambda: s > {0}, lambda: -s, lambda: s(), lambda: hash(s),
    lambda: {s}, lambda: {s: 1}, lambda: [1] in s, lambda: set(5), lambda: set([[]]),
    lambda: set([{}]), lambda: s.union(5), lambda: s.update(5), lambda: s.x,
    lambda: frozenset([1]).add(2), lambda: sorted([{1}, {2}]), lambda: sum({"a"}),
    lambda: s.issubset(5), lambda: s.intersection([[]]), lambda: s.index(1), lambda: s.sort())
for target, key, value in ((t, 0, 1), ("abc", 0, "x"), (s, 0, 1), (range(3), 0, 1), (a, 10, 1),
        (a, "x", 1), (d, [], 1), (5, 0, 1), (None, 0, 1), (a, slice(0, 1), 5),
        (a, slice(None, None, 2), [1]), (b"x", 0, 1), (print, 0, 1)):
    try:
        target[key] = value
    except Exception as error:
        print(type(error).__name__ + ":", error)
    try:
        del target[key]
    except Exception as error:
        print(type(error).__name__ + ":", error)
for source in (5, None, True, 1.5, print, object):
    for function in (lambda: [x for x in source], lambda: list(source),
            lambda: (lambda *z: z)(*source), lambda: 1 in source, lambda: dict(source),
            lambda: set(source), lambda: ",".join(source), lambda: sum(source),
            lambda: sorted(source), lambda: zip([], source), lambda: enumerate(source),
            lambda: a.extend(source), lambda: {}.update(source), lambda: len(source),
            lambda: source[0], lambda: min(source), lambda: any(source), lambda: tuple(source),
            lambda: {**source}, lambda: map(str, source), lambda: reversed(source),
            lambda: iter(source), lambda: next(source), lambda: dict.fromkeys(source),
            lambda: "".join(source)):
        try:
            function()
            print("fine")
        except Exception as error:
            print(type(error).__name__ + ":", error)
