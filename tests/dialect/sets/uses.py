# Sets as teaching code uses them.
text = "the quick brown fox jumps over the lazy dog"
letters = set(text) - {" "}
print(len(letters), letters == set("abcdefghijklmnopqrstuvwxyz"), sorted(set(text.split())),
    len(set(text.split())))
a, b = set(range(0, 20, 2)), set(range(0, 20, 3))
print(a & b, a | b, a - b, b - a, a ^ b, sorted(a, reverse=True)[:3], sum(a), max(b),
    a.isdisjoint({1, 3}), {6} <= a & b)
seen, duplicates = set(), []
for x in [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5]:
    if x in seen and x not in duplicates:
        duplicates.append(x)
    seen.add(x)
print(seen, duplicates)
powerset = [set()]
for x in (1, 2, 3):
    powerset += [s | {x} for s in powerset]
print(powerset, {frozenset(s) for s in powerset} >= {frozenset()},
    len(set(map(frozenset, powerset))))
primes = set(range(2, 100))
for n in range(2, 10):
    primes -= set(range(n * n, 100, n))
print(sorted(primes))
print({(x, y) for x in range(3) for y in range(3) if x < y}, {len(w) for w in text.split()},
    {x // 2 for x in range(7)}, set(range(5)) == {4, 3, 2, 1, 0},
    set([1, 2]) == {1: 0, 2: 0}.keys())
graph = {1: {2, 3}, 2: {4}, 3: {4}, 4: set()}
reach, frontier = {1}, {1}
while frontier:
    frontier = {n for f in frontier for n in graph[f]} - reach
    reach |= frontier
    print(frontier, reach)
s = {1, 2, 3}
for x in s.copy():
    s.discard(x - 1)
print(s, s.pop(), s, bool(s))
s.update("a"), s.add((1, 2)), s.add(frozenset([5])), s.add(None), s.add(1.5)
print(len(s), None in s, (1, 2) in s, frozenset({5}) in s, 1.5 in s, "a" in s)
