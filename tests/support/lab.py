"""Drives tests/support/lab.c: a job of real ranks, told and heard in Python."""

import json
import os
import select
import subprocess
import time

# Other work on the machine must not fail a test; a hang still ends it.
LIMIT = 60


class Lab:
    def __init__(self, ranks, program, **options):
        self.process = subprocess.Popen([os.environ["LAB"]], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE)
        self.buffer = b""
        self.events = []
        self.size = max(ranks, 1)
        self.all = f"0-{self.size - 1}" if self.size > 1 else "0"
        self.start(ranks, program, **options)

    def start(self, ranks, program, **options):
        words = "".join(f" {name}={value}" for name, value in options.items())
        self.tell(f"start {ranks} {program}{words}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        if self.process.poll() is None:
            self.process.stdin.close()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
                raise
        self.process.stdout.close()

    def tell(self, order, data=b""):
        self.process.stdin.write(order.encode() + b"\n" + data)
        self.process.stdin.flush()

    def read(self, limit):
        """Whatever has come within `limit` seconds."""
        fd = self.process.stdout.fileno()
        if not select.select([fd], [], [], limit)[0]:
            return False
        data = os.read(fd, 1 << 20)
        if not data:
            raise EOFError("the lab has ended")
        *lines, self.buffer = (self.buffer + data).split(b"\n")
        self.events += [json.loads(line.decode("utf-8", "replace")) for line in lines]
        return True

    def expect(self, event, limit=LIMIT, **fields):
        """The first event like this; those before it stay."""
        end = time.monotonic() + limit
        seen = 0
        while True:
            while seen < len(self.events):
                each = self.events[seen]
                if each["event"] == event and all(each.get(k) == v for k, v in fields.items()):
                    return self.events.pop(seen)
                seen += 1
            left = end - time.monotonic()
            if event not in ("ended", "log", "ranks", "destroyed"):
                gone = [each for each in self.events if each["event"] == "ended"]
                if gone:
                    raise RuntimeError(f"the job has ended: {gone}")
            if left <= 0:
                raise TimeoutError(f"no {event} {fields}; came: {self.events[-20:]}")
            self.read(left)

    def drop(self, event):
        """Takes away all that came of this kind."""
        gone = [each for each in self.events if each["event"] == event]
        self.events = [each for each in self.events if each["event"] != event]
        return gone

    def submit(self, ranks, source, mode=0, flags=0, journal=b""):
        data = source.encode()
        self.tell(f"submit {ranks} {mode} {flags} {len(data)} {len(journal)}", data + journal)
        told = self.expect("submitted")
        if told["status"] != 0:
            raise RuntimeError(told["message"])
        return told["unit"]

    def results(self, unit, ranks, limit=LIMIT):
        """What the ranks (a list) answer to a unit."""
        return [self.expect("done", limit, unit=unit, rank=rank) for rank in ranks]

    def run(self, source, ranks=None, limit=LIMIT):
        """Runs a unit on all ranks (or these) to its end; the results in rank order."""
        ranks = list(range(self.size)) if ranks is None else ranks
        unit = self.submit(",".join(map(str, ranks)), source)
        return self.results(unit, ranks, limit)

    def fine(self, source, ranks=None):
        """Runs a unit that must succeed everywhere."""
        for result in self.run(source, ranks):
            assert result["outcome"] == "done", (source, result)

    def ranks(self):
        self.tell("refresh")
        return self.expect("refreshed")["ranks"]

    def pids(self):
        self.tell("ranks")
        return [rank["pid"] for rank in self.expect("ranks")["ranks"]]
