"""Somebody at a terminal: runs a program on a pty, types, and reads the screen.

Every wait ends when what it waits for is there, and fails after a generous limit; nothing sleeps
for a fixed time.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time

from screen import Screen

LIMIT = 120  # seconds for one wait; other work loads the machine
PASTE = "\x1b[200~{}\x1b[201~"


class Missing(Exception):
    """What was waited for did not come."""


def has(shown, *parts):
    """Each part was shown, wherever the terminal has cut its lines."""
    flat = "".join(shown.split())
    for part in parts:
        assert "".join(part.split()) in flat, f"{part!r} is not in:\n{shown}"


class Person:
    def __init__(self, *command, columns=80, rows=24, env=None, term="xterm", cwd=None):
        self.screen = Screen(columns, rows)
        self.mark = 0  # the line from which expect() searches
        self.raw = b""
        environment = dict(os.environ, TERM=term, LANG="C.UTF-8", LC_ALL="C.UTF-8", **(env or {}))
        for name in ("NO_COLOR", "ACCESSIBLE"):
            if env is None or name not in env:
                environment.pop(name, None)
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            if cwd:
                os.chdir(cwd)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvpe(command[0], command, environment)
        self.status = None

    # ---- typing

    def type(self, text):
        data = text.encode() if isinstance(text, str) else text
        while data:
            readable, writable, _ = select.select([self.fd], [self.fd], [], LIMIT)
            if readable:
                self.read_some(0)
            if writable:
                data = data[os.write(self.fd, data[:1024]):]
            if not readable and not writable:
                raise Missing("the terminal takes no more input")

    def enter(self, text=""):
        self.type(text + "\r")

    def paste(self, text):
        self.type(PASTE.format(text))

    def interrupt(self):
        self.type("\x03")

    def resize(self, columns, rows):
        old = self.screen
        self.screen = Screen(columns, rows)
        self.screen.feed("\n".join(old.all_lines()).strip("\n").replace("\n", "\r\n").encode())
        self.mark = 0
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    # ---- reading

    def read_some(self, seconds):
        """Takes what the program has written; False at its end."""
        ready, _, _ = select.select([self.fd], [], [], seconds)
        if not ready:
            return True
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            return False
        if not data:
            return False
        self.raw += data
        self.screen.feed(data)
        return True

    def wait(self, condition, what, limit=LIMIT):
        end = time.monotonic() + limit
        open_ = True
        while True:
            result = condition()
            if result:
                return result
            if not open_ or time.monotonic() > end:
                raise Missing(f"waited for {what}; the screen:\n{self.screen.shown()}")
            open_ = self.read_some(min(1, max(0, end - time.monotonic())))

    def since_mark(self):
        return "\n".join(self.screen.all_lines()[self.mark:])

    def expect(self, pattern, limit=LIMIT):
        """Waits for a regular expression in what was shown since the last prompt()."""
        return self.wait(lambda: re.search(pattern, self.since_mark(), re.M), repr(pattern), limit)

    def prompt(self, prompt=">>> ", limit=LIMIT):
        """Waits until exactly this prompt stands there with nothing behind it, and returns what was
        shown above it since the last one."""
        def stands():
            line = self.screen.row
            whole = self.screen.before_cursor()
            return whole == prompt and self.screen.line(line) == prompt.rstrip()

        self.wait(stands, f"the prompt {prompt!r}", limit)
        line = self.screen.cursor_line()
        shown = "\n".join(self.screen.all_lines()[self.mark:line])
        self.mark = line
        return shown

    def answer(self, text, prompt=">>> "):
        """Enters a line, waits for the next prompt, returns what came between."""
        self.enter(text)
        self.wait(lambda: self.screen.cursor_line() > self.mark, f"{text!r} to be taken")
        return self.prompt(prompt).partition("\n")[2]

    # ---- leaving

    def wait_end(self, limit=LIMIT):
        """Waits for the program's end; its exit code, negative for a signal."""
        end = time.monotonic() + limit
        while self.status is None:
            if not self.read_some(0.05):
                time.sleep(0.01)
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                self.status = os.waitstatus_to_exitcode(status)
            elif time.monotonic() > end:
                raise Missing(f"the program does not end; the screen:\n{self.screen.shown()}")
        while self.read_some(0) and select.select([self.fd], [], [], 0)[0]:
            pass
        return self.status

    def hang_up(self):
        os.close(self.fd)
        self.fd = -1

    def close(self):
        if self.status is None:
            try:
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
            except (ProcessLookupError, ChildProcessError):
                pass
        if self.fd >= 0:
            os.close(self.fd)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
