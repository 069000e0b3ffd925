# Functions as values: attributes, storage, names, equality, methods as values.
def add(a, b):
    "Adds."
    return a + b


def apply(function, *args):
    return function(*args)


add.calls = 5
print(add.__name__, add.__doc__, add.calls, add.__module__, add.__qualname__, callable(add),
    callable(5), type(add).__name__, type(len).__name__, type([].append).__name__, type(lambda: 0))
table = {"add": add, "mul": lambda a, b: a * b, "max": max, "upper": str.upper}
print(table["add"](1, 2), table["mul"](3, 4), apply(table["max"], 1, 5), apply(str.upper, "x"),
    [f.__name__ for f in table.values()])
print(add == add, add is add, add != len, hash(add) == hash(add), {add: 1}[add],
    (lambda: 0) == (lambda: 0))


class C:
    def m(self, x):
        return self, x

    def __call__(self, *args, **kwargs):
        return args, kwargs

    def __repr__(self):
        return "C()"


c = C()
bound = c.m
print(bound(1), C.m(c, 2), bound.__name__, bound.__self__, c.m == c.m, c.m is c.m, c(1, k=2),
    callable(c), apply(c.m, 3), bound.__func__ is C.m, list(map(c.m, [1])))
compose = lambda *fs: (lambda x: x if not fs else compose(*fs[1:])(fs[0](x)))
print(compose(lambda x: x + 1, lambda x: x * 2, str)(4), C.m.__qualname__, C.__qualname__,
    C.__name__)


def outer():
    def inner(): pass
    return inner


print(outer().__qualname__, outer.__code__.co_name if hasattr(outer, "__code__") else "",
    (lambda: 0).__qualname__)
del add.calls
print(hasattr(add, "calls"), hasattr(add, "__name__"), getattr(add, "calls", "gone"))
for function in (lambda: add.calls, lambda: len.x, lambda: [].append.x, lambda: add.append(1),
        lambda: add[0], lambda: len(add), lambda: add + 1, lambda: iter(add), lambda: int(add)):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, str(error).split(" at 0x")[0])
add.__name__ = "renamed"
print(add.__name__, add.__annotations__)


def annotated(a: int, b: "text" = 2, *args: float, c: list = None, **kw: dict) -> str:
    x: int = 5
    y: str
    return x


print(annotated.__annotations__, annotated(1))
z: int = 3
w: float
print(z, __annotations__)
