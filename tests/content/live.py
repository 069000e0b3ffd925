"""Every shipped question and lesson step run on live ranks: the keys are what happens."""

import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, "tests/support")
from tap import Tap

FOLDERS = "quizzes/bank", "lessons/course"


def main(program):
    tap = Tap()
    with tempfile.TemporaryDirectory() as home:
        run = subprocess.run([program, "lint", *FOLDERS], capture_output=True, text=True,
                             timeout=840, stdin=subprocess.DEVNULL,
                             env={**os.environ, "XDG_DATA_HOME": home})
        left = [str(path) for path in pathlib.Path(home).rglob("*")]
    said = run.stdout + run.stderr
    for path in sorted(path for folder in FOLDERS for path in pathlib.Path(folder).glob("*.md")):
        tap.ok(f"{path}:" not in said, f"{path} is what happens", said)
    tap.ok(run.returncode == 0 and "0 errors, 0 warnings" in said, "no errors, no warnings", said)
    tap.equal(left, [], "what trials save is not the learner's")
    tap.finish()


main(sys.argv[1])
