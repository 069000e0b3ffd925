# What % says when the arguments don't fit.
cases = [("%d", "x"), ("%d", None), ("%d %d", 1), ("%d", (1, 2)), ("%s %s", ("a",)), ("no", 1),
    ("no", (1,)), ("no", ()), ("no", {"a": 1}), ("no", [1]), ("%", 1), ("%z", 1), ("%5", 1),
    ("%(a)s", 1), ("%(a)s", {"b": 1}), ("%(a)d", {"a": "x"}), ("%c", "ab"), ("%c", -1), ("%c", 1.5),
    ("%x", 1.5), ("%x", "a"), ("%f", "a"), ("%f", None), ("%*d", ("a", 1)), ("%.*f", (1,)),
    ("%o", 2.0), ("%e", []), ("%(a", {"a": 1}), ("%d", float("nan")), ("%d", float("inf")),
    ("%s%s%s", "ab"), ("%i", "3"), ("%c", 0x110000), ("%q%d", 1), ("abc %é", 1), ("%X", None),
    ("%g", "1"), ("%u", [])]
for template, argument in cases:
    try:
        print(repr(template), argument, template % argument)
    except Exception as error:
        print(repr(template), argument, type(error).__name__, error)
