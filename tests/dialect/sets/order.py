# Printed order of sets of numbers: hashes, collisions, growth, deletions, unions.
print({5, 3, 1}, {10, 20, 30, 40}, {100, 50, 25, 12}, {8, 16, 24, 32, 40}, {-1, -2, -3},
    {7, 15, 23, 31}, {0, 8, 16}, {16, 8, 0})
print(set(range(20, 0, -1)), set([33, 1, 65, 97, 129]), {1000, 2000, 3000, 999},
    set([i * i for i in range(20)]), set([i * 37 % 101 for i in range(40)]))
print({0.5, 1.5, 2.5, 0.25}, {1e10, 1e-10, 3.14}, {2**61 - 1, 2**61, 2**70, 10**30}, {True, 5, 2.5},
    {None} if False else set(), {(1, 2), (3, 4), (0,)}, {(), (1,), (1, 1)}, {(0.5, 1), (1, 0.5)},
    {-1, -2, 0, 2**61 - 2}, {frozenset({1}), frozenset({2}), frozenset()})
s = set()
for i in range(60):
    s.add(i * 17 % 64)
    if i % 12 == 0:
        print(s)
for i in range(0, 64, 2):
    s.discard(i)
print(s)
s.update(range(100, 400, 50))
print(s)
for i in list(s)[:10]:
    s.remove(i)
print(s, set(s), s.copy(), s | {1, 2, 3}, s & set(range(200)), s - {1}, s ^ {5, 1000}, frozenset(s))
print([s.pop() for _ in range(5)], s)
big = set(range(0, 3000, 7))
print(list(big)[:40])
small = big & set(range(300))
print(small)
print({x * 1.0 for x in range(12)}, set(map(float, range(5, 0, -1))), {-x for x in range(10)},
    {x / 4 for x in range(10)}, {hash(x / 3) for x in range(6)})
a = {9, 1, 17, 25, 33}
a.remove(17)
a.add(41)
print(a, {*a, 49}, a | {57}, {57} | a, a.union([57, 65]), set(sorted(a)),
    set(sorted(a, reverse=True)))
print(set(range(6)) - {2}, set(range(200, 180, -1)) & {181, 190, 199},
    {1, 2, 3}.symmetric_difference({3, 4, 5}), set([3, 1]) | set([2, 0]))
d = {3: 1, 1: 2, 2: 3}
print(set(d), d.keys() | {0}, d.keys() & {1, 3}, d.keys() - {1}, {k for k in d}, set(d.values()))
