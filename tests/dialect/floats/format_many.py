# The same floats through repr, %, format and round.
values = [0.1, 0.5, 1.5, 2.5, 0.05, 0.15, 0.25, 0.35, 0.125, 0.375, 1.0005, 1.00005, 1234.5, 99.5,
    999.5, 9999.5, 0.95, 0.995, 1e15 + 0.5, 123456.789, 1 / 7, 22 / 7, 1e-7, 123e-7]
for v in values:
    print(v, "%.0f" % v, "%.1f" % v, "%.2f" % v, "%.3f" % v, "%g" % v, "%.3g" % v, "%e" % v,
        f"{v:.1%}", f"{v:.0e}", f"{v:8.3f}|{v:<8.2f}|{v:^8.1f}|{v:+.2f}", round(v), round(v, 1),
        round(v, 2), round(v, 3), round(-v, 1), str(-v), int(v), v // 1, v % 1)
for digits in range(20):
    print(f"{1 / 7:.{digits}f} {22 / 7:.{digits}e} {100 / 7:.{digits}g} {2**0.5 * 1e10:.{digits}f}")
