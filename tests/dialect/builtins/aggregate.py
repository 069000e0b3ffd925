# sum, min, max, any, all, len, abs: kinds of arguments, keys, defaults, ties.
print(sum([]), sum([1, 2, 3]), sum((1.5, 2)), sum({1, 2}), sum({5: "x"}), sum(range(5), 100),
    sum([[1], [2]], []), sum(((1,), (2,)), ()), sum([True, True]), sum(x for x in (1, 2)),
    sum([1], start=5), sum([0.1] * 3), sum([2**62, 2**62, 2**62]), sum([-1, 1.0, -2**70]))
print(min(3, 1, 2), max([3, 1, 2]), min("hello"), max("a", "b", "ab"), min([1, 1.0, True]),
    max([1, 1.0, True]), max((1, 2), (1, 3)), min([[2], [1, 5]]), max({"a": 5, "b": 1}),
    min([], default="none"), max((), default=None), max([1, 2, 3], key=lambda x: -x),
    min("bb", "a", "ccc", key=len), max(["bb", "aa", "c"], key=len), min(5, 3, key=abs),
    max(-5, 3, key=abs), max([0.0, -0.0]), min([0, -0.0]), max(range(5)), min({3, 1}),
    max(x * x for x in range(-3, 3)))
nan = float("nan")
print(max(nan, 1), max(1, nan), min(nan, 1), min(1, nan), max([1, nan, 2]), sum([nan, 1]))
print(any([]), any([0, "", None]), any([0, 1]), all([]), all([1, "a"]), all([1, 0]),
    any(x > 2 for x in range(5)), all(x > 2 for x in range(5)), any({0: 1}), all("abc"), any({}))
calls = []
print(any(calls.append(x) or x > 1 for x in range(5)), calls,
    all(calls.append(-x) or x < 1 for x in range(5)), calls)
print(len([]), len("é"), len({}), len(range(0, 100, 7)), len(b"ab"), len({1, 1}), len((1,)),
    abs(-3), abs(-3.5), abs(True), abs(-2**100), abs(-0.0))
