# split, rsplit, splitlines, partition: separators, limits, white space, empties.
for s in ("a b c", "  a   b  c  ", "", "   ", "a,b,,c,", ",", "a\tb\nc\rd", "one", "a, b, c"):
    print(repr(s), s.split(), s.split(" "), s.split(","), s.split(", "), s.split(None, 1),
        s.split(",", 1), s.rsplit(None, 1), s.rsplit(",", 1), s.rsplit(",", 2), s.split(",", 0),
        s.split(None, 0), s.split(",", -1))
    print(s.partition(","), s.rpartition(","), s.partition(" "))
for s in ("a\nb\n", "a\r\nb\rc\n\nd", "\n", "", "no newline", "a\x0bb\x0cc\x1cd\x85e\u2028f"):
    print(s.splitlines(), s.splitlines(True), s.splitlines(keepends=True))
for function in (lambda: "a".split(""), lambda: "a".partition(""), lambda: "a".rsplit(""),
        lambda: "a".split(1), lambda: "a".split(",", "x"), lambda: "a".partition(1),
        lambda: "a".split(",", 1, 2), lambda: "a".split(sep=",", maxsplit=1),
        lambda: "a,b,c".rsplit(maxsplit=1, sep=","), lambda: "a".split(foo=1)):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)
print("xaxbxcx".split("x"), "aXXbXXc".split("XX"), "漢é字é".split("é"), " \u3000 a \xa0 b".split(),
    "a  b".split(" "))
