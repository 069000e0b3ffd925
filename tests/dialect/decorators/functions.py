# Decorators: plain, with arguments, stacked, classes as decorators, wraps, counting.
import functools


def shout(function):
    def wrapper(*args, **kwargs):
        return str(function(*args, **kwargs)).upper() + "!"
    return wrapper


def repeat(times):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            return [function(*args, **kwargs) for _ in range(times)]
        return wrapper
    return decorate


class Count:
    def __init__(self, function):
        self.function, self.calls = function, 0

    def __call__(self, *args):
        self.calls += 1
        return self.function(*args)


@shout
def hello(name):
    """Greets."""
    return "hello " + name


@repeat(times=3)
def tick():
    "ticks"
    return "tick"


@shout
@repeat(2)
def both():
    return "x"


@Count
def square(n):
    return n * n


print(hello("bob"), hello.__name__, hello.__doc__, tick(), tick.__name__, tick.__doc__,
    tick.__wrapped__(), both(), square(3), square(4), square.calls)
registry = {}


def register(name):
    return lambda function: registry.setdefault(name, function)


@register("a")
def first(): return 1
@register("b")
def second(): return 2


print({name: f() for name, f in registry.items()})


def trace(function):
    depth = 0

    @functools.wraps(function)
    def wrapper(*args):
        nonlocal depth
        print("  " * depth + f"{function.__name__}{args}")
        depth += 1
        try:
            result = function(*args)
        finally:
            depth -= 1
        print("  " * depth + f"-> {result}")
        return result
    return wrapper


@trace
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


fib(3)


def add_repr(cls):
    def text(self):
        return f"{cls.__name__}({', '.join(f'{k}={v!r}' for k, v in vars(self).items())})"
    cls.__repr__ = text
    return cls


@add_repr
class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y


print(Point(1, "two"))


def order(label):
    print("evaluating", label)

    def decorate(f):
        print("applying", label)
        return f
    return decorate


@order("first")
@order("second")
def ordered():
    pass


class Methods:
    @shout
    def plain(self, x):
        return f"plain {x}"

    @staticmethod
    @shout
    def static(x):
        return f"static {x}"

    @classmethod
    @shout
    def cls(cls, x):
        return f"{cls.__name__} {x}"

    @property
    @shout
    def prop(self):
        return "prop"


print(Methods().plain(1), Methods.static(2), Methods.cls(3), Methods().prop)
decorators = [shout, repeat(2)]


@decorators[1]
def from_list(): return "l"


print(from_list())
try:
    @5
    def bad(): pass
except TypeError as error:
    print(error)


def validate(**types):
    def decorate(f):
        def wrapper(**kwargs):
            for name, value in kwargs.items():
                if not isinstance(value, types[name]):
                    raise TypeError(
                        f"{name} must be {types[name].__name__}, not {type(value).__name__}")
            return f(**kwargs)
        return wrapper
    return decorate


@validate(age=int, name=str)
def person(age, name): return f"{name} is {age}"


print(person(age=5, name="Al"))
try:
    person(age="5", name="Al")
except TypeError as error:
    print(error)
