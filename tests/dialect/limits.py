"""What must not end or stop the dialect: nesting, a budget, Ctrl-C, failing allocations.

    limits.py PROGRAM deep|memory|interrupts        the scripts of limits/
    limits.py PROGRAM starved [--points N]          every script, allocations failing from some point on
    limits.py PROGRAM leaks                         every script; only a sanitizer sees them

Nothing here is timed: the limits are a hundred times what is needed.
"""

import argparse
import os
import pathlib
import random
import re
import signal
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
from tap import Tap

LONG = 120  # seconds

# What would run for minutes, or for ever; `big` is a list of a million ints.
ENDLESS = {
    "while": "while True: pass",
    "for": "for i in range(10**12): pass",
    "nested calls": "f = lambda n: n and (f(n - 1), f(n - 1))\nf(300)",
    "generator": "def g():\n    while True: yield 1\nfor x in g(): pass",
    "except": "while True:\n    try: 1 / 0\n    except ZeroDivisionError: pass",
    "sum of range": "sum(range(10**12))",
    "sum of generator": "sum(x for x in range(10**12))",
    "min with key": "min(range(10**12), key=lambda x: x)",
    "any": "any(map(bool, (0 for x in range(10**12))))",
    "in iterator": "-1 in iter(range(10**12))",
    "in map": "-1 in map(abs, range(10**12))",
    "in list": "while -1 not in big: pass",
    "list.index": "big.index(object()) if False else [big.count(-1) for _ in iter(int, 1)]",
    "list == list": "other = list(big)\nwhile other == big: pass",
    "list * int": "while True: big * 20",
    "str * int": "while True: 'ab' * 10**8",
    "sort": "values = [i * 7919 % 1000003 for i in big]\nwhile True: sorted(values)",
    "sort with key": "while True: sorted(big, key=lambda x: -x)",
    "sort of texts": "values = [str(i * 7919 % 1000003) for i in big]\nwhile True: sorted(values)",
    "sort by __lt__": "class A:\n    def __lt__(self, other): return False\n"
                      "values = [A() for i in range(100000)]\nwhile True: sorted(values)",
    "dict.fromkeys": "dict.fromkeys(i % 5 for i in range(10**12))",
    "dict comprehension": "{i % 5: i for i in range(10**12)}",
    "set": "set(i % 5 for i in range(10**12))",
    "set & set": "a, b = set(big), set(big)\nwhile True: a & b",
    "pow with modulus": "pow(3, 10**6000, 10**6000 + 7)",
    "pow": "while True: 3 ** 600000",
    "factorials": "while True:\n    x = 1\n    for i in range(1, 5000): x *= i",
    "text of ints": "x = 3 ** 8000\nwhile True: str(x)",
    "repr": "while True: repr(big)",
    "join": "texts = ['ab'] * 10**6\nwhile True: ','.join(texts)",
    "split": "text = 'ab ' * 10**6\nwhile True: text.split()",
    "replace": "text = 'ab' * 10**6\nwhile True: text.replace('ab', 'bab')",
    "find": "text = 'a' * 10**6\nwhile True: text.find('b')",
    "upper": "text = 'aé' * 10**6\nwhile True: text.upper()",
    "filter": "next(filter(None, (0 for _ in range(10**12))))",
    "zip": "for _ in zip(range(10**12), range(10**12)): pass",
    "unpack": "a, *b, c = (0 for i in range(10**12) if i < 0)",
    "iter with end": "for _ in iter(lambda: 1, 2): pass",
    "freeing": "while True:\n    x = None\n    for i in range(10**6): x = (x,)",
}


def run(command, path, **environment):
    """A finished run; one that had to be killed raises."""
    return subprocess.run([*command, str(path)], stdin=subprocess.DEVNULL, capture_output=True,
                          timeout=LONG, check=False, cwd=path.parent,
                          env=dict(os.environ, **environment))


def crashed(done):
    text = done.stderr.decode("utf-8", "replace")
    return done.returncode < 0 or "Sanitizer" in text or "runtime error" in text


def check_deep(tap, options):
    done = run(options.program, HERE / "limits" / "deep.py")
    lines = done.stdout.decode().splitlines()
    odd = [line for line in lines if not re.match(r"RecursionError maximum recursion|fine ", line)]
    tap.ok(not crashed(done), "nothing crashes", done.stderr.decode()[-2000:])
    tap.equal(odd, ["done", "{1: {...}}", "[[...]]", "([(...)],)"], "all is refused or fine")
    tap.ok(sum("RecursionError" in line for line in lines) > 40, "most is refused", lines)


def check_memory(tap, options):
    done = run(options.program, HERE / "limits" / "memory.py", DIALECT_BUDGET=str(32 << 20))
    lines = done.stdout.decode().splitlines()
    tap.ok(not crashed(done), "nothing crashes", done.stderr.decode()[-2000:])
    for line in lines[:-1]:
        tap.ok(line.endswith("MemoryError 1000 ()"), line)
    tap.equal(lines[-1:], ["alive 500000 8000000"], "and it lives on")


def check_interrupts(tap, options):
    path = pathlib.Path(options.folder) / f"ranksh-interrupts-{os.getpid()}.py"
    for name, body in ENDLESS.items():
        path.write_text(f"big = list(range(10**6))\nimport sys\nprint('go', file=sys.stderr)\n{body}\n")
        with subprocess.Popen([*options.program, str(path)], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              env=dict(os.environ, DIALECT_BUDGET=str(1 << 30))) as process:
            try:
                assert process.stderr.readline() == b"go\n", "not begun"
                time.sleep(0.05)
                process.send_signal(signal.SIGINT)
                _, err = process.communicate(timeout=LONG)
                tap.ok(err.rstrip().endswith(b"KeyboardInterrupt"), name, err.decode()[-2000:])
            except (AssertionError, subprocess.TimeoutExpired) as error:
                tap.ok(False, name, repr(error))
            finally:
                process.kill()
    path.unlink()


def scripts():
    return [path for path in sorted(HERE.glob("*/*.py")) if path.parent.name != "limits"]


def check_starved(tap, options):
    chance = random.Random(7)
    for path in scripts():
        points = [int(1.8 ** chance.uniform(1, 17)) for _ in range(options.points)]
        bad = ""
        for point in points:
            done = run(options.program, path, DIALECT_FAIL_AFTER=str(point),
                       DIALECT_STEPS="3000000")
            if crashed(done) or done.returncode == 2:
                bad += f"after {point} allocations\n{done.stderr.decode()[-2000:]}\n"
        tap.ok(bad == "", f"{path.parent.name}/{path.stem}", bad)


def check_leaks(tap, options):
    for path in scripts():
        done = run(options.program, path, ASAN_OPTIONS="detect_leaks=1:exitcode=99")
        tap.ok(not crashed(done) and done.returncode != 99, f"{path.parent.name}/{path.stem}",
               done.stderr.decode("utf-8", "replace")[-3000:])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=lambda text: [os.path.abspath(text)])
    parser.add_argument("what", choices=("deep", "memory", "interrupts", "starved", "leaks"))
    parser.add_argument("--points", type=int, default=4)
    parser.add_argument("--folder", default="/tmp")
    options = parser.parse_args()
    tap = Tap()
    {"deep": check_deep, "memory": check_memory, "interrupts": check_interrupts,
     "starved": check_starved, "leaks": check_leaks}[options.what](tap, options)
    tap.finish()


main()
