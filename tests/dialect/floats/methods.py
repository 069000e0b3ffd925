# Methods of float, conversions, integer tests, hashes equal to those of equal ints.
print((2.0).is_integer(), (2.5).is_integer(), float("inf").is_integer(), (0.5).as_integer_ratio(),
    (-2.75).as_integer_ratio(), (1e300).is_integer())
print((0.1).as_integer_ratio(), (3.0).hex(), (-0.1).hex(), (0.0).hex(), float.fromhex("0x1.8p1"),
    float.fromhex("-0x.8"), (5e-324).hex(), float("inf").hex())
print((1.5).real, (1.5).imag, (1.5).conjugate(), (-1.5).__abs__(), (1.5).__add__(2),
    (1.5).__int__())
print(int(1e15), int(1e22), int(-1e22), int(0.99999), int(-0.99999), int(1e100))
print(hash(1.0) == hash(1), hash(2.0**70) == hash(2**70), hash(0.5), hash(-0.5), hash(1.5),
    hash(float("inf")), hash(-float("inf")), hash(0.1), hash(-0.0), hash(1e300))
print(bool(0.0), bool(-0.0), bool(float("nan")), bool(5e-324))
for value in (float("inf"), float("nan")):
    for function in (int, round, lambda x: x.as_integer_ratio()):
        try:
            print(function(value))
        except Exception as error:
            print(type(error).__name__, error)
print(float.__name__, type(1.0), isinstance(1.0, float), isinstance(1, float), float(True),
    1.0 .is_integer())
print(max(0.1, 0.2, -0.3), min([2.5, 2, 2.25]), sum([0.1] * 10), sum([0.1] * 10, 0.0),
    sum([1, 2.5, True]), abs(-2.5), divmod(7.5, 2))
print(-1.5 .__neg__(), 1e3, 1E3, float(1 << 60), 3.0 == 3)
