# gc: the collector of cycles.
from _ranksh import collect as _collect

_enabled = True


def collect(generation=2):
    """Run the garbage collector."""
    if not 0 <= generation <= 2:
        raise ValueError("invalid generation")
    return _collect()


def enable():
    global _enabled
    _enabled = True


def disable():
    global _enabled
    _enabled = False


def isenabled():
    return _enabled
