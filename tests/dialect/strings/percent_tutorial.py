# Old style formatting as tutorials write it.
rank, size, loss = 2, 4, 0.123456
print("Rank %d of %d" % (rank, size))
print('cuda:%d' % rank, "epoch %03d: loss=%.4f (%5.1f%%)" % (7, loss, loss * 100))
print("%s has %s and %r" % ("x", [1, 2], "y"), "%s" % ((1, 2),), "%s" % None,
    "%5s|%-5s|" % (True, False), "%(a)s-%(b)d" % {"a": 1, "b": 2})
print("Rank ", rank, ", epoch ", 3, ": ", loss / 3)
print("Name: %s\tAge: %i\nScore: %+.2e" % ("Al", 5.9, 12345.678),
    "%x %X %o %c %%" % (255, 255, 8, "z"), sep="\n")
template = "%-10s|%8.2f|%4d"
for row in (("alpha", 1.005, 1), ("beta", 22.5, 22), ("gamma", -333.333, 333)):
    print(template % row)
print("#" * 20, "=" * 5 + ">" + "." * 10, "\n" + "-" * 10)
