"""Each header compiles alone."""

import concurrent.futures
import os
import subprocess
import sys

sys.path.insert(0, "tests/support")
from tap import Tap


def flags(*packages):
    out = subprocess.run(["pkg-config", "--cflags", *packages], capture_output=True, text=True)
    return out.stdout.split()


def compile_alone(header, extra):
    run = subprocess.run(["cc", "-std=c11", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-Werror", "-I.",
                          *extra, "-fsyntax-only", "-x", "c", "-"],
                         input=f'#include "{header}"\nint unused;\n', capture_output=True, text=True)
    return header, run.stderr


def main():
    tap = Tap()
    headers = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "*.h"],
                             capture_output=True, text=True, check=True).stdout.split()
    extra = flags("ompi-c") if any(name.startswith("core/dist") for name in headers) else []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = pool.map(lambda header: compile_alone(header, extra), headers)
    bad = [f"{header}: {error}" for header, error in results if error]
    tap.ok(not bad, f"{len(headers)} headers compile alone", "\n".join(bad))
    tap.finish()


main()
