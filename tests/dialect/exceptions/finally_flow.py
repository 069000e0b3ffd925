# finally with break, continue, return and yields through loops and nested functions.
def f(kind):
    log = []
    for i in range(3):
        try:
            log.append(i)
            try:
                if kind == "continue":
                    continue
                if kind == "break":
                    break
                if kind == "return":
                    return log
                if kind == "raise":
                    raise ValueError(i)
            finally:
                log.append("inner")
        except ValueError as error:
            log.append(str(error))
        finally:
            log.append("outer")
    else:
        log.append("else")
    return log


for kind in ("continue", "break", "return", "raise", "none"):
    print(kind, f(kind))


def while_true():
    n = ended = 0
    while True:
        try:
            n += 1
            if n == 3:
                break
            if n == 2:
                continue
        finally:
            ended += 10
    return n, ended


print(while_true())


def gen():
    try:
        yield 1
        yield 2
    finally:
        print("closed", end=" ")
        yield "from finally" if False else 3


print(list(gen()))


def count_down(n):
    try:
        return "done" if n == 0 else count_down(n - 1)
    finally:
        print(n, end=" ")


print(count_down(3))


def returns_in_loop():
    for x in range(10):
        try:
            if x == 2:
                return x
        except ValueError:
            pass
        finally:
            if x == 2:
                break
    return "broke out"


print(returns_in_loop())


def deep():
    try:
        try:
            try:
                return "value"
            finally:
                print("a", end=" ")
        finally:
            print("b", end=" ")
    finally:
        print("c", end=" ")


print(deep())


def swallowed_by_continue():
    out = []
    for i in range(3):
        try:
            1 / 0
        finally:
            out.append(i)
            continue
    return out


print(swallowed_by_continue())


def exception_in_else():
    try:
        pass
    except ValueError:
        return "wrong"
    else:
        raise ValueError("in else")
    finally:
        print("finally", end=" ")


try:
    exception_in_else()
except ValueError as error:
    print(error)


def replaced(a):
    try:
        return 1 / a
    except ZeroDivisionError:
        a = "handled"
    finally:
        a = (a, "finally")
    return a


print(replaced(0), replaced(2))
