# The limit of decimal digits and how to move it.
import sys

print(sys.get_int_max_str_digits(), len(str(10 ** 4299)))
big = 10 ** 4300
for attempt in (lambda: str(big), lambda: int("1" * 4301), lambda: f"{big}", lambda: print(big)):
    try:
        print(attempt())
    except ValueError as error:
        print(error)
sys.set_int_max_str_digits(640)
try:
    str(10 ** 640)
except ValueError as error:
    print(error)
sys.set_int_max_str_digits(0)
text = str(3 ** 20000)
print(len(text), text[:20], text[-20:], int(text) == 3 ** 20000, len(str(-2 ** 100000)), str(-big)[:5])
for wrong in (639, -1, "a"):
    try:
        sys.set_int_max_str_digits(wrong)
    except (ValueError, TypeError) as error:
        print(error)
sys.set_int_max_str_digits(4300)
print(len(hex(big)), len(bin(10 ** 5000)))
