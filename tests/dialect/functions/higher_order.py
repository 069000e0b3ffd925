# Functions that take and return functions: currying, pipelines, memo, retries, partial by hand.
def curry(f, n):
    return lambda *args: f(*args) if len(args) >= n else curry(lambda *more: f(*args, *more),
        n - len(args))


def pipeline(*stages):
    def run(value):
        for stage in stages:
            value = stage(value)
        return value
    run.stages = len(stages)
    return run


def retry(times, *errors):
    def decorate(f):
        def wrapper(*args):
            for attempt in range(1, times + 1):
                try:
                    return f(*args)
                except errors as error:
                    print(f"attempt {attempt}: {error}")
            return "gave up"
        return wrapper
    return decorate


def memo(f):
    f.cache = {}

    def wrapper(*args):
        if args not in f.cache:
            f.cache[args] = f(*args)
        return f.cache[args]
    wrapper.cache = f.cache
    return wrapper


add3 = curry(lambda a, b, c: a + b + c, 3)
print(add3(1)(2)(3), add3(1, 2)(3), add3(1)(2, 3), add3(1, 2, 3))
clean = pipeline(str.strip, str.lower, lambda s: s.replace(" ", "_"), "{}!".format)
print(clean("  Hello World "), clean.stages, pipeline()(5))
results = iter([ValueError("one"), KeyError("two"), 42])


@retry(3, ValueError, KeyError)
def unreliable():
    result = next(results)
    if isinstance(result, Exception):
        raise result
    return result


print(unreliable())


@retry(2, ZeroDivisionError)
def never(x): return x / 0


print(never(1))


@memo
def grid(r, c): return 1 if 0 in (r, c) else grid(r - 1, c) + grid(r, c - 1)


print(grid(12, 12), len(grid.cache))


def apply_n(f, n, x): return x if n == 0 else apply_n(f, n - 1, f(x))
def fold(f, items, start):
    for item in items:
        start = f(start, item)
    return start
def unfold(f, seed):
    out = []
    while (pair := f(seed)) is not None:
        value, seed = pair
        out.append(value)
    return out


print(apply_n(lambda x: x * 2, 10, 1), fold(lambda a, b: a * 10 + b, [1, 2, 3], 0),
    unfold(lambda n: (n, n // 2) if n else None, 100), fold(max, [3, 9, 4], 0))
zipped_with = lambda f, *lists: [f(*xs) for xs in zip(*lists)]
print(zipped_with(lambda a, b: a * b, [1, 2], [3, 4]), zipped_with(max, "ab", "ba"),
    [m("a,b") for m in (str.upper, lambda s: s.split(","), len)])
