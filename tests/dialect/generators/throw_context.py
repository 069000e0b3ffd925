# What is thrown into a generator: how it is made, its context, and contexts that lead in circles.
def gen():
    try:
        yield 1
    except ValueError as e:
        print("in", repr(e.__context__))
        raise KeyError(2)
g = gen(); next(g)
try:
    try:
        1/0
    except ZeroDivisionError:
        g.throw(ValueError("x"))
except KeyError as e:
    print(repr(e.__context__), repr(e.__context__.__context__))
def gen2():
    yield 1
g = gen2(); next(g)
try:
    try:
        1/0
    except ZeroDivisionError:
        g.throw(ValueError("x"))
except ValueError as e:
    print(repr(e.__context__))
    try: 
        raise TypeError
    except TypeError as z: print(repr(z.__context__))
def gen3():
    try: raise KeyError("a")
    except KeyError: yield
g = gen3(); next(g)
try:
    g.throw(ValueError, "hi")
except ValueError as e: print(repr(e), repr(e.__context__))
g = gen3(); next(g)
try:
    g.throw(ValueError, ("hi", 2))
except ValueError as e: print(repr(e), repr(e.__context__))
g = gen3(); next(g)
try:
    g.throw(ValueError, OSError(3))
except ValueError as e: print(repr(e), repr(e.__context__))
try:
    g.throw(5)
except TypeError as e: print(e)
g = gen3(); next(g)
try:
    g.throw(ValueError(2), 5)
except TypeError as e: print(e)


class Odd(Exception):
    def __new__(cls, *args):
        return cls


g = gen3()
next(g)
try:
    g.throw(Odd)
except TypeError as e:
    print(e, repr(e.__context__))


def circle(length):
    made = [ValueError(i) for i in range(length)]
    for i in range(length):
        made[i].__context__ = made[(i + 1) % length]
    try:
        raise made[0]
    except ValueError:
        raise TypeError(length)


for length in range(1, 6):
    try:
        circle(length)
    except TypeError as e:
        it = e
        for _ in range(8):
            print(repr(it), end=" ")
            it = it.__context__ if it is not None else None
        print()


class Bad:
    def __iter__(self):
        return self

    def __next__(self):
        del Bad.__next__
        return 1


try:
    for i in Bad():
        print(i)
except TypeError as e:
    print(e)
