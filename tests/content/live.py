"""Every shipped question and lesson step run on live ranks: the keys are what happens."""

import pathlib
import subprocess
import sys

sys.path.insert(0, "tests/support")
from tap import Tap


def main(program):
    tap = Tap()
    files = sorted(p for folder in ("quizzes/bank", "lessons/course")
                   for p in pathlib.Path(folder).glob("*.md") if p.name != "misconceptions.md")
    for path in files:
        paths = [path, "quizzes/bank/misconceptions.md"] if "bank" in path.parts else [path]
        run = subprocess.run([program, "lint", *map(str, paths)], capture_output=True, text=True,
                             timeout=600, stdin=subprocess.DEVNULL)
        tap.ok(run.returncode == 0, f"{path} is what happens", run.stdout + run.stderr)
    tap.finish()


main(sys.argv[1])
