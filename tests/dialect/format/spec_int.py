# format() of integers: fill, align, sign, alternate, zero, width, grouping, type.
values = (0, 7, -7, 255, -255, 1234567, -1234567, 10**20, True)
for spec in ("", "d", "5", "5d", "<5", ">5", "^5", "^6", "=5", "*^9", "0=6", "+", "-", " ", "+d",
        "05", "+05", "<05", "x", "X", "o", "b", "#x", "#X", "#o", "#b", "#010x", "010b", ",", "_",
        ",d", "_d", "_x", "_b", "#_x", "012,", "+,", ">15,", "e", ".2e", "f", ".1f", "g", ".3g",
        "%", ".1%", "n", "é>4", "}>4", ">>4", "<<4", "x<12", "010,", "04_b", "08_x"):
    row = []
    for value in values:
        row.append(format(value, spec))
    print(repr(spec), row)
print(format(65, "c"), format(8364, "c"), format(97, ">3c"), format(True, "d"), format(True, ""),
    format(False, "5"), format(True, "s") if False else "-")
