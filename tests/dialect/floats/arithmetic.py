# Floor division, modulo and divmod of floats; signed zeros; infinities.
inf = float("inf")
values = [7.5, -7.5, 2.0, -2.0, 0.1, -0.1, 1e300, 0.0, -0.0, inf, -inf, 3]
for a in values:
    for b in values:
        try:
            print(a, b, a // b, a % b, divmod(a, b))
        except ZeroDivisionError as error:
            print(a, b, error)
print(0.0 * -1, -0.0 + 0.0, 0.0 - 0.0, -0.0 - 0.0, -0.0 * -0.0, 0.0 == -0.0, str(-0.0), abs(-0.0))
print(inf - inf, inf * 0, inf + 1, inf // 1, -inf < inf, inf == inf, 1 / inf, -1 / inf)
print(1e308 + 1e308, -1e308 - 1e308, 1e200 * 1e200, 5e-324 / 2, 5e-324 * 0.5)
print(0.1 + 0.2 == 0.3, 0.5 + 0.25 == 0.75, 1e16 + 1 == 1e16, 0.1 * 3, 0.3 / 0.1, 1.1 * 1.1,
    100 * 1.1)
print(5.0 % 3, -5.0 % 3, 5 % -3.0, -5.0 % -3, 1e20 % 3, 5.5 // 0.5, 1.0 // 0.1, 1.0 % 0.1)
