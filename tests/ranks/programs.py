"""Scripts in programs/, each on as many ranks as its `# RANKS:` says: they check themselves, and every
rank prints "fine" last."""

import glob
import os
import re
import subprocess
import sys

sys.path.insert(0, "tests/support")
from tap import Tap
from traces import Traces

RANKSH = os.environ["RANKSH"]
LIMIT = 200
tap, traces = Tap(), Traces()

for path in sorted(glob.glob("tests/ranks/programs/*.py")):
    with open(path) as file:
        sizes = re.search(r"^# RANKS: (.*)", file.read(), re.M).group(1).split()
    for size in sizes:
        name = f"{os.path.basename(path)[:-3]}, {size} ranks"
        try:
            run = subprocess.run([RANKSH, "run", *(["-n", size] if size != "lone" else []), path],
                                 capture_output=True, text=True, timeout=LIMIT)
        except subprocess.TimeoutExpired as late:
            tap.ok(False, name, f"still running after {LIMIT} s\n{late.stderr}")
            continue
        count = 1 if size == "lone" else int(size)
        tap.ok(run.returncode == 0 and run.stdout.split("\n").count("fine") == count, name,
               f"exit {run.returncode}\n{run.stdout[-2000:]}\n{run.stderr[-4000:]}")
tap.equal(traces.left(), [], "nothing is left behind")
traces.close()
tap.finish()
