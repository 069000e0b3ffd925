"""Runs ranksh without a terminal, with places of its own for its files."""

import atexit
import os
import shutil
import subprocess
import tempfile
import time

RANKSH = os.path.abspath(os.environ.get("RANKSH", "build/repl/ranksh"))
LIMIT = 180  # seconds; other work loads the machine


def remove(path):
    for _ in range(50):  # a rank that is dying may still make a file
        shutil.rmtree(path, ignore_errors=True)
        if not os.path.exists(path):
            return
        time.sleep(0.1)


def folder():
    """A new folder, which goes when the test program ends."""
    path = tempfile.mkdtemp(prefix="ranksh-test-")
    atexit.register(remove, path)
    return path


def places():
    """Where a ranksh of its own keeps its files."""
    here = folder()
    return {name: os.path.join(here, name.lower()) for name in
            ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR")}


class Result:
    def __init__(self, run):
        self.code = run.returncode
        self.out = run.stdout.decode("utf-8", "replace")
        self.err = run.stderr.decode("utf-8", "replace")

    def __repr__(self):
        return f"exit {self.code}\n--- stdout\n{self.out[-3000:]}\n--- stderr\n{self.err[-3000:]}"


def ranksh(*arguments, stdin=b"", env=None):
    if isinstance(stdin, str):
        stdin = stdin.encode()
    return Result(subprocess.run([RANKSH, *arguments], input=stdin, capture_output=True,
                                 env={**os.environ, **places(), **(env or {})}, timeout=LIMIT))


def script(text, name="script.py"):
    path = os.path.join(folder(), name)
    with open(path, "wb") as file:
        file.write(text.encode() if isinstance(text, str) else text)
    return path
