# Tuples: building, packing, unpacking, hashing, comparison, methods.
t = 1, 2, "three"
print(t, (), (1,), 1,)
print(type((1)), type((1,)), len(t), t[0], t[-1], t[1:], t + (4,), t * 2, 2 in t, t.count(1),
    t.index("three"), t == (1, 2, "three"), hash((1, 2)) == hash((1, 2)))
print(tuple(), tuple("ab"), tuple([1]), tuple(t) is t, tuple({1: 2}),
    tuple(x * x for x in range(3)))
a, b = b, a = 1, 2
print(a, b)
a, b, a = 1, 2, 3
print(a, b)
(a, (b, c)), [d, e] = (1, (2, 3)), "xy"
print(a, b, c, d, e)
x = (1, [2])
x[1].append(3)
print(x)
for function in (lambda: hash(x), lambda: {x: 1}, lambda: t.index(99), lambda: t.append(1),
        lambda: t + [1], lambda: tuple(5), lambda: tuple(1, 2), lambda: {(1, []): 1},
        lambda: t.count()):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)
print(hash(()), hash((1,)), hash((1, 2, 3)), hash((0.5, (True, 1))), hash((2**61, -1)),
    hash(((), ((),))))
print(sorted([(2, "b"), (1, "z"), (2, "a")]), min((3, 1), (2, 9)), max([(1, 2), (1, 3)]),
    sum(((1,), (2, 3)), ()))
def swap(pair): return pair[1], pair[0]
print(swap((1, 2)), [*t, *t], (*t, 0), {**{"a": 1}}, *t)
