# Closures: shared cells, late binding, nonlocal, counters, cells made in loops.
def counter(start=0):
    count = start

    def up(by=1):
        nonlocal count
        count += by
        return count

    def down():
        nonlocal count
        count -= 1
        return count

    return up, down, lambda: count


up, down, now = counter(5)
print(up(), up(10), down(), now())
up2, _, now2 = counter()
print(up2(), now(), now2())
late = []
for i in range(3):
    late.append(lambda: i)
print([f() for f in late])
i = "changed"
print([f() for f in late])


def make():
    fs = []
    for i in range(3):
        def f():
            return i
        fs.append(f)
    early = [lambda i=i: i for i in range(3)]
    return [f() for f in fs], [f() for f in early]


print(make())


def outer():
    x = 1

    def middle():
        def inner():
            nonlocal x
            x += 1
            return x
        return inner
    return middle(), lambda: x


inner, see = outer()
print(inner(), inner(), see())


def use_before():
    def inner():
        return value
    try:
        inner()
    except NameError as error:
        print(type(error).__name__, error)
    value = 5
    return inner()


print(use_before())


def unbound():
    try:
        print(x)
    except UnboundLocalError as error:
        print(error)
    x = 1
    del x
    try:
        print(x)
    except UnboundLocalError as error:
        print(error)


unbound()


def deleted_cell():
    x = 1

    def inner():
        return x
    del x
    try:
        inner()
    except NameError as error:
        print(error)


deleted_cell()


def memoise(function):
    cache = {}

    def wrapper(n):
        if n not in cache:
            cache[n] = function(n)
        return cache[n]
    wrapper.cache = cache
    return wrapper


fib = memoise(lambda n: n if n < 2 else fib(n - 1) + fib(n - 2))
print(fib(80), len(fib.cache))
adders = {n: (lambda n: lambda x: x + n)(n) for n in range(3)}
print([adders[k](10) for k in adders])


def parameters_are_cells(a, *args, **kwargs):
    def inner():
        nonlocal a
        a += 1
        return a, args, kwargs
    return inner


print(parameters_are_cells(1, 2, k=3)())


def accumulate():
    total = 0
    while True:
        def add(x):
            nonlocal total
            total += x
            return total
        return add


acc = accumulate()
print(acc(1), acc(2), acc.__closure__[0].cell_contents)
