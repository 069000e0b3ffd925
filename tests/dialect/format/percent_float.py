# The % operator with floats and text.
inf, nan = float("inf"), float("nan")
for spec in ("%f", "%.2f", "%10.3f", "%-10.3f|", "%010.3f", "%+.1f", "% .1f", "%.0f", "%#.0f", "%e",
        "%.2e", "%12.4E", "%g", "%.3g", "%#g", "%G", "%10.2g", "%F", "%s", "%r", "%d"):
    for value in (0.0, -0.0, 1.0, -1.5, 3.14159265, 1e10, 1.5e-7, 123456789.123, 1e100, 2.5, 0.5,
            100000.0, 1000000.0, 0.0001, 0.00001, inf, -inf, nan):
        if spec == "%d" and (value != value or value in (inf, -inf)):
            continue
        print(spec, "[" + spec % value + "]")
print("%s" % "text", "%r" % "text", "%a" % "é", "%10s|%-10s|%.2s|%10.2s|" % ("abc", "abc", "abc",
    "abc"), "%s" % None, "%s" % [1, "a"], "%s" % {"k": 1}, "%s" % (("a", 1),),
    "%(x)s and %(y)05.1f" % {"x": 1, "y": 2.25, "z": 3}, "%c%c" % ("a", 98))
