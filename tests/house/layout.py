"""The layout: what lies at the top, who includes whom, who alone touches which library."""

import pathlib
import re
import subprocess
import sys

sys.path.insert(0, "tests/support")
from tap import Tap

TOP = {"repl", "core", "lessons", "quizzes", "tests", "meson.build", "meson.options", "README.md",
       "LICENSE", "CONTRIBUTING.md", ".clang-format", ".editorconfig", ".gitignore", ".ci"}

MAY_INCLUDE = {
    "core/base": "",
    "core/diag": "",
    "core/lang": "core/diag",
    "core/tensor": "",
    "core/dist": "core/tensor",
    "core/torch": "core/lang core/diag core/tensor core/dist",
    "core/rank": "core/torch core/lang core/diag core/dist core/control",
    "core/control": "",
    "core/job": "core/control",
    "core/store": "",
    "lessons": "core/store core/lang core/diag",
    "quizzes": "core/store core/diag",
    "repl": "core/job core/control lessons quizzes core/store core/lang core/diag",
}

# library header -> the files that may include it
ALONE = {
    "mpi.h": r"core/dist/",
    "sqlite3.h": r"core/store/",
    "histedit.h": r"repl/",
    "tommath.h": r"core/lang/numbers/",
    "cblas.h": r"core/tensor/",
    "cmark.h": r"(lessons|quizzes|core/diag)/",
}


def tracked():
    out = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], capture_output=True,
                         text=True, check=True).stdout
    return [name for name in out.splitlines() if pathlib.Path(name).exists()]


def room_of(path):
    return next((room for room in MAY_INCLUDE if path.startswith(room + "/")), None)


def main():
    tap = Tap()
    files = tracked()
    strangers = {name.split("/")[0] for name in files} - TOP
    tap.ok(not strangers, "nothing else at the top", sorted(strangers))
    wrong, alone = [], []
    library_users = {}
    for name in files:
        room = room_of(name)
        if room is None or not name.endswith((".c", ".h", ".inc")):
            continue
        allowed = {room, "core/base", *MAY_INCLUDE[room].split()}
        text = pathlib.Path(name).read_text()
        for kind, target in re.findall(r'^#include ([<"])([^>"]+)[>"]', text, re.M):
            if kind == '"' and room_of(target) not in allowed:
                wrong.append(f"{name} includes {target}")
            if kind == "<" and target in ALONE:
                library_users.setdefault(target, set()).add(name)
                if not re.match(ALONE[target], name):
                    alone.append(f"{name} includes <{target}>")
    tap.ok(not wrong, "rooms include only the rooms they stand on", "\n".join(wrong))
    tap.ok(not alone, "libraries are used in their own rooms", "\n".join(alone))
    tap.ok(len(library_users.get("tommath.h", [])) <= 1, "one file sees libtommath",
           library_users.get("tommath.h"))
    tap.finish()


main()
