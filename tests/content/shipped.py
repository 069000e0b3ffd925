"""The lessons and questions that are built in: what can be said without running them."""

import pathlib
import re
import subprocess
import sys

sys.path.insert(0, "tests/support")
from tap import Tap

BANK, COURSE, TOPICS = (pathlib.Path(p) for p in ("quizzes/bank", "lessons/course",
                                                   "core/diag/topics"))


def listed(folder, build):
    return set(re.findall(r"'([^']*\.md)'", (folder / build).read_text()))


def main(lint):
    tap = Tap()
    files = sorted(map(str, BANK.glob("*.md")))
    run = subprocess.run([lint, *files], capture_output=True, text=True)
    tap.ok(run.returncode == 0 and "0 errors, 0 warnings" in run.stdout,
           "the bank has no errors and no warnings", run.stdout + run.stderr)
    shown = subprocess.run([lint, "--show", *files], capture_output=True, text=True).stdout
    ids = set(re.findall(r"^ranksh/(\S+)", shown, re.M))
    tap.ok(len(ids) >= 100, f"{len(ids)} questions are at least 100")
    kinds = dict(re.findall(r"(\w+) (\d+)  ", shown))
    kinds = {kind: int(number) for kind, number in kinds.items()}
    tap.ok(kinds["predict"] >= 25, "at least 25 predict questions", kinds)
    tap.ok(kinds["fix"] + kinds["order"] >= 12, "at least 12 fix or order questions", kinds)
    first = re.search(r"### .*", (BANK / "practice.md").read_text())
    tap.ok(first, "the practice questions are there")
    for folder in (BANK, COURSE):
        there = {path.name for path in folder.glob("*.md")}
        tap.equal(listed(folder, "meson.build"), there, f"all of {folder} is built in")
    there = {f"topics/{path.name}" for path in TOPICS.glob("*.md")}
    tap.ok(there <= listed(TOPICS.parent, "meson.build"), "all topics are built in", there)
    for lesson in sorted(COURSE.glob("*.md")):
        asked = {name.strip() for names in re.findall(r"<!-- quiz: (.*?) -->", lesson.read_text())
                 for name in names.split(",")}
        tap.ok(asked <= ids, f"{lesson.name} asks questions that exist", asked - ids)
        commands = set(re.findall(r"`(%\w+)", lesson.read_text()))
        tap.ok(len(commands) <= 4, f"{lesson.name} uses at most four % commands", commands)
    tap.finish()


main(sys.argv[1])
