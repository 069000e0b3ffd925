"""clang-format has nothing to change."""

import shutil
import subprocess
import sys

sys.path.insert(0, "tests/support")
from tap import Tap


def main():
    tap = Tap()
    files = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "*.c", "*.h"],
                           capture_output=True, text=True, check=True).stdout.split()
    program = shutil.which("clang-format-14") or shutil.which("clang-format")
    if not tap.ok(program, "clang-format is there", "apt-get install clang-format"):
        tap.finish()
    run = subprocess.run([program, "--dry-run", *files], capture_output=True, text=True)
    changed = sorted({line.split(":")[0] for line in run.stderr.splitlines() if "warning:" in line})
    tap.ok(run.returncode == 0 and not changed, f"{len(files)} files are formatted",
           "\n".join(changed) or run.stderr)
    tap.finish()


main()
