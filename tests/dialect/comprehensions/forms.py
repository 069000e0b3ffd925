# List, set and dict comprehensions, generator expressions: filters, nesting, scope.
print([x for x in range(5)], [x * y for x in range(3) for y in range(3)],
    [x for x in range(20) if x % 2 if x % 3], [[j for j in range(i)] for i in range(4)],
    [(i, j) for i in range(3) for j in range(i) if (i + j) % 2],
    [x if x % 2 else -x for x in range(5)], [lambda: 1 for _ in range(2)][0]())
print({x % 3 for x in range(9)}, {x: x * x for x in range(4)},
    {k: [v for v in range(k)] for k in range(3)}, list(x for x in "ab"), sum(x for x in range(5)),
    dict((k, v) for k, v in zip("ab", "cd")), tuple(c for c in "xy"), sorted({c for c in "hello"}),
    max(len(w) for w in ["a", "bbb"]), any(x > 3 for x in range(5)),
    ",".join(str(x) for x in range(3)))
x = "outer"
print([x for x in range(3)], x)
print([y := 5, y ** 2], [z for w in range(3) if (z := w * 2) > 1], z,
    [total := 0] and [total := total + v for v in range(5)], total)
funcs = [lambda: i for i in range(3)]
print([f() for f in funcs], [f() for f in [lambda i=i: i for i in range(3)]])


def nested(n):
    base = 10
    return [base + i + j for i in range(n) for j in [n]], {base: i for i in range(n)}, [
        [base * i * k for k in range(2)] for i in range(n)]


print(nested(3))


class C:
    items = [1, 2, 3]
    doubled = [i * 2 for i in items]
    n = len(items)


print(C.doubled, C.n)
try:
    class D:
        factor = 2
        items = [i * factor for i in range(3)]
except NameError as error:
    print(error)
matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)],
    [n for row in matrix for n in row if n % 2 == 0], [a + b for a, b in zip(*matrix)],
    {(i, j): matrix[i][j] for i in range(2) for j in range(3) if i != j})
g = (n * n for n in range(3))
print(next(g), list(g), list(g), next(g, "end"))
try:
    [undefined for _ in range(1)]
except NameError as error:
    print(error)
try:
    [1 / v for v in (1, 0)]
except ZeroDivisionError as error:
    print(error)
try:
    (v for v in 5)
except TypeError as error:
    print(error)
late = [1, 2]
gen = (v for v in late)
late.append(3)
late = [9]
print(list(gen))
limit = 1
gen = (v for v in [1, 2, 3] if v > limit)
limit = 2
print(list(gen), [*(v for v in "ab")], [_ for _ in [[], [0]] if _],
    [(yes, no) for yes, no in [(1, 0)]], [x for x in [1, 2, 3] if not x == 2],
    [x for x in (1, 2, 3) if x in (1, 3) and x not in (3,)])
primes = [p for p in range(2, 60) if all(p % d for d in range(2, int(p**0.5) + 1))]
triples = [(a, b, c) for c in range(1, 21) for b in range(1, c) for a in range(1, b)
    if a * a + b * b == c * c]
print(primes, triples)
