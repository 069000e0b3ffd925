# send, throw, close, GeneratorExit, return in finally, StopIteration inside.
def echo():
    received = None
    while True:
        try:
            received = yield received
        except ValueError as error:
            received = f"caught {error}"


g = echo()
print(next(g), g.send(1), g.send("two"), g.throw(ValueError("v")), g.send(3), g.throw(ValueError),
    g.close(), g.close())
try:
    g.send(1)
except StopIteration as stop:
    print("stopped", stop.value)
g = echo()
try:
    g.send("too early")
except TypeError as error:
    print(error)
print(g.send(None))
try:
    g.throw(KeyError("k"))
except KeyError as error:
    print(repr(error))
print(next(g, "dead"))


def average():
    total = n = 0
    mean = None
    while True:
        value = yield mean
        if value is None:
            return n, mean
        total += value
        n += 1
        mean = total / n


a = average()
next(a)
print(a.send(10), a.send(20), a.send(40))
try:
    a.send(None)
except StopIteration as stop:
    print(stop.value)


def cleanup():
    try:
        yield 1
        yield 2
    except GeneratorExit:
        print("exit", end=" ")
        raise
    finally:
        print("cleanup")


g = cleanup()
next(g)
g.close()
g = cleanup()
g.close()
g = cleanup()
next(g)
del g


def stubborn():
    for _ in range(2):
        try:
            yield 1
        except GeneratorExit:
            pass


g = stubborn()
next(g)
try:
    g.close()
except RuntimeError as error:
    print(error)


def leaks():
    yield 1
    raise StopIteration("inside")


try:
    list(leaks())
except RuntimeError as error:
    print(error, repr(error.__cause__))


def reenter():
    yield next(me)


me = reenter()
try:
    next(me)
except ValueError as error:
    print(error)


def fails():
    yield 1
    1 / 0
    yield 2


g = fails()
print(next(g))
try:
    next(g)
except ZeroDivisionError as error:
    print(error)
print(list(g))
g = echo()
try:
    g.throw(ValueError("before start"))
except ValueError as error:
    print(error)
print(list(g))


def yields():
    x = yield
    print("x", x)
    y = (yield x) or "default"
    print("y", y)
    z = [(yield 1), (yield 2)]
    print("z", z)
    yield (yield 5)
    return (yield)


g = yields()
print(next(g), g.send("a"), g.send(None), g.send("b"), g.send("c"), g.send(6), next(g))
try:
    g.send("end")
except StopIteration as stop:
    print(stop.value)
for function in (lambda: echo().throw(5), lambda: echo().send(), lambda: echo().throw("text"),
        lambda: echo().close(1)):
    try:
        print(function())
    except TypeError as error:
        print(error)
