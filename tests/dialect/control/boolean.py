# and, or, not: values and short circuits, chained comparisons evaluated once, is, in.
def t(label, value):
    print(label, end=" ")
    return value


print(t("a", 1) and t("b", 2), t("c", 0) and t("d", 2), t("e", 1) or t("f", 2),
    t("g", 0) or t("h", ""))
print(t("a", 1) < t("b", 2) < t("c", 3), t("d", 3) < t("e", 2) < t("f", 9),
    t("g", 1) == t("h", 1) != t("i", 2) > t("j", 0))
print(0 or "" or [] or "last", 1 and "x" and [] and "never", not 0, not "", not not 5, not 1 == 2,
    not None and True or False)
print(1 < 2 < 3, 1 < 3 < 2, 1 < 2 > 1, 1 == 1 == 1, 3 > 2 >= 2 != 1, 1 < 2 in [2], 1 in [1] == True,
    (1 in [1]) == True, "a" < "b" < "c" == "c", None is None is None, not 1 < 2 < 3)
print(True + True, True * 5, sum([True, False, True]), True == 1, False < True, -True, True / 2,
    True if "False" else False, bool("False"), int(True), [10, 20][True], {True: "t"}[1],
    True & False, True | False, True ^ True, ~True, not True, isinstance(True, int), str(True),
    True is not False)
x = None
print(x is None, x is not None, x == None, x or "default", x and x.attribute, [] is [], () == ())
a = [1]
b = a
c = [1]
print(a is b, a is c, a == c, a is not c, a in [c], id(a) == id(b), id(a) == id(c))
print(3 in [1, 2, 3], 3 not in [1, 2, 3], "a" in "abc" and "z" not in "abc", (1, 2) in {(1, 2): 3},
    not 3 in [1], 3 if 0 else 4 or 5, (lambda: 1 or 2)(), 1 or 2 and 3, (1 or 2) and 3, not 1 or 2,
    5 and not 0)
calls = []


def f(x):
    calls.append(x)
    return x


f(1) if f(0) else f(2)
f(3) and f(0) or f(4)
[f(5), f(6)][0]
{f(7): f(8)}
f(9) + f(10) * f(11)
print(f(12), f(13))
f(14) < f(15) < f(16)
g = lambda a, b=f(17): 0
g(f(18), b=f(19))
d = {}
d[f(20)] = f(21)
x, d[f(22)] = f(23), f(24)
print(calls)
