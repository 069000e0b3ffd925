# Shifts and bitwise operators on small, negative and large integers.
for a in (0, 1, -1, 5, -6, 0xFF, -0x100, 2**63, -2**63, 2**100 + 12345, -(2**100) - 12345):
    for b in (0, 1, -1, 0b1010, -0b1011, 2**64 - 1, -(2**70)):
        print(a & b, a | b, a ^ b)
for a in (1, -1, 7, -7, 2**65, -2**65 - 1):
    for n in (0, 1, 31, 63, 64, 65, 100):
        print(a, n, a << n, a >> n)
print(~0, ~-1, ~(2**70), ~(-2**70))
print(1 << 200)
print(-1 >> 1000, 1 >> 1000, 0 << 1000)
for text in ("1 << -1", "1 >> -1"):
    try:
        print(1 << -1 if "<<" in text else 1 >> -1)
    except ValueError as error:
        print(error)
print(True & False, True | False, True ^ True, True & 1, True << 3, type(True & True),
    type(True & 1))
print((5).bit_length(), (0).bit_length(), (-1).bit_length(), (2**100).bit_length(),
    (255).bit_count())
