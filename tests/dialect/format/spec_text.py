# format() of text and other objects.
for spec in ("", "s", "10", "<10", ">10", "^10", "*^11", ".2", "6.2", ">6.2s", "é^5", "05", "<05",
        ".0", "0>5"):
    print(repr(spec), [format(s, spec) for s in ("", "a", "abc", "héllo", "漢字")])
print([format(v) for v in (None, [1], (1, 2), {"a": 1}, 1.5, True, "s", range(3))],
    format(None, ""), format([1], ""), f"{None}", f"{[1, 'a']}")


class Money:
    def __init__(self, amount):
        self.amount = amount

    def __format__(self, spec):
        if spec == "":
            return f"{self.amount}"
        if spec == "eur":
            return f"{self.amount:.2f} EUR"
        return format(self.amount, spec)

    def __str__(self):
        return "money"

    def __repr__(self):
        return "Money()"


m = Money(12.5)
print(f"{m}", f"{m:eur}", f"{m:8.1f}|", f"{m!s:>7}", f"{m!r:>9}", "{:eur}".format(m),
    "{!s}".format(m), format(m, "eur"), format(m), str(m), "%s %r" % (m, m), f"{m=}", f"{m=:eur}",
    f"{m=!s}")


class Plain:
    def __str__(self):
        return "plain"


print(f"{Plain()}", format(Plain()), "{}".format(Plain()), f"{Plain()!s:^9}")
for spec in ("5", "x", "s"):
    try:
        print(format(Plain(), spec))
    except TypeError as error:
        print(error)
