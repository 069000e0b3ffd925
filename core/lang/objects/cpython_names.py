"""Writes cpython_names.inc: the attributes of CPython 3.11's types and modules.

    /usr/bin/python3 core/lang/objects/cpython_names.py > core/lang/objects/cpython_names.inc

The result is committed. What a type has from
its bases is in their rows.
"""

import builtins
import importlib
import textwrap
import types

MODULES = """abc argparse bisect collections collections.abc contextlib copy dataclasses datetime
enum functools gc heapq io itertools json logging math numbers operator os os.path random re
statistics string sys tempfile
textwrap time traceback types typing warnings""".split()

# dir() of the type has it, asking for it fails all the same.
NEVER = {"__abstractmethods__"}


def generator():
    yield 1


def closure():
    cell = 1
    return lambda: cell


class Plain:
    __slots__ = ("slot",)

    def method(self):
        pass


def traceback():
    try:
        raise ValueError
    except ValueError as error:
        return error.__traceback__


def samples():
    """Objects whose types have no name of their own in a module."""
    yield from (None, NotImplemented, ..., generator, generator(), generator.__code__, traceback(),
                closure().__closure__[0], Plain().method, len, str.join, Plain.slot, int.__add__,
                (1).__add__, int.__dict__["real"], dict.__dict__["fromkeys"], types, list[int],
                int | str, Plain.__dict__, {}.keys(), {}.values(), {}.items(), iter(lambda: 1, 1))
    for iterable in ([], (), "", "\xe9", b"", {}, {}.values(), {}.items(), set(), range(3)):
        yield iter(iterable)
    for sequence in ([], {}, {}.values(), {}.items(), range(3)):
        yield reversed(sequence)


def rows():
    table = {}

    def add(kind, extra=()):
        known = {name for base in kind.__mro__[1:] for name in dir(base)}
        names = (set(dir(kind)) | set(extra)) - known - NEVER
        module = "" if kind.__module__ == "builtins" else kind.__module__ + "."
        table.setdefault(module + kind.__qualname__, set()).update(names)
        for base in kind.__mro__[1:]:
            if base.__module__ == kind.__module__ and base.__qualname__ not in table:
                add(base)

    for value in vars(builtins).values():
        if isinstance(value, type):
            add(value)
    for value in samples():
        add(type(value), () if isinstance(value, (types.ModuleType, types.GenericAlias)) else
            dir(value))
    for name in MODULES:
        module = importlib.import_module(name)
        table[name] = set(dir(module))
        for value in vars(module).values():
            if isinstance(value, type) and not value.__name__.startswith("_"):
                add(value)
    table["function"].discard("__builtins__")
    return {key: names for key, names in table.items() if names}


print("// Made by cpython_names.py: the attributes of CPython 3.11's types and modules.")
for key, names in sorted(rows().items()):
    lines = textwrap.wrap(" ".join(sorted(names)), 88, break_long_words=False)
    print(f'{{"{key}", " "')
    for line in lines:
        print(f'    "{line} "')
    print("},")
