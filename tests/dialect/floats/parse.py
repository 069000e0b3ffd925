# float(): the grammar it takes, and what it refuses.
for text in ("1", "1.", ".5", "1.5", "-1.5", "+1.5", " 1.5 ", "1e5", "1E5", "1e+5", "1e-5",
        "1_000.5", "1e1_0", "inf", "-inf", "+Infinity",
             "INF", "nan", "-nan", "NaN", "infinity", "1e400", "-1e400", "1e-400", "0x10", "1e",
                 "e5", ".", "", " ", "1..2", "1,5", "1_",
             "_1", "1__0", "1e5.5", "--1", "+-1", "1 2", "in", "infinit", "nan1", "1.5f", "0b1",
                 "\n2.5\t", "000.5", "1e0005", "٣.٥", "1_e5", "1._5"):
    try:
        print(repr(text), float(text))
    except ValueError as error:
        print(type(error).__name__, error)
for value in (1, True, 2**70, -0.0, b"2.5", None, [], "abc", {}, 10**400):
    try:
        print(float(value))
    except Exception as error:
        print(type(error).__name__, error)
print(float(), float("123456789012345678901234567890"), float("0.1" + "0" * 50 + "1"))
print(float("2.4703282292062327208e-324"), float("2.4703282292062328e-324"),
    float("1.7976931348623158e308"), float("179769313486231580793e289"))
print(1e500, -1e500, 1e-500, .5, 5., 1_0.0_1, 1e1_0, 0.e0, 00.5, 09.5)
