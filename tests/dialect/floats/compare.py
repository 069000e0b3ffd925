# Comparing and sorting floats, inf and nan inside containers, min and max of them.
inf, nan = float("inf"), float("nan")
values = [1.5, -inf, 0.0, -0.0, inf, 2**53, 1e-320, -1.5]
print(sorted(values), sorted(values, reverse=True), max(values), min(values),
    sorted(values, key=abs), inf > 10**400, -inf < -(10**400), inf == float("1e999"),
    inf - 1 == inf)
print([v == nan for v in [nan, 1, inf]], nan in (nan,), (nan,) == (nan,), {nan: 1}.get(nan),
    [nan].index(nan), [nan].count(nan), nan != nan, not nan == nan, nan is nan,
    sorted([3, nan, 1]) == sorted([3, nan, 1]), float("nan") in [float("nan")])
print(0.1 + 0.2 <= 0.3, 0.1 + 0.7 == 0.8, abs(0.1 + 0.2 - 0.3) < 1e-9, 1e16 + 1.0 == 1e16, 3 == 3.0,
    3 < 3.5 < 4, 2**53 == 2.0**53 + 1, 2**53 + 1 == 2.0**53 + 1, 0.5 == 1 / 2,
    1 / 3 == 0.3333333333333333, 10**16 == 1e16, 10**23 == 1e23)
for a, b in ((1, "a"), (1.5, None), (2.5, [1]), ("a", 1.5), ({}, 0.5)):
    try:
        print(a < b)
    except TypeError as error:
        print(error)
    print(a == b, a != b)
