# Generators: laziness, state, return values, exhaustion, infinite ones, pipelines.
def count(start=0, step=1):
    print("started")
    while True:
        yield start
        start += step


g = count(5)
print("made")
print(next(g), next(g), type(g).__name__, g.__name__, iter(g) is g, hasattr(g, "__next__"))


def three():
    print("one", end=" ")
    yield 1
    print("two", end=" ")
    yield 2
    print("three", end=" ")
    return "result"


print(list(three()))
g = three()
next(g), next(g)
try:
    next(g)
except StopIteration as stop:
    print(stop.value, repr(stop))
try:
    next(g)
except StopIteration as stop:
    print(stop.value, repr(stop))
print(next(g, "default"), list(g), [*three()], sum(x for x in three()))


def empty():
    return
    yield


def pass_through(items):
    for item in items:
        yield item


def take(n, items):
    for i, item in enumerate(items):
        if i >= n:
            return
        yield item


def evens(items): return (i for i in items if i % 2 == 0)
def squares(items): yield from (i * i for i in items)


print(list(empty()), list(take(3, squares(evens(count())))), list(pass_through("ab")),
    tuple(take(0, count())), dict(pass_through([("a", 1)])), sorted(pass_through([3, 1])),
    ",".join(pass_through("xy")), max(take(3, count())), 2 in count(), set(take(2, count())))


def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


print([x for x, _ in zip(fib(), range(10))])
for x in fib():
    if x > 50:
        break
    print(x, end=" ")
print()


def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
        yield from tree(n - 1)


print(list(tree(3)))


def primes():
    found = []
    n = 2
    while True:
        if all(n % p for p in found):
            found.append(n)
            yield n
        n += 1


print(list(take(10, primes())))
a, b, *c = take(4, fib())
print(a, b, c)
g = (x for x in [1, 2, 3])
print(1 in g, list(g))


def local_state(n):
    total = 0
    for i in range(n):
        total += i
        yield i, total


print(list(local_state(4)), dict(local_state(3)))
gens = [pass_through(range(i)) for i in range(3)]
print([list(g) for g in gens])
for function in (lambda: next(empty()), lambda: len(fib()), lambda: fib()[0], lambda: fib() + fib(),
        lambda: list(count(1, "a"))):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)
