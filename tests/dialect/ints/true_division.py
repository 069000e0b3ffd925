# True division: exact halves, huge operands, overflow.
print(1 / 2, 7 / 7, -7 / 2, 6 / 4, 1 / 3, 2 / 3, 10 / 3, -1 / 3)
print(10**300 / 10**299, 10**400 / 10**399, (10**400 + 1) / 10**400, 1 / 10**308, 1 / 10**400)
print((2**53 + 1) / 1, (2**54 + 2) / 2, (2**64 - 1) / 1, (2**1024 - 1) // 2**1000 / 1)
print(9007199254740993 / 3, 123456789012345678901234567890 / 987654321)
for function in (lambda: 10**400 / 1, lambda: 10**400 / 3, lambda: float(10**400),
        lambda: 10**400 * 1.0, lambda: 10**400 + 0.5,
                 lambda: -(10**310) / 7, lambda: 1.5 - 10**400, lambda: 1e308 * 10,
                     lambda: 2.0 ** 5000, lambda: 2 ** -5000):
    try:
        print(function())
    except OverflowError as error:
        print(type(error).__name__, error)
