# format() of floats.
inf, nan = float("inf"), float("nan")
values = (0.0, -0.0, 1.0, -2.5, 3.14159265358979, 1234567.891, 1e16, 1e-5, 1.5e300, 0.5, 99.995,
    inf, -inf, nan)
for spec in ("", ".0f", ".1f", ".2f", "f", "F", "8.2f", "<8.2f", "^9.1f", "=+9.1f", "08.2f", "+.2f",
        " .2f", ",.2f", "_.2f", ",", "012,.1f", "e", ".0e", ".3E", "g", ".0g", ".1g", ".3g", ".10g",
        "G", "#.3g", "#.0f", "%", ".0%", ".2%", "10", "<10", ".3", ".1", ".0", ".17", ".17g", "n",
        ".3n", "*>12.3f", "z.1f", "zf"):
    row = []
    for value in values:
        row.append(format(value, spec))
    print(repr(spec), row)
for n in range(1, 20):
    print(format(1 / 3, f".{n}f"), format(2 / 3, f".{n}g"), format(2 / 3 * 1e10, f".{n}"),
        format(12345.678, f".{n}e"))
