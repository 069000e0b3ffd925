# The walrus in conditions, comprehensions, calls, f-strings, nested scopes.
data = [1, 5, 12, 7, 3]
if (n := len(data)) > 3:
    print("long", n)
while (x := data.pop()) != 12:
    print(x, end=" ")
print(x, data)
print([y for v in range(6) if (y := v * v) % 2 == 0], y, (a := 5) + a, [b := 1, b + 1],
    f"{(c := 3)} {c}", max(d := [1, 2]), d)


def f(x): return x * 2


results = [(x, z) for x in range(4) if (z := f(x)) > 2]
print(results, z)
if any((hit := v) > 3 for v in [1, 2, 5, 9]):
    print("first", hit)
print((e := (1, 2)), e, (g := lambda: 7)(), g())


def scope():
    total = 0
    running = [total := total + v for v in (1, 2, 3)]
    return running, total


print(scope())
lines = iter(["a", "b", "", "c"])
while line := next(lines):
    print(line, end=" ")
print()
x = (y := 1, 2)
print(x, y, (h := None) is None, not (k := 0), k)
