# Every dict method, order of insertion, views, errors.
d = {"a": 1, "b": 2}
print(d, len(d), d["a"], d.get("a"), d.get("z"), d.get("z", 0), "a" in d, 1 in d, d.keys(),
    d.values(), d.items(), list(d), bool({}), bool(d))
d["c"] = 3
d["a"] = 10
print(d, d.pop("b"), d, d.pop("zz", "default"), d.setdefault("a", 99), d.setdefault("n"),
    d.setdefault("m", []), d, d.popitem(), d, d.update({"x": 1}, y=2), d,
    d.update([("p", 1), ["q", 2]]), d, d.update(), d.update(a=0), d)
print(dict(), dict(a=1, b=2), dict([(1, 2), (3, 4)]), dict({"a": 1}, b=2), dict(zip("ab", [1, 2])),
    dict.fromkeys("aba"), dict.fromkeys([1, 2], 0), dict(d) == d, dict(d) is d, d.copy() == d)
del d["a"]
d["a"] = "back at the end"
print(d, d.clear(), d)
for function in (lambda: {}["x"], lambda: {}[1], lambda: {}[(1, 2)], lambda: {}[None],
        lambda: {}["it's"], lambda: {}.pop("x"), lambda: {}.popitem(), lambda: {[]: 1},
        lambda: {}.get([]), lambda: {{}: 1}, lambda: dict(5), lambda: dict([1]),
        lambda: dict(["abc"]), lambda: dict([(1, 2, 3)]), lambda: dict(["ab", "cd"]),
        lambda: dict(1, 2), lambda: {}.update(5), lambda: {}.update([1]), lambda: {}.get(),
        lambda: {}.keys(1), lambda: {}.x, lambda: {}.setdefault(),
        lambda: dict.fromkeys(5), lambda: {}.has_key("x"), lambda: {1: 2}.items()[0],
        lambda: {1: 2}.keys()[0], lambda: {} < {1: 1}, lambda: {} + {}, lambda: -{},
        lambda: set([[]]), lambda: {set(): 1}):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)
try:
    del {}["gone"]
except KeyError as error:
    print(repr(error), str(error), error.args)
print({1: "a", True: "b", 1.0: "c"}, {0: "x", False: "y", -0.0: "z"}, {"1": 1, 1: "1"},
    {(1,): 1, (1.0,): 2}, {None: 1, "None": 2})
