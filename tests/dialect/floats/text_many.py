# repr of many floats made by arithmetic from a linear congruential generator.
state = 12345
digits = 0
for i in range(1500):
    state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
    mantissa = (state >> 11) + 1
    exponent = (state >> 3) % 600 - 350
    x = mantissa * 2.0**exponent
    assert float(repr(x)) == x
    digits += len(repr(x))
    if i % 5 == 0:
        print(x)
print(digits)
