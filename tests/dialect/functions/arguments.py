# Defaults, keywords, star arguments, keyword-only and positional-only parameters.
def f(a, b=2, *args, c, d=4, **kwargs):
    return a, b, args, c, d, kwargs


print(f(1, c=3), f(1, 5, c=3), f(1, 5, 6, 7, c=3, e=9), f(c=0, a=1),
    f(*range(5), c="c", **{"d": "d", "z": 1}))


def positional(a, b=1, /, c=2, *, d=3):
    return a, b, c, d


print(positional(0), positional(0, 9), positional(0, 9, 8), positional(0, c=7, d=6))


def anything(self, /, *args, **kwargs):
    return self, args, kwargs


print(anything(1, self=2, args=3, kwargs=4))


def defaults(a=1, b=[], c={}, d=(), e=None):
    b.append(a)
    return b


print(defaults(), defaults(2), defaults(3, []), defaults(4))


def nothing():
    pass


def early(n):
    if n:
        return
    return n, "zero"


print(nothing(), early(1), early(0), (lambda: None)(), (lambda *a, **k: (a, k))(1, x=2),
    (lambda a, b=2, *c, d=4: (a, b, c, d))(1), (lambda x: lambda y: x + y)(1)(2))


def evaluated(n):
    print("evaluated", n)
    return n


def g(a=evaluated(1), *, b=evaluated(2)):
    return a + b


print(g(), g(5), g(b=5), g.__defaults__, g.__kwdefaults__, f.__name__, g.__doc__,
    (lambda: 0).__name__)
print(g(evaluated("a") and 1, b=evaluated("b") and 2))
