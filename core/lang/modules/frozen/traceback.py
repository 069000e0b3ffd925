# traceback: what is shown of exceptions, as text.
import sys
from _ranksh import traceback as _traceback

_missing = object()


def _given(exc, value):
    if value is not _missing:
        return value
    if isinstance(exc, type):
        return exc()
    return exc


def format_exception(exc, /, value=_missing, tb=_missing, limit=None, chain=True):
    """Format a stack trace and the exception information."""
    exception = _given(exc, value)
    if exception is None:
        return ["NoneType: None\n"]
    text = _traceback(exception)
    return [line + "\n" for line in text.rstrip("\n").split("\n")]


def format_exception_only(exc, /, value=_missing):
    """Format the exception part of a traceback."""
    exception = _given(exc, value)
    if exception is None:
        return ["NoneType: None\n"]
    name = type(exception).__qualname__
    if type(exception).__module__ not in ("__main__", "builtins"):
        name = type(exception).__module__ + "." + name
    text = str(exception)
    lines = [(name + ": " + text if text else name) + "\n"]
    return lines + [note + "\n" for note in getattr(exception, "__notes__", ())]


def format_exc(limit=None, chain=True):
    """Like print_exc() but return a string."""
    return "".join(format_exception(sys.exc_info()[1]))


def print_exception(exc, /, value=_missing, tb=_missing, limit=None, file=None, chain=True):
    """Print exception up to 'limit' stack trace entries from 'tb' to 'file'."""
    text = "".join(format_exception(exc, value))
    print(text, file=sys.stderr if file is None else file, end="")


def print_exc(limit=None, file=None, chain=True):
    """Shorthand for 'print_exception(sys.exception(), limit, file, chain)'."""
    print_exception(sys.exc_info()[1], file=file)
