# Instances as functions, context managers and decorators at once; state between uses.
class Recorder:
    def __init__(self, name): self.name, self.events = name, []
    def __call__(self, f):
        def wrapper(*args, **kwargs):
            with self:
                self.events.append(f"call {f.__name__}{args}")
                return f(*args, **kwargs)
        return wrapper
    def __enter__(self):
        self.events.append("enter")
        return self
    def __exit__(self, kind, value, trace):
        self.events.append(f"exit {kind.__name__ if kind else '-'}")
        return kind is ValueError


r = Recorder("r")


@r
def work(x):
    if x < 0:
        raise ValueError("negative")
    return 10 // x


print(work(2), work(-1))
try:
    work(0)
except ZeroDivisionError as error:
    print(error)
print(r.events)
with r as same:
    print(same is r)
with r:
    with r:
        raise ValueError("swallowed inside")
    print("still here")
print(len(r.events), r.events[-4:])


class Accumulator:
    def __init__(self): self.total = 0
    def __call__(self, x=0):
        self.total += x
        return self.total
    def __iadd__(self, x):
        self(x)
        return self
    def __int__(self): return self.total
    def __contains__(self, x): return x <= self.total


acc = Accumulator()
acc(5), acc(2)
acc += 1
print(acc(), int(acc), 3 in acc, 100 in acc, callable(acc), list(map(acc, [1, 1])))


class Chain:
    def __init__(self, *parts): self.parts = parts
    def __getattr__(self, name): return Chain(*self.parts, name)
    def __getitem__(self, key): return Chain(*self.parts, f"[{key!r}]")
    def __call__(self, *args): return Chain(*self.parts, f"({', '.join(map(str, args))})")
    def __str__(self): return ".".join(self.parts)


print(Chain("root").a.b["k"](1, 2).c, Chain().x)


class Suppress:
    def __init__(self, *kinds): self.kinds = kinds
    def __enter__(self): pass
    def __exit__(self, kind, value, trace): return kind is not None and issubclass(kind, self.kinds)


with Suppress(KeyError, IndexError):
    {}["x"]
with Suppress(LookupError):
    [][0]
try:
    with Suppress(KeyError):
        int("x")
except ValueError as error:
    print(error)
try:
    with Suppress():
        1 / 0
except ZeroDivisionError as error:
    print(error)
