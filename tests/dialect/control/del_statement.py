# del of names, items, slices, attributes, several at once, nested targets.
a, b, c = 1, 2, 3
del a, b
try:
    a
except NameError as error:
    print(error)
l = list(range(10))
del l[0], l[-1], l[2:4], l[::3]
print(l)
d = {"x": 1, "y": {"z": [1, 2, 3]}}
del d["x"], d["y"]["z"][1]
print(d)


class C:
    attribute = "class"


o = C()
o.attribute = "instance"
o.other = [1]
del o.attribute, o.other[0]
print(o.attribute, o.other)
del C.attribute
print(hasattr(o, "attribute"))
for function in (lambda: l.__delitem__(100), lambda: d.__delitem__("q"),
        lambda: delattr(o, "nothing")):
    try:
        function()
    except Exception as error:
        print(type(error).__name__, error)
del (c), [l]
print("c" in globals(), "l" in globals())


def f(x):
    y = x
    del x
    try:
        return x
    except UnboundLocalError as error:
        print(error)
    x = "again"
    del y
    return x


print(f(1))
x = [1, 2]
y = x
del x
print(y)
del y[:]
print(y)
t = [[1], [2]]
u = t[0]
del t[0]
print(u, t)
