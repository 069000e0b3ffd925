# Docstrings of modules, functions, classes and methods; __name__, __qualname__, __module__.
def one():
    """One line."""


def several():
    """First line.

    Indented more:
        deeper
    """
    return 1


def none():
    x = """not a docstring"""
    return x


def formatted():
    f"""not a docstring either"""


def computed():
    "a" + "b"


def joined():
    "two " "parts"


class Documented:
    """A class."""

    attribute = 1
    """Not a docstring."""

    def method(self):
        'Single quotes.'

    @property
    def prop(self):
        """Property doc."""

    @staticmethod
    def static():
        """Static doc."""

    class Inner:
        def deep(self):
            r"""Raw \n doc."""


for f in (one, several, none, formatted, computed, joined, Documented, Documented.method,
        Documented().method, Documented.prop, Documented.static, Documented.Inner,
        Documented.Inner.deep, lambda: 0):
    print(repr(f.__doc__), getattr(f, "__name__", "no name"), getattr(f, "__qualname__", "-"),
        getattr(f, "__module__", "-"))
one.__doc__ = "changed"
print(one.__doc__, none(), type(one.__doc__), len.__name__, str.upper.__name__, [].append.__name__,
    print.__qualname__, str.upper.__qualname__, int.__qualname__, __name__)
