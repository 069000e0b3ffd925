# Text of every power of two and its neighbours.
import math

x = 5e-324
count = 0
total = 0
for exponent in range(-1074, 1024):
    x = math.ldexp(1.0, exponent)
    total += len(repr(x))
    if exponent % 16 == 0 or exponent in (-1074, -1073, -1022, 1023):
        print(exponent, x, math.nextafter(x, 0.0), math.nextafter(x, math.inf))
    assert float(repr(x)) == x
    count += 1
print(count, total)
