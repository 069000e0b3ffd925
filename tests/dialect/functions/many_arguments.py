# Calls with many arguments, deep nesting of calls, defaults of every kind, long signatures.
def total(*args): return sum(args)
def names(**kwargs): return sorted(kwargs)


print(total(*range(500)), len(names(**{f"k{i}": i for i in range(300)})),
    total(1, *[2, 3], 4, *(5, 6), *range(2), *{7}), max(*range(100)),
    names(a=1, **{"b": 2}, c=3, **{}))


def many(a, b, c, d, e, f=6, g=7, *rest, h, i=9, j=10, **others):
    return [a, b, c, d, e, f, g, rest, h, i, j, others]


print(many(1, 2, 3, 4, 5, h=8), many(1, 2, 3, 4, 5, 60, 70, 80, 90, h="h", j="j", z="z"),
    many(*range(5), h=0), many(*"abcdefghij", h=0, **{"i": 1, "k": 2}))
print(total(total(total(1, 2), total(3)), total(), total(*[total(4)] * 3)),
    (lambda *a, **k: (len(a), len(k)))(*"abc", **{"x": 1}))


def recursive_sum(*args): return 0 if not args else args[0] + recursive_sum(*args[1:])
def reverse_args(*args): return reverse_args(*args[1:]) + args[:1] if args else ()
def merge(first={}, /, **rest): return {**first, **rest}


print(recursive_sum(*range(50)), reverse_args(1, 2, 3), merge({"a": 1}, a=2, first=3), merge())


def outer(*args, **kwargs):
    def inner(*a, **k): return args, a, kwargs, k
    return inner(*args[::-1], **{k.upper(): v for k, v in kwargs.items()})


print(outer(1, 2, x=3))


def mutate(*args, **kwargs):
    kwargs["added"] = 1
    args += (9,)
    return args, kwargs


source, table = [1, 2], {"k": 1}
print(mutate(*source, **table), source, table, type(mutate(*source)[0]))
