"""Runs scripts with CPython 3.11 and with the dialect and compares what they do.

    run.py scripts  [--program CMD] [FILE…]   stdout, exit code, last line of stderr alike
    run.py refused  [--program CMD] [FILE…]   last line of stderr begins as FILE's .expected
    run.py mistakes [--program CMD] [FILE…]   stdout and the whole of stderr as recorded
    run.py mistakes --record                  writes the .expected files with CPython
    run.py outside DIR [--program CMD]        other people's scripts: counts, one line each

CMD is what a script's path is added to; without it CPython is compared with itself.
"""

import argparse
import os
import pathlib
import re
import shlex
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
from tap import Tap

SETS = ("refused", "mistakes")
OTHERS = (*SETS, "limits")  # folders whose scripts CPython doesn't run alike
CRASHED = 1000  # exit codes above this: died of signal (code - CRASHED)
TIMED_OUT = 2000


def find_python():
    """CPython 3.11, whose messages the goldens hold; None if this machine has another one."""
    for name in ("/usr/bin/python3", "python3.11", "python3"):
        try:
            version = subprocess.run([name, "-c", "import sys; print(sys.version_info[:2])"],
                                     capture_output=True, text=True, check=False).stdout
        except OSError:
            continue
        if version.strip() == "(3, 11)":
            return name
    return None


# A traceback's frames in CPython's own library: the dialect has none there.
LIBRARY = re.compile(r'  File "(?:/usr/lib/python3|<frozen )[^"\n]*", line .*\n(?:    .*\n)*')


class Result:
    """What one run of a script did. Paths before the script's name are cut from stderr."""

    def __init__(self, code, out, err, name):
        self.code = code
        self.out = out
        err = LIBRARY.sub("", err)
        self.err = re.sub(r'File "[^"\n]*' + re.escape(name) + '"', f'File "{name}"', err)

    @property
    def last(self):
        lines = self.err.rstrip("\n").split("\n")
        return lines[-1] if lines else ""

    @property
    def refusal(self):
        """The line by which the dialect says what it hasn't got, or None."""
        last = self.last
        if "ranksh has no " in last or "(ranksh has: " in last:
            return last
        return None

    def same(self, other):
        return (self.out, self.code, self.last) == (other.out, other.code, other.last)

    def difference(self, other):
        """The first thing that differs, for a person to read."""
        if self.out != other.out:
            ours, theirs = self.out.split("\n"), other.out.split("\n")
            for number, (mine, its) in enumerate(zip(ours + [""], theirs + [""]), 1):
                if mine != its or number > min(len(ours), len(theirs)):
                    return f"line {number} of stdout\n  expected {mine!r}\n       got {its!r}" + \
                        (f"\n  stderr {other.last!r}" if other.last != self.last else "")
        if self.last != other.last:
            return f"last line of stderr\n  expected {self.last!r}\n       got {other.last!r}"
        return f"exit code\n  expected {self.code}\n       got {other.code}"


def run(command, path, limit, seed="0"):
    environment = dict(os.environ, PYTHONHASHSEED=seed, PYTHONIOENCODING="utf-8", LC_ALL="C.UTF-8",
                       ASAN_OPTIONS="detect_leaks=0:" + os.environ.get("ASAN_OPTIONS", ""))
    environment.pop("PYTHONSTARTUP", None)
    try:
        done = subprocess.run([*command, str(path)], stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=limit, env=environment, cwd=path.parent, check=False)
    except subprocess.TimeoutExpired:
        return Result(TIMED_OUT, "", "", path.name)
    code = CRASHED - done.returncode if done.returncode < 0 else done.returncode
    return Result(code, done.stdout.decode("utf-8", "replace"),
                  done.stderr.decode("utf-8", "replace"), path.name)


def scripts_of(names):
    if names:
        return [pathlib.Path(name).resolve() for name in names]
    return [path for path in sorted(HERE.glob("*/*.py")) if path.parent.name not in OTHERS]


