# round(): halves to even, digits, negative digits, big and tiny values, special values.
for x in (0.5, 1.5, 2.5, -0.5, -1.5, 0.49999999999999994, 2.675, 1.005, 1e20, -2.4, 2.6, 1e300,
        4503599627370497.5):
    print(x, round(x), round(x, 0), round(x, 1), round(x, 2), round(x, -1))
print(round(1234.5678, 2), round(1234.5678, -2), round(1e22, 1), round(5e-324, 5),
    round(0.1 + 0.2, 15), round(2.5, None))
print(round(1e308, -308), round(1.5e308, -307), round(123.456, 400), round(123.456, -400),
    round(-0.4), round(-0.04, 1))
for digits in range(-4, 18):
    print(digits, round(3141.59265358979, digits), round(0.000123456789, digits))
for args in ((float("nan"),), (float("inf"),), (-float("inf"),), (float("nan"), 1), (1.7e308, -308),
        (1.5, "a"), (1.5, 1.0), ("1",), (None,), ([], 1)):
    try:
        print(round(*args))
    except Exception as error:
        print(type(error).__name__, error)
print(type(round(2.5)), type(round(2.5, 0)), type(round(2, 0)), round(number=2.567, ndigits=1))
