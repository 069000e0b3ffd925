# What is left of an exception: __traceback__, sys.exc_info, the name unbound, kept references.
import sys


def fail():
    raise ValueError("v")


try:
    fail()
except ValueError as error:
    print(error.__traceback__ is not None, sys.exc_info()[0] is ValueError,
        sys.exc_info()[1] is error, type(error.__traceback__).__name__)
    kept = error
print(sys.exc_info(), kept, kept.__traceback__ is not None)
try:
    print(error)
except NameError as e:
    print(e)
errors = []
for i in range(3):
    try:
        [][i]
    except IndexError as e:
        errors.append(e)
print([str(e) for e in errors], [type(e).__name__ for e in errors], len({id(e) for e in errors}))


def collect(functions):
    for f in functions:
        try:
            yield "ok", f()
        except (ArithmeticError, LookupError) as e:
            yield type(e).__name__, e.args


print(list(collect([lambda: 1, lambda: 1 / 0, lambda: {}[5], lambda: [][0], lambda: 2.0**5000])))


class Cleaner:
    active = 0
    def __enter__(self):
        Cleaner.active += 1
        return self
    def __exit__(self, *info):
        Cleaner.active -= 1
        self.info = [type(i).__name__ for i in info]


with Cleaner() as c:
    pass
print(c.info, Cleaner.active)
try:
    with Cleaner() as c:
        fail()
except ValueError:
    print(c.info, Cleaner.active)
try:
    raise ValueError("a") from KeyError("b")
except Exception as e:
    print(repr(e), repr(e.__cause__), e.with_traceback(None) is e, e.__traceback__)
e = RuntimeError("not raised")
print(e.__traceback__, e.__context__, e.args, str(e))
try:
    raise e
except RuntimeError as again:
    print(again is e, e.__traceback__ is None)
