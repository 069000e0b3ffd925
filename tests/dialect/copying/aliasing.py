# Aliasing, mutation through arguments, mutable defaults, identity, caching of results.
def change(items, number, text):
    items.append(1)
    number += 1
    text += "!"
    items = ["rebound"]
    return items, number, text


outer, n, s = [], 5, "s"
print(change(outer, n, s), outer, n, s)


def default(item, box=[]):
    box.append(item)
    return box


print(default(1), default(2), default(3, ["own"]), default(4), default.__defaults__)


def safe(item, box=None):
    if box is None:
        box = []
    box.append(item)
    return box


print(safe(1), safe(2))
a = [1, 2]
b = a
b += [3]
print(a, a is b)
b = b + [4]
print(a, b, a is b)
rows = [[]] * 3
rows[0].append("x")
rows[1] += ["y"]
rows[2] = rows[2] + ["z"]
print(rows)
d = dict.fromkeys("ab", [])
d["a"].append(1)
print(d)
x = y = {}
x["k"] = 1
print(y, x is y)
first = [1, [2]]
second = list(first)
third = first.copy()
fourth = first[:]
fifth = [*first]
first[1].append("shared")
first[0] = "own"
print(first, second, third, fourth, fifth)


class Box:
    items = []

    def __init__(self, value): self.value = value
    def add(self, item): self.items.append(item)


p, q = Box(1), Box(2)
p.add("x")
print(q.items, Box.items is p.items)
p.items = ["own"]
p.add("y")
print(p.items, q.items)
r = p
r.value = 99
print(p.value, q.value)


def swap(a, b): a, b = b, a
def swap_items(l, i, j): l[i], l[j] = l[j], l[i]


one, two = [1], [2]
swap(one, two)
both = [one, two]
swap_items(both, 0, 1)
print(one, two, both)
keep = []
for i in range(3):
    row = [i]
    keep.append(row)
    row.append("later")
print(keep, keep[-1] is row)
t = ([], [])
t[0].append(5)
u = t + ()
u[1].append(6)
print(t, u is t, t[0] is u[0])
