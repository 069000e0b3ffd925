# The % operator with integers: every flag, width, precision and conversion.
for spec in ("%d", "%5d", "%-5d|", "%05d", "%+d", "% d", "%+05d", "%.3d", "%8.3d", "%-8.3d|",
        "%08.3d", "%i", "%u", "%x", "%X", "%#x", "%#X", "%08x", "%#010x", "%o", "%#o", "%c", "%s",
        "%r", "%5s|", "%-5s|", "%.1s", "%e", "%f", "%g"):
    for value in (0, 1, -1, 42, 65, 12345, True, 10**25) if spec != "%c" else (65, 97, 0x20AC):
        print(spec, value, "[" + spec % value + "]")
print("%d" % -255, "%x" % -255, "%#o" % -8, "%d" % 3.99, "%d" % -3.99, "%i" % 1e20,
    "%s %s" % (1, 2), "%*d|%-*d|%.*f" % (5, 42, 5, 42, 2, 3.14159), "%%", "%d%%" % 50)
