"""What a lab may leave behind: processes, files of the run directory, shared memory."""

import os
import pathlib
import time

from command import folder


class Traces:
    """Gives the labs of this test a run directory of their own, so that theirs can be told from
    those of others on the machine."""

    def __init__(self):
        self.folder = folder()
        os.environ["XDG_RUNTIME_DIR"] = self.folder
        self.shared = self.shared_memory()

    @staticmethod
    def shared_memory():
        return {name for name in os.listdir("/dev/shm")
                if "vader" in name or "ompi" in name or "pmix" in name}

    def processes(self):
        """Ranks and launchers that were started with our run directory."""
        found = {}
        for entry in pathlib.Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    settings = (entry / "environ").read_bytes()
                    words = (entry / "cmdline").read_bytes()
                except OSError:
                    continue
                needle = f"RANKSH_SOCKET={self.folder}".encode()
                if needle in settings and words:
                    found[int(entry.name)] = words.replace(b"\0", b" ").decode()[:80]
        return found

    def files(self):
        return sorted(str(path.relative_to(self.folder))
                      for path in pathlib.Path(self.folder).rglob("*")
                      if path.name != "ranksh" or path.parent != pathlib.Path(self.folder))

    def left(self, limit=5):
        """What is still there once `limit` seconds have passed, or nothing."""
        end = time.monotonic() + limit
        while True:
            rest = [*self.processes().items(), *self.files(),
                    *(self.shared_memory() - self.shared)]
            if not rest or time.monotonic() > end:
                return rest
            time.sleep(0.05)

    def close(self):
        os.rmdir(os.path.join(self.folder, "ranksh"))
        os.rmdir(self.folder)
