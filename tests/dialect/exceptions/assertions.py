# assert: with and without messages, of any kind, evaluated only on failure, in functions and loops.
def check(value, message=None):
    if message is None:
        assert value
    else:
        assert value, message


for value in (True, 1, "x", [0], False, 0, "", [], None, {}, 0.0):
    for message in (None, "text", 5, ("a", 1), ["l"], ValueError("inner"), ""):
        try:
            check(value, message)
            print("passed", end=" ")
        except AssertionError as error:
            print(repr(error), [str(error)], error.args)
calls = []


def note(x):
    calls.append(x)
    return x


assert note(1), note("never")
try:
    assert note(0), note("shown")
except AssertionError as error:
    print(error, calls)
try:
    assert 1 == 2 or [], f"{1 + 1} and {'text'!r}"
except AssertionError as error:
    print(error)
try:
    assert False, 1 / 0
except ZeroDivisionError as error:
    print(error, type(error.__context__).__name__)
for batch in ([1, 2], []):
    try:
        assert len(batch) > 0, f"batch of {len(batch)}"
        print(sum(batch))
    except AssertionError as error:
        print("failed:", error)
try:
    raise AssertionError
except AssertionError as error:
    print(repr(error), isinstance(error, Exception))
