# |, |=, ** in displays and calls, duplicate keys, equality, nesting.
a, b = {"x": 1, "y": 2}, {"y": 3, "z": 4}
print(a | b, b | a, {**a, **b}, {**b, "x": 0, **a}, {"w": 0, **a}, dict(a, **b),
    a == {"y": 2, "x": 1}, a != b)
c = a
c |= b
print(a, c is a)
c |= [("k", 5)]
print(c)
for function in (lambda: a | 5, lambda: a | [("k", 1)], lambda: 5 | a, lambda: {**5},
        lambda: {**[1]}, lambda: dict(**{1: 2}), lambda: dict(a, **{1: 2}), lambda: {**None}):
    try:
        print(function())
    except TypeError as error:
        print(error)
try:
    c |= 5
except TypeError as error:
    print(error)
print({"a": 1, "a": 2, "b": 3, "a": 4}, {i % 3: i for i in range(10)},
    {k: v for k, v in [("a", 1), ("a", 2)]})
tree = {}
for path in ("a/b/c", "a/b/d", "e"):
    node = tree
    for part in path.split("/"):
        node = node.setdefault(part, {})
print(tree)
table = {(r, c): r * c for r in range(3) for c in range(3)}
print(table[2, 2], table[(1, 2)], (0, 0) in table, table.get((9, 9), "none"))
order = []
print({(order.append(1), 1)[1]: order.append(2), (order.append(3), 3)[1]: order.append(4)}, order)
