# Unpacking: nesting, stars, attributes, items, slices, swapping, order of evaluation, errors.
a, b = 1, 2
a, b = b, a
print(a, b)
first, *rest = [1, 2, 3]
*start, last = "abc"
head, *middle, tail = range(5)
x, *empty = (1,)
print(first, rest, start, last, head, middle, tail, x, empty)
(a, b), c = (1, 2), 3
[a, [b, *c]] = 1, (2, 3, 4)
a, (b, (c, d)), *e = 1, (2, (3, 4)), 5, 6
print(a, b, c, d, e)
*a, = [1, 2]
a, = [5]
print(a)
data = [0, 0, 0]
data[0], data[1], *data[2:] = 1, 2, 3, 4, 5
print(data)


class Box:
    pass


box = Box()
box.x, box.y = 1, 2
box.x, box.y = box.y, box.x
print(box.x, box.y)
i = 0
values = [0, 0]
i, values[i] = 1, 9
print(i, values)
a = b = c = []
a.append(1)
print(b, c is a)
x = y, z = 1, 2
print(x, y, z)
for a, (b, *c) in [(1, "xyz"), (2, [5])]:
    print(a, b, c)
for index, (key, value) in enumerate({"k": 1}.items()):
    print(index, key, value)
print([a + b for a, b in [(1, 2), (3, 4)]], {k: v for k, *v in [(1, 2, 3)]},
    [x for x, in [(1,), (2,)]])
for source in ((1,), (1, 2, 3), (), [1, 2, 3, 4], "x", {1: 2, 3: 4, 5: 6}, range(5),
        (n for n in range(3))):
    try:
        a, b = source
        print(a, b)
    except ValueError as error:
        print(type(source).__name__, error)
for source in (5, None, 1.5, int, len):
    try:
        a, b = source
    except TypeError as error:
        print(error)
for source in ((), (1,)):
    try:
        a, b, *c = source
    except ValueError as error:
        print(error)
for source in (5, None):
    try:
        [*source]
    except TypeError as error:
        print(error)
    try:
        print(*source)
    except TypeError as error:
        print(error)
    try:
        a, *b = source
    except TypeError as error:
        print(error)
try:
    for a, b in [1, 2]:
        pass
except TypeError as error:
    print(error)
try:
    for a, b in ["ab", "abc"]:
        print(a, b)
except ValueError as error:
    print(error)
