# with: enter and exit order, exceptions passed and swallowed, several managers, targets.
class Manager:
    def __init__(self, name, swallow=False, fail=""):
        self.name, self.swallow, self.fail = name, swallow, fail

    def __enter__(self):
        print("enter", self.name)
        if self.fail == "enter":
            raise RuntimeError("enter of " + self.name)
        return self.name.upper()

    def __exit__(self, kind, value, trace):
        print("exit", self.name, kind.__name__ if kind else None, value, trace is not None)
        if self.fail == "exit":
            raise RuntimeError("exit of " + self.name)
        return self.swallow


with Manager("a") as x:
    print("body", x)
with Manager("a") as x, Manager("b") as y:
    print(x, y)
with (Manager("p"), Manager("q") as q):
    print(q)
with Manager("s", swallow=True):
    1 / 0
print("went on")
try:
    with Manager("outer"), Manager("inner"):
        raise ValueError("through")
except ValueError as error:
    print("caught", error)
with Manager("outer"), Manager("inner", swallow=True):
    raise ValueError("stopped")
for fail in ("enter", "exit"):
    try:
        with Manager("o"), Manager("f", fail=fail):
            print("body")
    except RuntimeError as error:
        print(error, error.__context__)
try:
    with Manager("f", fail="exit"):
        raise KeyError("body")
except RuntimeError as error:
    print(error, repr(error.__context__))


def returning():
    with Manager("r"):
        return "returned"


print(returning())
for i in range(3):
    with Manager(str(i)):
        if i == 0:
            continue
        if i == 1:
            break


class Pair:
    def __enter__(self): return 1, [2, 3]
    def __exit__(self, *args): return None


with Pair() as (a, [b, c]):
    print(a, b, c)
holder = [0]
with Pair() as holder[0]:
    print(holder)


class NoExit:
    def __enter__(self): pass


class NoEnter:
    def __exit__(self, *a): pass


for thing in (5, NoExit(), NoEnter(), None, "x"):
    try:
        with thing:
            print("never")
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)


class Timer:
    def __enter__(self):
        self.events = []
        return self

    def __exit__(self, *exc):
        self.events.append("stopped")


with Timer() as t:
    t.events.append("ran")
print(t.events)


def gen():
    with Manager("g"):
        yield 1
        yield 2


g = gen()
print(next(g))
g.close()
print(list(gen()))
