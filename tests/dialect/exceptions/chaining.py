# raise from, implicit context, suppressed context, cause attributes.
def show(error):
    chain = []
    while error is not None:
        link = "end"
        if error.__cause__ is not None:
            link = "cause"
        elif error.__context__ is not None and not error.__suppress_context__:
            link = "context"
        chain.append(f"{type(error).__name__}({error}) -{link}->")
        error = error.__cause__ if error.__cause__ is not None else error.__context__
    print(" ".join(chain))


try:
    try:
        {}["k"]
    except KeyError as error:
        raise ValueError("explicit") from error
except ValueError as error:
    show(error)
    print(repr(error.__cause__), repr(error.__context__), error.__suppress_context__)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError("implicit")
except KeyError as error:
    show(error)
    print(repr(error.__cause__), repr(error.__context__), error.__suppress_context__)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError("hidden") from None
except KeyError as error:
    show(error)
    print(repr(error.__cause__), repr(error.__context__), error.__suppress_context__)
try:
    raise ValueError("class cause") from TypeError
except ValueError as error:
    show(error)
for bad in (5, "x", int):
    try:
        raise ValueError from bad
    except TypeError as error:
        print(error)
try:
    try:
        raise ValueError("in try")
    finally:
        raise KeyError("in finally")
except KeyError as error:
    show(error)
try:
    try:
        try:
            raise ValueError(1)
        except ValueError as e:
            raise TypeError(2) from e
    except TypeError as e:
        raise KeyError(3)
except KeyError as error:
    show(error)


def handler_calls():
    try:
        raise ValueError("first")
    except ValueError:
        helper()


def helper():
    try:
        raise TypeError("second")
    except TypeError:
        pass
    raise KeyError("third")


try:
    handler_calls()
except KeyError as error:
    show(error)
e = ValueError("same")
try:
    try:
        raise e
    except ValueError as caught:
        raise caught
except ValueError as error:
    print(error.__context__, error is e)
error = KeyError("set by hand")
error.__cause__ = ValueError("by hand")
show(error)
print(error.__suppress_context__, ValueError("t").with_traceback(None).args)
error.add_note("a note")
print(error.__notes__)
