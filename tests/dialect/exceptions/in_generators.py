# Exceptions in and through generators, comprehensions, iterators and callbacks.
def risky(n):
    for i in range(n):
        if i == 2:
            raise ValueError(f"at {i}")
        yield i


out = []
try:
    for x in risky(5):
        out.append(x)
except ValueError as error:
    print(out, error)
for function in (lambda: list(risky(5)), lambda: [1 / x for x in (1, 0)],
        lambda: {x: [][x] for x in range(1)}, lambda: sum(risky(5)), lambda: sorted(risky(3)),
        lambda: dict(risky(3)), lambda: max(risky(5), key=str), lambda: list(map(int, ["1", "x"])),
        lambda: list(zip(range(5), risky(5))), lambda: sorted([1, 2], key=lambda x: 1 / (x - 1)),
        lambda: any(1 / x for x in (0, 1)), lambda: "".join(str(1 // x) for x in (1, 0)),
        lambda: [*risky(4)], lambda: tuple(risky(3)), lambda: set(risky(3)), lambda: min([3, "a"]),
        lambda: list(filter(lambda x: x.y, [1])), lambda: (lambda *a: a)(*risky(3))):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


def guarded(items):
    it = iter(items)
    while True:
        try:
            yield next(it)
        except StopIteration:
            return
        except ValueError as error:
            yield f"error: {error}"


print(list(guarded(risky(5))), list(guarded([])))


def finalise():
    log = []
    def gen():
        try:
            yield 1
            yield 2
        finally:
            log.append("closed")
    for x in gen():
        if x == 1:
            break
    g = gen()
    next(g)
    try:
        g.throw(KeyError("thrown in"))
    except KeyError as error:
        log.append(repr(error))
    return log


print(finalise()[-2:])


def wrap_stop():
    try:
        yield next(iter([]))
    except StopIteration:
        yield "handled"


def bare_stop():
    yield 1
    next(iter([]))
    yield 2


print(list(wrap_stop()))
try:
    list(bare_stop())
except RuntimeError as error:
    print(error, type(error.__cause__).__name__)
try:
    list(next(iter([])) for _ in range(1))
except RuntimeError as error:
    print(error)
try:
    [next(iter([])) for _ in range(1)]
except StopIteration as error:
    print("StopIteration leaves a list comprehension", error.value)


def with_return():
    try:
        yield 1
        return "early"
    finally:
        print("finally", end=" ")


g = with_return()
next(g)
try:
    next(g)
except StopIteration as stop:
    print(stop.value)
