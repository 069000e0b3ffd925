# float.hex and float.fromhex: rounding, subnormals, mistakes.
for text in ("0x1p0", "0x1.8p1", "-0x.8p0", "0x0.ffffffffffffecp-1022", "0x0.ffffffffffffe8p-1022", "0x0.ffffffffffffe9p-1022", "0x1.00000000000008p0", "0x1.000000000000080001p0",
        "0x1.00000000000018p0", "0x1.fffffffffffff7p1023", "0x.8p-1074", "0x.800001p-1074", "0x1p-1074", "0x1p-1080", "0x0p99999999", "  1.8p3\n", "inf", "-Infinity", "nan", "ABC", "0x10p-4", "+0x1.",
        "0x1p1024", "0x1.fffffffffffff8p1023", "0x", "", "0x1p", "1 2", "0x1p1.5", "0xg", "0x1\x00", "--1", "0x1_0", "1e5", "0x1p99999999999999999999"):
    try:
        print(repr(text), repr(float.fromhex(text)), float.fromhex(text).hex())
    except (ValueError, OverflowError) as error:
        print(repr(text), type(error).__name__, error)


class Own(float):
    pass


print(type(Own.fromhex("0x1p3")).__name__, bool.from_bytes(b"\x01", "big"), (0.1).hex(), (-0.0).hex(), 5e-324.hex())
