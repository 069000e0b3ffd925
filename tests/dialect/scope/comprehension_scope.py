# Comprehension variables stay inside; the first iterable is evaluated outside.
i = "outer"
print([i for i in range(3)], {i for i in range(2)}, {i: i for i in range(2)},
    list(i for i in range(2)), i)


def f(n):
    return [[n * i + j for j in range(n)] for i in range(n)], [n for n in range(n)], n


print(f(2))
print([(lambda: i)() for i in range(3)], [g() for g in [lambda: i for i in range(3)]])
print([x for x in [y for y in range(3)] for y in [x * 10]],
    [(x, y) for x in range(2) for y in range(x + 1)])
z = 5
print([z for z in range(z)], z, [z * w for w in range(3)], [w for w in range(3) if w < z])


class C:
    n = 3
    ok = [i for i in range(n)]
    try:
        bad = [n for i in range(1)]
    except NameError as error:
        message = str(error)


print(C.ok, C.message)


def uses_locals():
    a = [1, 2]
    return [k for k in (x + y for x in a for y in a)], sorted({k: v for k, v in zip("ab", a)}), all(
        a[i] for i in range(2))


print(uses_locals())
try:
    print(w)
except NameError as error:
    print(error)
generator = (t * m for t in range(3))
m = 100
print(list(generator))
print([last := v for v in range(3)], last, [(a, b) for a, *b in [(1, 2, 3)]], [k for k in {"x": 1}],
    [v for d in [{"a": 1}, {"b": 2}] for v in d.values()])
