# contextlib: managers from generators, suppress, closing, ExitStack, redirect_stdout.
import contextlib
import io
from contextlib import ExitStack, closing, contextmanager, nullcontext, redirect_stdout, suppress


@contextmanager
def tag(name):
    print("<" + name + ">")
    try:
        yield name.upper()
    except KeyError as error:
        print("swallowed", error)
    finally:
        print("</" + name + ">")


with tag("b") as big:
    print(big)
with tag("i"):
    raise KeyError("k")
try:
    with tag("u"):
        raise ValueError("out")
except ValueError as error:
    print("got", error)


@tag("deco")
def work(x):
    return x * 2


print(work(4), work.__name__, tag.__name__)
with suppress(ZeroDivisionError, KeyError):
    1 / 0
print("after")


class Thing:
    def close(self):
        print("closed")


with closing(Thing()) as thing:
    print(type(thing).__name__)
with nullcontext(5) as five:
    print(five)
with ExitStack() as stack:
    print([stack.enter_context(tag(name)) for name in "xy"])
    stack.callback(print, "callback", sep="-")
    stack.push(lambda *details: print(details))
text = io.StringIO()
with redirect_stdout(text):
    print("hidden")
print(repr(text.getvalue()))


@contextmanager
def twice():
    yield 1
    yield 2


@contextmanager
def never():
    if False:
        yield


for broken in (twice, never):
    try:
        with broken():
            pass
    except RuntimeError as error:
        print(error)
try:
    with ExitStack() as stack:
        stack.enter_context(5)
except TypeError as error:
    print(error)
