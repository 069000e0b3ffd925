# What builtins say when called wrongly: class and message.
class C: pass


def attempt(label, function):
    try:
        print(label, function())
    except Exception as error:
        print(label, type(error).__name__, error)


attempts = {
    "len int": lambda: len(5), "len none": lambda: len(None), "len gen": lambda: len(x for x in []),
        "abs text": lambda: abs("a"), "abs none": lambda: abs(), "sum text": lambda: sum(["a"]),
        "sum text start": lambda: sum(["a"], ""), "sum int": lambda: sum(5),
        "sum lists": lambda: sum([[1], [2]]), "sum none": lambda: sum([1, None]),
        "sum none args": lambda: sum(),
    "min empty": lambda: min([]), "max empty": lambda: max([]), "max none": lambda: max(),
        "max int": lambda: max(5), "max mixed": lambda: max(1, "a"),
        "min mixed": lambda: min("a", 1), "max default": lambda: max([], default=0),
        "max default args": lambda: max(1, 2, default=3), "max key": lambda: max([1, 2], key=5),
        "max bad keyword": lambda: max(1, 2, foo=3), "max key none": lambda: max([3, 5], key=None),
        "min iter": lambda: min(iter([])),
    "int list": lambda: int([]), "int none": lambda: int(None), "int text": lambda: int("abc"),
        "int float text": lambda: int("1.5"), "int base": lambda: int("z", 40),
        "float text": lambda: float("abc"), "float list": lambda: float([1]),
        "float none": lambda: float(None), "str extra": lambda: str(1, 2, 3, 4),
        "bool extra": lambda: bool(1, 2), "bool keyword": lambda: bool(x=1),
        "list int": lambda: list(5), "tuple int": lambda: tuple(5), "set int": lambda: set(5),
        "dict int": lambda: dict(5), "dict list": lambda: dict([1, 2]),
        "dict short": lambda: dict([[1]]), "iter int": lambda: iter(5),
        "next list": lambda: next([]), "next empty": lambda: next(iter([])),
        "next default": lambda: next(iter([]), None), "next none": lambda: next(),
    "range float": lambda: range(1.5), "range zero": lambda: range(0, 5, 0),
        "range text": lambda: range("5"), "enumerate int": lambda: enumerate(5),
        "enumerate start": lambda: list(enumerate("a", "b")), "zip int": lambda: zip(1, 2),
        "zip second": lambda: zip([], 2), "map one": lambda: map(len),
        "map int": lambda: map(len, 5), "map call": lambda: list(map(5, [1])),
        "filter int": lambda: filter(None, 5), "filter one": lambda: filter(None),
        "reversed int": lambda: reversed(5), "reversed set": lambda: reversed({1}),
        "reversed gen": lambda: reversed(x for x in []), "sorted int": lambda: sorted(5),
        "sorted mixed": lambda: sorted([1, "a", None]),
        "sorted args": lambda: sorted([1], lambda x: x), "any int": lambda: any(5),
        "all none": lambda: all(None), "any two": lambda: any(1, 2),
    "isinstance": lambda: isinstance(1), "isinstance bad": lambda: isinstance(1, "int"),
        "isinstance list": lambda: isinstance(1, [int]), "issubclass": lambda: issubclass(1, int),
        "issubclass 2": lambda: issubclass(int, "x"), "callable": lambda: callable(),
        "hash list": lambda: hash([]), "hash dict": lambda: hash({}), "id": lambda: id(),
        "ord": lambda: ord("ab"), "ord int": lambda: ord(5), "chr text": lambda: chr("a"),
        "chr big": lambda: chr(1114112), "chr negative": lambda: chr(-1),
        "chr float": lambda: chr(1.0), "hex float": lambda: hex(1.5), "bin text": lambda: bin("1"),
        "round text": lambda: round("a"), "round digits": lambda: round(1.5, "a"),
        "pow text": lambda: pow("a", 2), "pow three": lambda: pow(2.0, 3, 4),
        "pow zero": lambda: pow(2, 3, 0), "pow none": lambda: pow(2),
        "divmod zero": lambda: divmod(1, 0), "divmod text": lambda: divmod("a", 2),
        "repr none": lambda: repr(), "type none": lambda: type(), "type two": lambda: type(1, 2),
        "getattr": lambda: getattr(5, "x"), "getattr int": lambda: getattr(5, 5),
        "setattr": lambda: setattr(C(), 5, 5), "hasattr": lambda: hasattr(5),
        "vars": lambda: vars(5), "format": lambda: format(5, 5),
        "print sep": lambda: print(1, sep=5), "slice": lambda: slice(), "object": lambda: object(5),
        "super": lambda: super(), "staticmethod": lambda: staticmethod(),
        "input": lambda: int("12abc"), "ascii": lambda: ascii(),
        "frozenset": lambda: frozenset(1, 2), "sum keyword": lambda: sum([1], start=5),
        "bytes": lambda: bytes("abc"), "abs list": lambda: abs([]),
        "max unorderable": lambda: max({}, {}), "min objects": lambda: min(C(), C()),
        "zip strict": lambda: list(zip([1], [1, 2], strict=True)),
        "zip strict 2": lambda: list(zip([1, 2], [1], strict=True)),
        "zip strict 3": lambda: list(zip([1], [1], [], strict=True)),
}
for label, function in attempts.items():
    attempt(label, function)
