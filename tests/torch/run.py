"""Runs scripts with tensors and compares what they print with what PyTorch 1.13.1 printed.

    run.py PROGRAM [FILE…]          PROGRAM is build/tests/support/dialect_torch
    run.py --record PYTHON [FILE…]  writes the .expected files; PYTHON has PyTorch 1.13.1

A script calls show(lambda: …) for each thing that it asks; a line or an exception's first line
answers. What ranksh does as later releases do, or better, has no place here.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
from tap import Tap

LIMIT = 240  # seconds; far more than any script needs


def run(command, script):
    done = subprocess.run(command + [str(script)], capture_output=True, text=True, timeout=LIMIT,
                          cwd=HERE, check=False)
    out = re.sub(r"0x[0-9a-f]+", "0x", done.stdout)
    return out if done.returncode == 0 else out + f"exit {done.returncode}: {done.stderr[-400:]}"


def first_difference(got, expected):
    got, expected = got.split("\n"), expected.split("\n")
    for number, (a, b) in enumerate(zip(got, expected), 1):
        if a != b:
            return f"line {number}: expected {b!r}\n         got {a!r}"
    return f"{len(got)} lines instead of {len(expected)}"


def main():
    record = sys.argv[1] == "--record"
    program = shutil.which(sys.argv[2 if record else 1])
    command = [str(pathlib.Path(program).absolute())] + (["-W", "ignore"] if record else [])
    scripts = [pathlib.Path(name).resolve() for name in sys.argv[3 if record else 2:]]
    tap = Tap()
    for script in scripts or sorted(set(HERE.glob("*.py")) - {pathlib.Path(__file__).resolve()}):
        expected = script.with_suffix(".expected")
        out = run(command, script)
        if record:
            expected.write_text(out)
        else:
            wanted = expected.read_text()
            tap.ok(out == wanted, script.stem, first_difference(out, wanted))
            # The engine may write a result over memory that nobody needs any more: without it
            # nothing may change.
            if script.stem in ("gradients", "graphs", "everyday", "in_place"):
                os.environ["DIALECT_NO_REUSE"] = "1"
                out = run(command, script)
                del os.environ["DIALECT_NO_REUSE"]
                tap.ok(out == wanted, script.stem + " without reuse of memory",
                       first_difference(out, wanted))
    if not record:
        tap.finish()


main()
