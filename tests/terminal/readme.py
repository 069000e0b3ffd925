"""README.md's examples, as a reader would type them: sessions at the prompt and shell commands.

A ```text block that begins with a prompt is a session: what follows a prompt is typed, the rest must
come back. A ```console block holds `$ command` lines and what they print. `…` stands for whatever
may come there. White space is not compared: a terminal wraps lines where it likes.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, "tests/support")
from command import LIMIT, RANKSH, places
from person import Person
from tap import Tap

PROMPT = re.compile(r"((?:\[[\d,-]+\] )?(?:[\d,-]+ waits? )?>>>|\.\.\.)(?: (.*))?$")


def blocks():
    """(number of its first line, language, lines) of each fenced block."""
    inside = None
    for number, line in enumerate(open("README.md", encoding="utf-8"), 1):
        line = line.rstrip("\n")
        if not line.startswith("```"):
            if inside:
                inside[2].append(line)
        elif inside:
            yield inside
            inside = None
        else:
            inside = (number + 1, line[3:].strip(), [])


def bare(text):
    return "".join(text.split())


def pattern(text):
    return ".*?".join(re.escape(part) for part in bare(text).split("…"))


def session(lines):
    """Types what follows each prompt; what stands before the next one must be what came."""
    steps = []
    for line in lines:
        found = PROMPT.match(line)
        if found:
            steps.append([found[1], found[2] or "", ""])
        else:
            steps[-1][2] += line + "\n"
    with Person(RANKSH, env=places(), columns=100, rows=60) as me:
        me.prompt(steps[0][0] + " ")
        for (prompt, typed, output), following in zip(steps, steps[1:] + [None]):
            me.mark = me.screen.cursor_line()
            if not typed and following is None:
                continue
            me.enter(typed)
            expected = pattern(prompt + typed + output) + (pattern(following[0]) if following else "")
            me.wait(lambda: re.fullmatch(expected, bare(me.since_mark()), re.S),
                    f"{typed!r} to be answered by\n{output}")


def commands(lines):
    """Runs each `$ command` in an empty folder that has README.md's files."""
    steps = []
    for line in lines:
        if line.startswith("$ "):
            steps.append([line[2:], ""])
        else:
            steps[-1][1] += line + "\n"
    folder = tempfile.mkdtemp(prefix="ranksh-test-")
    try:
        for name, text in files().items():
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)
        path = os.path.dirname(RANKSH) + ":" + os.environ["PATH"]
        for command, output in steps:
            run = subprocess.run(["sh", "-c", command], cwd=folder, timeout=LIMIT, text=True,
                                 env={**os.environ, **places(), "PATH": path},
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            assert re.fullmatch(pattern(output), bare(run.stdout), re.S), \
                f"{command} printed\n{run.stdout}\nand not\n{output}"
    finally:
        shutil.rmtree(folder)


def files():
    """The scripts that README.md shows: ```python blocks whose first line is `# NAME`."""
    return {lines[0][2:]: "\n".join(lines) + "\n" for _, language, lines in blocks()
            if language == "python"}


def main():
    tap = Tap()
    for number, language, lines in blocks():
        if language == "text" and PROMPT.match(lines[0]):
            tap.run(f"session at line {number}", session, lines)
        elif language == "console":
            tap.run(f"commands at line {number}", commands, lines)
    tap.finish()


main()
