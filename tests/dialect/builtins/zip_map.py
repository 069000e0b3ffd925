# zip, map, filter, enumerate, reversed: laziness, lengths, several iterables, exhaustion.
print(list(zip()), list(zip([1, 2])), list(zip([1, 2, 3], "ab")),
    list(zip("ab", range(10), [True, False])), dict(zip("ab", [1, 2])),
    list(zip(*[(1, 2), (3, 4)])), list(zip([1], [2], strict=True)))
print(list(map(str, [1, 2])), list(map(lambda a, b: a + b, [1, 2], [10, 20, 30])),
    list(map(pow, [2, 3], [3, 2])), list(map(None.__class__, [])), list(map(int, "123")),
    list(map(max, [1, 5], [3, 2])), list(map(len, ["a", "bb"])), list(map(list, ["ab"])),
    list(map(lambda *a: a, [1], [2], [3])))
print(list(filter(None, [0, 1, "", "a", None, [], [0]])), list(filter(lambda x: x > 1, [1, 2, 3])),
    list(filter(str.isdigit, "a1b2")), list(filter(bool, [0, 2])),
    list(filter(lambda p: p[1], {"a": 0, "b": 1}.items())))
print(list(enumerate("ab")), list(enumerate("ab", 5)), list(enumerate("ab", start=-1)),
    dict(enumerate("ab")), [i for i, _ in enumerate([])], list(enumerate(enumerate("a"))))
print(list(reversed([1, 2])), list(reversed("ab")), list(reversed((1, 2))),
    list(reversed(range(3))), list(reversed({"a": 1, "b": 2})), "".join(reversed("abc")))
z = zip([1, 2], [3, 4])
print(next(z), list(z), list(z), iter(z) is z)
m = map(lambda x: print("called", x) or x, [1, 2])
print("lazy")
print(next(m), next(m), next(m, "end"))
it = iter([1, 2, 3, 4, 5])
print(list(zip(it, it)), list(it))
a, b = iter([1, 2, 3]), iter([1])
print(list(zip(a, b)), next(a))
a, b = iter([1, 2, 3]), iter([1])
print(list(zip(b, a)), next(a))
for i, (x, y) in enumerate(zip("ab", (1, 2))):
    print(i, x, y)
print(sum(map(lambda x: x * x, filter(lambda x: x % 2, range(10)))), [*map(chr, range(97, 100))],
    max(map(len, ["a", "bbb"])), sorted(map(lambda x: -x, [1, 2])), tuple(map(type, (1, "a"))),
    list(map(lambda x: x, map(lambda x: x + 1, [1]))), set(map(abs, [-1, 1])))
g = (x for x in range(3))
print(list(zip(g, "ab")), list(g))
try:
    list(map(lambda x: 1 / x, [1, 0]))
except ZeroDivisionError as error:
    print(error)
