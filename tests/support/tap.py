"""Test Anything Protocol for the test programs written in Python."""

import sys
import traceback


class Tap:
    """Counts checks and prints each as it is made. `finish()` ends the program."""

    def __init__(self):
        self.count = self.failed = 0

    def ok(self, passed, name, detail=""):
        self.count += 1
        self.failed += not passed
        print(f"{'ok' if passed else 'not ok'} {self.count} - {name}")
        if not passed:
            for line in str(detail).splitlines():
                print(f"# {line}")
        sys.stdout.flush()
        return passed

    def equal(self, got, expected, name):
        return self.ok(got == expected, name, f"expected {expected!r}\n     got {got!r}")

    def run(self, name, function, *arguments):
        """A check that fails by raising."""
        try:
            function(*arguments)
        except Exception:
            self.ok(False, name, traceback.format_exc())
        else:
            self.ok(True, name)

    def finish(self):
        print(f"1..{self.count}")
        sys.exit(1 if self.failed else 0)
