# range: every attribute, negative steps, slices, membership, equality, big values, errors.
for r in (range(5), range(2, 5), range(0, 10, 3), range(10, 0, -3), range(0), range(5, 0),
        range(0, -5, -1), range(3, 3)):
    print(r, list(r), len(r), r.start, r.stop, r.step, bool(r), list(reversed(r)), r[::2], r[::-1],
        r[1:], r[-2:])
print(range(5)[0], range(5)[-1], range(0, 10, 2)[3], 4 in range(5), 5 in range(5),
    3 in range(0, 10, 2), 4.0 in range(5), 4.5 in range(5), "a" in range(5),
    range(3) == range(0, 3, 1), range(0, 3, 2) == range(0, 4, 2), range(0) == range(2, 1),
    range(3) == [0, 1, 2], range(10).index(3), range(10).count(3), range(10).count(11),
    min(range(5)), max(range(5)), sum(range(101)), sorted(range(3), reverse=True), tuple(range(3)),
    [*range(3)], True in range(2))
for function in (lambda: range(), lambda: range(1, 2, 0), lambda: range(1.0), lambda: range("a"),
        lambda: range(None), lambda: range(1, 2, 3, 4), lambda: range(5)[5], lambda: range(5)[-6],
        lambda: range(5)["a"], lambda: range(5).index(9), lambda: range(5).index("a"),
        lambda: range(5) + range(3), lambda: range(5) * 2, lambda: range(stop=5),
        lambda: range(5).append(1), lambda: next(range(3)), lambda: range(3) < range(4)):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)
try:
    range(3)[0] = 1
except TypeError as error:
    print(error)
for i in range(3):
    print(i, end=" ")
    i = 10
print(i)
for i in range(0):
    pass
print(i, list(range(5))[1:3], range(10)[2:8:2], range(10)[8:2:-2],
    list(zip(range(3), range(10, 13))))
