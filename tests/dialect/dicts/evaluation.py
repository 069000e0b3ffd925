# Order of evaluation in displays, calls and assignments; dicts as switch, memo and counter.
trace = []


def t(x):
    trace.append(x)
    return x


d = {t("k1"): t("v1"), t("k2"): t("v2"), **{t("k3"): t("v3")}}
print(trace, d)
trace.clear()
d[t("a")] = d[t("b")] = t("c")
print(trace, d)
trace.clear()
print({t(k): t(v) for k, v in [(1, 2), (3, 4)]}, trace)
switch = {"add": lambda a, b: a + b, "sub": lambda a, b: a - b}
print([switch.get(op, lambda a, b: None)(5, 3) for op in ("add", "sub", "pow")])
memo = {}


def paths(x, y):
    if (x, y) not in memo:
        memo[x, y] = 1 if x == 0 or y == 0 else paths(x - 1, y) + paths(x, y - 1)
    return memo[x, y]


print(paths(10, 10), len(memo), list(memo.items())[:3])
inverse = {}
for key, value in {"a": 1, "b": 2, "c": 1}.items():
    inverse.setdefault(value, []).append(key)
print(inverse, {v: k for k, v in {"a": 1, "b": 2}.items()},
    dict(reversed({"a": 1, "b": 2}.items())))
nested = {"a": {"b": {"c": 1}}, "x": [{"y": 2}]}
print(nested["a"]["b"]["c"], nested["x"][0]["y"], nested.get("q", {}).get("r"), "b" in nested["a"],
    [*nested["a"]])
nested["a"]["b"]["d"] = nested
print(len(str(nested)), nested["a"]["b"]["d"] is nested)
config = {"lr": 0.1, "layers": [64, 10]}
copy = {**config, "lr": 0.01}
copy["layers"].append(5)
print(config, copy)
print(sorted({"b": 2, "a": 1}), sorted({"b": 2, "a": 1}.items(), key=lambda kv: kv[1]),
    max({"x": 3, "y": 7}, key={"x": 3, "y": 7}.get), sum({1: 2, 3: 4}),
    list(zip({"a": 1}, {"b": 2}.values())), all({0: 1}), any({}), len({**{1: 2}, 1: 3}))
