# Slices of every kind: reading, assigning, deleting, extended steps.
a = list(range(10))
bounds = (None, 0, 1, 3, -1, -3, 9, 10, 11, -10, -11, 100)
for start in bounds:
    for stop in (None, 0, 4, -2, 10, -20):
        print(start, stop, [a[start:stop:step] for step in (None, 1, 2, 3, -1, -2, -4)])
for start, stop, new in ((0, 2, "ab"), (2, 2, [1, 2]), (5, 3, ["in"]), (-2, None, ()),
        (None, None, []), (100, 200, "z"), (-100, 1, range(2)), (1, -1, (x for x in "gen")),
        (3, 4, {"k": 1})):
    b = list(range(6))
    b[start:stop] = new
    print(start, stop, b)
for start, stop, step in ((None, None, 2), (1, None, 3), (None, None, -1), (4, 0, -2), (5, 1, 1),
        (None, None, 100)):
    b = list(range(8))
    n = len(b[start:stop:step])
    b[start:stop:step] = ["x"] * n
    print(start, stop, step, b)
    b = list(range(8))
    del b[start:stop:step]
    print(b)
b = [1, 2, 3]
for start, stop, step, new in ((0, 3, 2, [1]), (0, 3, 2, [1, 2, 3]), (None, None, -1, []),
        (0, 1, None, 5), (0, 1, None, None), (0, 3, 2, 5)):
    try:
        b[start:stop:step] = new
        print(b)
    except Exception as error:
        print(type(error).__name__, error)
b = [1, 2, 3]
b[:] = b + b
print(b)
b[1:1] = b
print(b)
b[::2], b[1::2] = b[1::2], b[::2]
print(b)
b[2:4] += ["plus"]
print(b)
s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, s.indices(5), slice(None).indices(3),
    slice(-1, None, -1).indices(4), slice(5) == slice(None, 5, None), slice(5) == slice(5), a[s],
    a[slice(2)])
