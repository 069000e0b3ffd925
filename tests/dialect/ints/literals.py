# Every form of integer literal, and underscores.
print(0, 00, 0_0, 1_000_000, 0x_ff, 0XFF, 0xdead_beef, 0b1010, 0B11, 0o777, 0O17)
print(0xFFFFFFFFFFFFFFFFFFFF, 0b1 << 70, 0o7777777777777777777777777)
print(123456789012345678901234567890123456789)
print(-5, --5, ---5, +5, -+5, ~5, ~~5, not 5)
