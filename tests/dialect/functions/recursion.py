# Recursion: depth, mutual, towers, permutations, Ackermann, the limit's error.
def factorial(n):
    return 1 if n < 2 else n * factorial(n - 1)


def even(n):
    return n == 0 or odd(n - 1)


def odd(n):
    return n != 0 and even(n - 1)


def hanoi(n, a="A", b="B", c="C"):
    return [] if n == 0 else hanoi(n - 1, a, c, b) + [a + c] + hanoi(n - 1, b, a, c)


def permutations(items):
    if len(items) <= 1:
        return [items]
    return [[x] + rest for i, x in enumerate(items) for rest
        in permutations(items[:i] + items[i + 1 :])]


def ackermann(m, n):
    if m == 0:
        return n + 1
    return ackermann(m - 1, 1 if n == 0 else ackermann(m, n - 1))


def flatten(x):
    return [y for item in x for y in flatten(item)] if isinstance(x, list) else [x]


def subsets(items):
    return [[]] if not items else [s + extra for s in subsets(items[1:]) for extra
        in ([], [items[0]])]


print(factorial(50), even(100), odd(7), hanoi(4), permutations([1, 2, 3]), ackermann(2, 3),
    flatten([1, [2, [3, [4]], []], 5]), subsets([1, 2, 3]))
count = 0


def forever():
    global count
    count += 1
    return forever()


try:
    forever()
except RecursionError as error:
    print(type(error).__name__, error, 500 < count < 1100, isinstance(error, RuntimeError))


class Node:
    def __init__(self, inner):
        self.inner = inner

    def __repr__(self):
        return f"Node({self.inner!r})"


loop = Node(None)
loop.inner = loop
try:
    repr(loop)
except RecursionError as error:
    print(type(error).__name__)


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


print(depth(900))
print((lambda f: f(f, 10))(lambda self, n: 1 if n == 0 else n * self(self, n - 1)))
