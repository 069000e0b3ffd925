# functools: reduce, partial, lru_cache, cache, wraps, total_ordering, cmp_to_key.
import functools
from functools import cache, cmp_to_key, lru_cache, partial, reduce, total_ordering, wraps

print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(lambda a, b: a * b, range(1, 6), 10),
    reduce(max, [3, 9, 2]), reduce(lambda a, b: a, [5]), reduce(lambda a, b: b, [], "initial"),
    reduce(lambda a, b: a + [b], "ab", []))
power = lambda base, exponent: base**exponent
square = partial(power, exponent=2)
two_to = partial(power, 2)
print(square(5), two_to(10), partial(int, base=2)("101"), partial(print, "a", sep="-")("b"),
    two_to.func is power, two_to.args, square.keywords, partial(two_to, 3)(),
    list(map(partial(power, 3), range(3))), partial(max, 5)(3), partial(dict, a=1)(b=2),
    square(3, exponent=3))
calls = []


@lru_cache(maxsize=None)
def fib(n):
    calls.append(n)
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(50), len(calls), fib.cache_info(), fib.cache_clear(), fib(5), fib.cache_info(),
    fib.__name__)


@lru_cache(maxsize=2)
def small(x):
    calls.append(("small", x))
    return x


@cache
def cached(a, b=2, *, c=3): return a + b + c


small(1), small(2), small(1), small(3), small(2)
print(calls[-4:], small.cache_info(), cached(1), cached(1, 2), cached(1, b=2), cached.cache_info())


@total_ordering
class Version:
    def __init__(self, *parts): self.parts = parts
    def __eq__(self, other): return self.parts == other.parts
    def __lt__(self, other): return self.parts < other.parts
    def __repr__(self): return ".".join(map(str, self.parts))


a, b = Version(1, 2), Version(1, 10)
print(a < b, a <= b, a > b, a >= b, a == b, a != b, sorted([b, a]), max(a, b))


def compare(a, b): return (a % 10 > b % 10) - (a % 10 < b % 10)


print(sorted([15, 21, 33, 42], key=cmp_to_key(compare)),
    sorted("bca", key=cmp_to_key(lambda a, b: -1 if a > b else 1)),
    min([15, 21], key=cmp_to_key(compare)))


def decorator(f):
    @wraps(f)
    def wrapper(*args): return f(*args) + 1
    return wrapper


@decorator
def documented(x):
    "The doc."
    return x


print(documented(1), documented.__name__, documented.__doc__, documented.__wrapped__(1))
for function in (lambda: reduce(max, []), lambda: reduce(5, [1, 2]), lambda: reduce(max, 5),
        lambda: reduce(max), lambda: partial(5), lambda: partial(), lambda: fib([]),
        lambda: small(), lambda: functools.nothing, lambda: partial(power, 2)(3, 4),
        lambda: cached([1])):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


class WithCached:
    def __init__(self, r): self.r = r

    @functools.cached_property
    def area(self):
        print("computing")
        return self.r**2


w = WithCached(3)
print(w.area, w.area, vars(w))
