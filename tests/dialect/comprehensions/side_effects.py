# Order of evaluation, conditions, exceptions and mutation inside comprehensions.
log = []


def note(x):
    log.append(x)
    return x


print([note(x) for x in (note(1), note(2)) if note(x) > 1], log)
log.clear()
print({note("k"): note("v") for _ in [0]}, log)
log.clear()
print([note((i, j)) for i in note([1, 2]) for j in note([3]) if note(i)], log)
log.clear()
g = (note(x) for x in note([1, 2, 3]))
print(log, next(g), log, list(g), log)
data = [1, 2, 3]
print([data.pop() for _ in range(2)], data, [data.append(x) or x for x in (7, 8)], data)
try:
    [note(10 // (2 - x)) for x in range(4)]
except ZeroDivisionError as error:
    print(error, log[-2:])
print([x for x in range(10) if x % 2 == 0 if x % 3 == 0],
    [x if x % 2 else "even" for x in range(4)], [(x, y) for x in range(3) for y in range(3)
    if x != y if x + y > 2], [[y for y in range(x)] for x in range(3)],
    [x for row in [[1, 2], [3]] for x in row for _ in range(x)])
matrix = [[1, 2], [3, 4]]
print([[row[i] for row in matrix] for i in range(2)], [sum(row) for row in matrix],
    {i: {j: matrix[i][j] for j in range(2)} for i in range(2)}, {x for row in matrix for x in row},
    sum(x * y for x, y in zip(*matrix)), [*zip(*matrix)], dict(enumerate(map(sum, matrix))))
words = ["apple", "Bob", "cat"]
print({w: len(w) for w in words}, {len(w): w for w in words}, sorted({w[0].lower() for w in words}),
    [w.upper() for w in words if w.islower()], sorted((len(w), w) for w in words),
    " ".join(w[::-1] for w in words), any(w.startswith("B") for w in words),
    [i for i, w in enumerate(words) if "a" in w], [c for w in words for c in w if c in "aeiou"])
fs = [lambda x, n=n: x * n for n in range(3)]
print([f(10) for f in fs], [(lambda: n)() for n in range(3)],
    [f() for f in [(lambda: n) for n in range(3)]])
print([a for a, in [(1,), (2,)]], [a for [a, b] in [[1, 2]]], [rest for _, *rest in ["abc", "de"]],
    [d["x"] for d in [{"x": 1}]], [x.real for x in (1, 2.5)], [x for x in "a" "b"],
    [i for i in range(3)][::-1], [i for i in (1, 2)] + [3], (i for i in ()).__class__.__name__,
    [None for _ in range(2)], [[]] * 2, [not x for x in (0, 1)], [-x for x in (1, 2)],
    [x is None for x in (None, 0)], [(x, x) for x in "a"], [{x: x} for x in "a"],
    [x == y == 1 for x, y in [(1, 1), (1, 2)]], [f"{x:>3}" for x in "ab"],
    [*range(3), *[x for x in "z"]])
