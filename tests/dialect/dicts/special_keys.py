# Keys of many kinds, equal keys of different types, keys with their own equality.
class Name:
    def __init__(self, text): self.text = text
    def __eq__(self, other): return self.text.lower() == (
            other.text if isinstance(other, Name) else other).lower()
    def __hash__(self): return hash(self.text.lower())
    def __repr__(self): return f"Name({self.text})"


d = {Name("Ann"): 1}
d[Name("ANN")] = 2
d["bob"] = 3
print(d, d["ann"], d[Name("aNN")], "Ann".lower() in d, Name("BOB") in d, len(d))
d = {1: "int", 1.5: "float", "1": "text", (1,): "tuple", None: "none", True: "bool",
    frozenset({1}): "set", b"1": "bytes", int: "type", len: "function", ...: "dots",
    range(1): "range"}
print(d, d[1.0], d[True], d[(1.0,)], d[frozenset([True])], d[range(0, 1)], len(d))
for key in (1, "1", (1,), None, b"1", int, len, frozenset((1,)), ..., range(1), 2, "x", (2,), 1.5,
        15 / 10, 2 - 1):
    print(repr(key), key in d, d.get(key, "-"))
grid = {}
for x in range(3):
    for y in range(3):
        grid[x, y] = grid.get((x - 1, y), 0) + grid.get((x, y - 1), 0) + 1
print(grid, grid[2, 2], {k: v for k, v in grid.items() if k[0] == k[1]}, max(grid, key=grid.get),
    sum(v for (x, y), v in grid.items() if x > y))
big = {10**20 + i: i for i in range(3)}
print(big, big[10**20 + 1], big.get(1e20), 1e20 in big, float("inf") in {float("inf"): 1},
    {0.1 + 0.2: 1}.get(0.3), {0.0: 1}[-0.0], {-1: "a", -2: "b"}[-2], {2**61: 1, 1: 2},
    {2**61 - 1: "x", 0: "y"})
functions = {len: "len", str.upper: "upper", (f := lambda: 0): "lambda"}
print(functions[len], functions[str.upper], functions[f], [functions.get(g) for g in (max, f)])
for bad in ([], {}, set(), [1], (1, []), slice(1), bytearray if False else {1: []}):
    try:
        {bad: 1}
    except TypeError as error:
        print(error)
    try:
        bad in {}
    except TypeError as error:
        print(error)
    try:
        {}.get(bad)
    except TypeError as error:
        print(error)
    try:
        {1}.add(bad)
    except TypeError as error:
        print(error)


class Counted(int):
    asked = 0

    def __hash__(self):
        Counted.asked += 1
        return int(self)


counted = dict.fromkeys(map(Counted, range(20)))
print(Counted.asked)
copies = [set(counted), dict.fromkeys(set(counted), 1), dict(counted), dict.fromkeys(counted), {**counted}]
copies[1].update(counted)
print(Counted.asked, [len(copy) for copy in copies])
