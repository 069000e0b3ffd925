# Indexing and slicing errors of lists and tuples, reading, writing, deleting.
a, t = [1, 2, 3], (1, 2, 3)
for key in (3, -4, 10**30, -10**30, "0", 1.0, None, [0], (0, 1), slice(0, 1, 0), slice("a"),
        slice(None, "b"), slice(1.5, None)):
    for target in (a, t):
        try:
            print(target[key])
        except Exception as error:
            print(type(error).__name__, error)
    try:
        a[key] = [1]
    except Exception as error:
        print(type(error).__name__, error)
    try:
        del a[key]
    except Exception as error:
        print(type(error).__name__, error)
for function in (lambda: t.append(1), lambda: t.index(9), lambda: t.__setitem__(0, 1),
        lambda: a.__getitem__(9), lambda: [][0], lambda: ()[0], lambda: "".join(a),
        lambda: [[1]][0][1], lambda: (5).x, lambda: a["x"], lambda: a(1), lambda: a.x,
        lambda: {}[[]], lambda: a[1:2, 3]):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)
try:
    t[0] = 1
except TypeError as error:
    print(error)
try:
    del t[0]
except TypeError as error:
    print(error)
try:
    t[0] += 1
except TypeError as error:
    print(error)
mixed = ([1], 2)
try:
    mixed[0] += [5]
except TypeError as error:
    print(error, mixed)
