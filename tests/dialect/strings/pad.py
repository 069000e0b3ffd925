# center, ljust, rjust, zfill, expandtabs.
for s in ("", "a", "ab", "abc", "é", "-42", "+7", "--1"):
    for width in (0, 1, 4, 5, 6, -3):
        print([s.center(width), s.ljust(width, "."), s.rjust(width, "*"), s.center(width, "-"),
            s.zfill(width)])
print(repr("a\tb\tc".expandtabs()), repr("a\tb\tc".expandtabs(4)), repr("\t".expandtabs(0)),
    repr("ab\tc\nd\te".expandtabs(3)), repr("a\tb".expandtabs(tabsize=2)),
    repr("a\tb".expandtabs(1)))
for function in (lambda: "a".center(5, "ab"), lambda: "a".ljust(5, ""), lambda: "a".rjust("5"),
        lambda: "a".center(), lambda: "a".zfill(2.0), lambda: "a".center(5, 1)):
    try:
        print(function())
    except TypeError as error:
        print(error)
print("漢".center(4, "é"), "x".ljust(3, "漢"), "5".zfill(3), "-5".zfill(3), "+5".zfill(5),
    "abc".zfill(5))
