# Set algebra, comparison, methods and operators, frozenset, results' types.
a, b = {1, 2, 3, 4}, {3, 4, 5}
print(a | b, a & b, a - b, b - a, a ^ b, a.union(b, [9]), a.intersection([1, 3]),
    a.difference((1,)), a.symmetric_difference([1, 10]), a.union(), a.intersection(b, {4}))
print(a < b, {3} < b, {3} <= {3}, {3} < {3}, a > {1}, a >= a, a == {4, 3, 2, 1}, a != b,
    a.issubset(range(10)), a.issuperset([1]), a.isdisjoint(b), {1}.isdisjoint([2]),
    a == frozenset(a), frozenset({1}) == {1})
print(a.add(5), a, a.add(1), len(a), a.discard(99), a.discard(5), a, a.remove(1), a,
    a.update([7, 8], (9,)), a, a.copy() == a, a.copy() is a)
c = set(a)
c &= {2, 3, 100}
c |= {50}
c -= {2}
c ^= {50, 51}
print(c, c.intersection_update([51]), c, c.difference_update({51}), c,
    c.symmetric_difference_update([1]), c, c.clear(), c)
f = frozenset([1, 2])
print(f, f | {3}, {3} | f, type(f | {3}), type({3} | f), f - {1},
    hash(frozenset({1, 2})) == hash(frozenset({2, 1})), {f: "key"}[frozenset((2, 1))],
    {f, frozenset({2, 1})}, f.union([5]), f.copy() is f, frozenset(), set(), bool(set()), bool({0}))
for function in (lambda: a.remove(1000), lambda: a.remove("x"), lambda: set().pop(), lambda: {[]},
        lambda: {{}}, lambda: {set()}, lambda: a | [1], lambda: a & "x", lambda: a - 5,
        lambda: a ^ None, lambda: a < [1], lambda: a + b, lambda: a * 2, lambda: a[0],
        lambda: f.add(1), lambda: f.remove(1), lambda: set(5), lambda: set(1, 2),
        lambda: frozenset(5), lambda: a.union(5), lambda: a.add(), lambda: a.add([]),
        lambda: [] in a, lambda: a.update(5), lambda: hash(a), lambda: a.append(1),
        lambda: a.isdisjoint(5), lambda: sorted([{1}, {0}])):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)
print({1, 1.0, True}, {1.0, 1}, {True, 1}, {0, False}, {x % 3 for x in range(10)}, {*"aa"},
    {*[1, 2], *(2, 3)}, set("a"), len({"a", "b", "a"}), {1} | {2} & {2, 3}, sorted({"b", "a"}))
total = {1}
same = total
total |= {2}
print(same, total is same)
try:
    for x in total:
        total.add(x + 100)
except RuntimeError as error:
    print(error)
