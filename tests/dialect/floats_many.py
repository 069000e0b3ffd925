"""The text of floats against CPython's, for many of them.

    floats_many.py PROGRAM      PROGRAM is tests/support/numbers
"""

import math
import pathlib
import random
import struct
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from tap import Tap


def bits(number):
    return struct.unpack("<Q", struct.pack("<d", number))[0]


def patterns():
    """Every power of two and its neighbours, subnormals, random bits, short decimals."""
    for exponent in range(-1074, 1024):
        power = math.ldexp(1.0, exponent)
        yield from (bits(power) + step for step in (-1, 0, 1))
    random.seed(20)
    for _ in range(2000):
        yield random.getrandbits(random.randint(1, 52))
    for _ in range(100000):
        yield random.getrandbits(64)
    for _ in range(20000):
        yield bits(float(f"{random.randint(0, 10 ** random.randint(1, 17))}e{random.randint(-330, 308)}"))
    for text in ("0", "-0.0", "1e16", "9999999999999998", "1e-4", "1e-5", "123456789012345680",
                 "5e-324", "1.7976931348623157e308", "2.2250738585072014e-308", "inf", "-inf",
                 "nan", "0.1", "1e22", "1e23", "9007199254740993"):
        yield bits(float(text))


def main(program):
    tap = Tap()
    numbers = list(patterns())
    run = subprocess.run([program], input="".join(f"{number:x}\n" for number in numbers),
                         capture_output=True, text=True, timeout=300)
    got = run.stdout.split("\n")[:-1]
    expected = [repr(struct.unpack("<d", struct.pack("<Q", number))[0]) for number in numbers]
    wrong = [f"{number:x}: expected {its}, got {mine}"
             for number, its, mine in zip(numbers, expected, got) if its != mine]
    tap.ok(len(got) == len(expected) and not wrong, f"the text of {len(numbers)} floats",
           "\n".join(wrong[:20]) or run.stderr)
    tap.finish()


main(*sys.argv[1:])
