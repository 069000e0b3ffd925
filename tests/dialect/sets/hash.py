# hash() of numbers, tuples and frozen sets as CPython computes them.
for x in (0, 1, -1, -2, 2**31, 2**61 - 2, 2**61 - 1, 2**61, 2**62, 2**63, 2**64, -(2**61) + 1,
        -(2**61), -(2**64), 10**50, -(10**50), 0.0, -0.0, 0.5, -0.5, 1.5, 0.1, 1 / 3, 1e100, -1e100,
        5e-324, 1.7976931348623157e308, float("inf"), -float("inf"), True, False):
    print(x, hash(x))
print(hash(()), hash((1,)), hash((1, 2)), hash((2, 1)), hash((1, (2, 3))), hash((0.5, -1)),
    hash(tuple(range(50))), hash((True, 1.0, 1)), hash((-1, -2)))
print(hash(frozenset()), hash(frozenset({1})), hash(frozenset({1, 2, 3})),
    hash(frozenset(range(50))), hash(frozenset({(1, 2), 0.5})), hash(frozenset({frozenset({1})})))
print(hash(range(3)) == hash(range(0, 3)), hash(range(0)) == hash(range(5, 5)),
    hash(None) == hash(None), hash("a") == hash("a"), hash(b"a") == hash("a") or True)
for value in ([], {}, set(), [1], slice(1), ([],), (1, {})):
    try:
        print(hash(value))
    except TypeError as error:
        print(error)