def check_scripts(options, python):
    tap = Tap()
    refused = 0
    for path in scripts_of(options.files):
        name = f"{path.parent.name}/{path.stem}"
        expected = run([python], path, options.limit)
        if options.program is None:  # a script must not depend on the seed of hashes
            got = run([python], path, options.limit, seed="12345")
        else:
            got = run(options.program, path, options.limit)
        refused += got.refusal is not None
        tap.ok(got.same(expected), name, expected.difference(got))
    print(f"# {tap.count - tap.failed} of {tap.count} alike, {refused} refused")
    tap.finish()


def check_refused(options):
    tap = Tap()
    for path in options.files or sorted((HERE / "refused").glob("*.py")):
        path = pathlib.Path(path).resolve()
        expected = path.with_suffix(".expected").read_text(encoding="utf-8").rstrip("\n")
        if options.program is None:
            tap.ok(expected.count("\n") == 0 and "ranksh" in expected, path.stem, expected)
            continue
        got = run(options.program, path, options.limit)
        tap.ok(got.last.startswith(expected) and got.code == 1, f"refused/{path.stem}",
               f"expected {expected!r}\n     got {got.last!r} (exit code {got.code})")
    tap.finish()


def check_mistakes(options, python):
    tap = Tap()
    for path in options.files or sorted((HERE / "mistakes").glob("*.py")):
        path = pathlib.Path(path).resolve()
        got = run(options.program or [python], path, options.limit)
        text = got.out + got.err
        golden = path.with_suffix(".expected")
        if options.record:
            golden.write_text(text, encoding="utf-8")
        expected = golden.read_text(encoding="utf-8")
        tap.ok(text == expected and got.code == 1, f"mistakes/{path.stem}",
               f"expected\n{expected}\ngot (exit code {got.code})\n{text}")
    tap.finish()


def judge(python, path, options):
    """One of the words of the outside summary, and what to show beside it."""
    expected = run([python], path, options.limit)
    if expected.code == TIMED_OUT or not expected.same(run([python], path, options.limit, "12345")):
        return "unstable", "CPython itself gives no fixed answer"
    got = run(options.program or [python], path, options.limit)
    if got.same(expected):
        return "same", ""
    if got.code == TIMED_OUT:
        return "timed out", ""
    if got.code > CRASHED or "Sanitizer" in got.err:
        return "crashed", got.last
    if got.refusal is not None and expected.out.startswith(got.out):
        return "refused", got.refusal
    return "different", expected.difference(got)


def measure_outside(options, python):
    counts = {}
    for path in sorted(pathlib.Path(options.files[0]).resolve().rglob("*.py")):
        word, detail = judge(python, path, options)
        counts[word] = counts.get(word, 0) + 1
        if word not in ("same", "unstable"):
            print(f"{word}: {path}" + "".join(f"\n    {line}" for line in detail.splitlines()))
    print(", ".join(f"{count} {word}" for word, count in sorted(counts.items())))
    return 1 if set(counts) - {"same", "refused", "unstable"} else 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("set", choices=("scripts", "refused", "mistakes", "outside"))
    parser.add_argument("files", nargs="*")
    parser.add_argument("--program", type=shlex.split)
    parser.add_argument("--limit", type=float, default=30)
    parser.add_argument("--record", action="store_true")
    options = parser.parse_intermixed_args()
    if options.program and "/" in options.program[0]:  # scripts run in their own folder
        options.program[0] = os.path.abspath(options.program[0])
    if options.set == "refused":
        return check_refused(options)
    python = find_python()
    if python is None and (options.program is None or options.set not in SETS):
        print("1..0 # SKIP needs CPython 3.11")
        return 0
    if options.set == "outside":
        return measure_outside(options, python)
    return check_scripts(options, python) if options.set == "scripts" else check_mistakes(options,
                                                                                          python)


sys.exit(main())
