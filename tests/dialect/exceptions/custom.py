# User exceptions: subclasses with state, __str__, hierarchy, catching by base.
class AppError(Exception):
    """Base of all."""


class NotEnough(AppError):
    def __init__(self, balance, wanted):
        super().__init__(f"need {wanted}, have {balance}")
        self.balance, self.wanted = balance, wanted

    @property
    def missing(self): return self.wanted - self.balance


class WithStr(AppError):
    def __str__(self): return "text of " + repr(self.args)


class NoSuper(AppError):
    def __init__(self, a, b=2):
        self.a = a


class Multi(KeyError, AppError): pass
class Value(AppError, ValueError): pass


for make in (lambda: AppError(), lambda: AppError("m"), lambda: NotEnough(5, 10),
        lambda: WithStr(1, 2), lambda: NoSuper(1), lambda: NoSuper(1, b=5), lambda: Multi("k"),
        lambda: Value("v"), lambda: AppError, lambda: NotEnough):
    try:
        raise make()
    except NotEnough as error:
        print("NotEnough", error, error.missing, error.args, repr(error))
    except (LookupError, ValueError) as error:
        print("lookup or value", error, repr(error), isinstance(error, AppError))
    except AppError as error:
        print("app", error, repr(error), error.args)
    except TypeError as error:
        print("type", error)
print(AppError.__doc__, NotEnough.__mro__[1].__name__, issubclass(Multi, LookupError),
    AppError("a").args, str(AppError()), NoSuper("x").args)


def check(age):
    if not isinstance(age, int):
        raise TypeError("age must be int, not " + type(age).__name__)
    if age < 0:
        raise ValueError("age must be >= 0", age)
    return age


for value in (5, -1, "x", None, True):
    try:
        print(check(value))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, *error.args, sep=" | ")
attempts = 0


def flaky():
    global attempts
    attempts += 1
    if attempts < 3:
        raise ConnectionError(f"attempt {attempts}")
    return "connected"


while True:
    try:
        print(flaky())
        break
    except ConnectionError as error:
        print("retry after", error)
