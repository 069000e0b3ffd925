# Methods and attributes of int; bin, oct, hex, round to tens.
print((5).real, (5).imag, (5).numerator, (5).denominator, (5).conjugate())
print(True.real, True.numerator, (-7).__abs__(), (7).__add__(3), (7).__floordiv__(-2))
print((255).to_bytes(2, "big"), (255).to_bytes(2, "little"), (-1).to_bytes(4, "big", signed=True))
print(int.from_bytes(b"\x01\x00", "big"), int.from_bytes(b"\x01\x00", "little"),
    int.from_bytes(b"\xff", "big", signed=True))
print(bin(10), bin(-10), bin(0), oct(64), oct(-1), hex(255), hex(-255), hex(2**70), bin(True))
print(round(1234, -2), round(1250, -2), round(1350, -2), round(-1250, -2), round(15, -1),
    round(25, -1), round(5, -1), round(7), round(7, 3))
print(round(10**30 + 5 * 10**9, -10), round(-55, -1), round(49, -2), round(50, -2), round(51, -2),
    round(True))
print((10).bit_count(), (3).as_integer_ratio(), int.bit_length(8))
print(abs(-5), abs(True), abs(-2**80), abs(0))
print(int.__name__, type(5), type(5).__name__, isinstance(True, int), issubclass(bool, int),
    type(True), type(2**90))
print(5 .bit_length(), 5. .is_integer(), (5).__class__)
for function in (bin, oct, hex):
    try:
        function(1.0)
    except TypeError as error:
        print(error)
