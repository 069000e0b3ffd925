# divmod, pow, round and abs across kinds of numbers.
for a, b in ((7, 2), (-7, 2), (7, -2), (7.5, 2), (-7.5, 2), (7, 2.5), (True, 2), (10**20, 7),
        (10**20, 1e5), (0, 5), (0.0, -5), (5, 10**30), (1e30, 1e-5)):
    print(divmod(a, b), (a // b, a % b), pow(a, 2), abs(a), round(a), round(a, 1), round(a, -1))
for args in ((2, 10), (2, -2), (2.0, 3), (0, 0), (-2, 3), (2, 0.5), (10, 20), (3, 4, 5), (-3, 4, 5),
        (3, -1, 7), (0, 5, 3), (2, 100, 1), (10**30, 2, 10**9), (True, 5), (1.5, -1)):
    print(args, pow(*args))
for value in (2.5, 3.5, -2.5, 0.5, 1.25, 1.35, 2.675, 1e15 + 0.3, 123456789.987654321, 1e-10, 5e-5):
    print(value, [round(value, n) for n in range(-3, 7)], round(value), int(value),
        float(int(value)))
print(round(7), round(7, 2), round(7, -1), round(15, -1), round(25, -1), round(-35, -1),
    round(10**20, -19), round(True), round(2**70, -5), type(round(1.0)), type(round(1.0, 1)),
    type(round(1, 1)), round(1e300), round(1.5, None), round(-0.5), round(0.5, 0), round(-0.4, 0))
for function in (lambda: divmod(1, 0), lambda: divmod(1.0, 0), lambda: divmod("a", 1),
        lambda: divmod(1), lambda: pow(0, -1), lambda: pow(0.0, -1), lambda: pow(2, 3, 0),
        lambda: pow(2, 3.0, 4), lambda: pow(2.0, 3, 4), lambda: pow(2, -1, 4), lambda: pow("a", 2),
        lambda: pow(10.0, 400), lambda: abs("a"), lambda: abs(None), lambda: round("a"),
        lambda: round(1, "a"), lambda: round(1.5, 1.5), lambda: round(float("inf")),
        lambda: round(float("nan")), lambda: round([]), lambda: round()):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)
