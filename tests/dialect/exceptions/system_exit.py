# SystemExit caught, its code, finally on the way out, and the exit code of the script.
import sys

try:
    sys.exit()
except SystemExit as error:
    print(repr(error), error.code)
try:
    sys.exit(3)
except SystemExit as error:
    print(repr(error), error.code)
try:
    sys.exit("message")
except SystemExit as error:
    print(repr(error), error.code)
try:
    raise SystemExit
except BaseException as error:
    print(type(error).__name__)
try:
    try:
        sys.exit(1)
    except Exception:
        print("never: SystemExit is no Exception")
except SystemExit:
    print("caught outside")


def leave():
    try:
        sys.exit(7)
    finally:
        print("finally runs")


leave()
print("never printed")
