# try, except, else, finally: order, matching, tuples, bare, re-raise, nested, return inside.
def run(action):
    try:
        print("try", end=" ")
        result = action()
    except ZeroDivisionError:
        print("zero", end=" ")
        result = "Z"
    except (KeyError, IndexError) as error:
        print("lookup", repr(error), end=" ")
        result = "L"
    except Exception as error:
        print("other", type(error).__name__, end=" ")
        result = "O"
    else:
        print("else", end=" ")
    finally:
        print("finally", end=" ")
    return result


print(run(lambda: 1), run(lambda: 1 / 0), run(lambda: {}["k"]), run(lambda: [][5]),
    run(lambda: int("x")), run(lambda: undefined))


def order(how):
    steps = []
    try:
        steps.append("try")
        if how == "return":
            return steps
        if how == "raise":
            raise ValueError
    except ValueError:
        steps.append("except")
        return steps
    else:
        steps.append("else")
    finally:
        steps.append("finally")
    steps.append("after")
    return steps


print(order("return"), order("raise"), order("fall"))


def override():
    try:
        return "try"
    finally:
        return "finally"


def swallow():
    try:
        1 / 0
    finally:
        return "swallowed"


def value_kept():
    x = 1
    try:
        return x
    finally:
        x = 2


def loop():
    out = []
    for i in range(5):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            out.append(i)
        finally:
            out.append(f"f{i}")
    else:
        out.append("else")
    return out


def nested():
    out = []
    try:
        try:
            raise KeyError("inner")
        except ValueError:
            out.append("never")
        finally:
            out.append("inner finally")
    except KeyError as error:
        out.append(error.args)
        try:
            raise TypeError("second")
        except TypeError:
            out.append("caught second")
    return out


print(override(), swallow(), value_kept(), loop(), nested())


def reraise():
    try:
        try:
            raise ValueError("original")
        except ValueError:
            print("handling", end=" ")
            raise
    except Exception as error:
        return repr(error)


print(reraise())
try:
    raise
except RuntimeError as error:
    print(error)
for bad in (5, "text", None, [], int, object(), ValueError("instance"), ValueError):
    try:
        raise bad
    except TypeError as error:
        print("TypeError", error)
    except ValueError as error:
        print("ValueError", repr(error))
try:
    try:
        1 / 0
    except 5:
        pass
except TypeError as error:
    print(error)
try:
    try:
        1 / 0
    except (int, ZeroDivisionError):
        print("matched?")
except TypeError as error:
    print(error)
try:
    assert 1 == 2
except AssertionError as error:
    print(repr(error), str(error) == "")
try:
    assert [], "message"
except AssertionError as error:
    print(repr(error))
try:
    assert False, (1, "tuple")
except AssertionError as error:
    print(repr(error), error)
assert True, 1 / 0
e = "kept?"
try:
    raise ValueError
except ValueError as e:
    pass
try:
    print(e)
except NameError as error:
    print(error)
