#!/usr/bin/env python3
"""A training step of the 64-H-10 network under DDP, batch 32 a rank: ranksh against the loop written
by hand (handwritten_mlp.c) and against PyTorch over gloo, in one run, in turns.

    tests/bench/training.py [--quick]

Every figure is the fastest stretch of 50 steps of all turns, in microseconds a step: other work on
the machine only ever slows a stretch down. PyTorch: python3-torch, if it is installed.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
RANKSH = os.path.abspath(os.environ.get("RANKSH", os.path.join(HERE, "../../build/repl/ranksh")))
PYTHON = "/usr/bin/python3"
LOOP = os.path.join(HERE, "training_step.py")
ROOT = {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}


def fastest(output):
    return float(output.split()[0])


def by_hand(program, ranks, *arguments):
    run = subprocess.run(["mpirun", "-n", str(ranks), "--oversubscribe", "--mca",
                          "mpi_yield_when_idle", "1", program, *arguments],
                         capture_output=True, text=True, env={**os.environ, **ROOT}, check=True)
    return fastest(run.stdout)


def with_ranksh(ranks, *arguments):
    run = subprocess.run([RANKSH, "run", "-n", str(ranks), LOOP, *arguments], capture_output=True,
                         text=True, check=True)
    return fastest(run.stdout)


def with_pytorch(ranks, *arguments):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    processes = []
    for rank in range(ranks):
        env = {**os.environ, "RANK": str(rank), "LOCAL_RANK": str(rank), "WORLD_SIZE": str(ranks),
               "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": port, "OMP_NUM_THREADS": "1"}
        processes.append(subprocess.Popen([PYTHON, "-W", "ignore", LOOP, *arguments], env=env,
                                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                          text=True))
    return fastest([process.communicate()[0] for process in processes][0])


def main():
    quick = "--quick" in sys.argv
    torch = subprocess.run([PYTHON, "-c", "import torch"], capture_output=True).returncode == 0
    folder = tempfile.mkdtemp(prefix="ranksh-bench-")
    program = os.path.join(folder, "handwritten")
    subprocess.run(["mpicc", "-O3", "-march=haswell", "-o", program,
                    os.path.join(HERE, "handwritten_mlp.c"), "-lopenblas", "-lm"], check=True)
    print("us a step: ranks hidden | by hand  ranksh  PyTorch | ranksh's speed: of by hand's, "
          "of PyTorch's")
    try:
        for ranks, hidden, stretches in (1, 64, 200), (2, 64, 100), (4, 64, 40), (1, 1024, 40):
            rows = {"hand": [], "ranksh": [], "torch": []}
            for _ in range(1 if quick else 3):
                few = str(max(4, stretches // (10 if ranks > 1 else 5)))
                rows["hand"].append(by_hand(program, ranks, str(hidden), str(stretches), "50"))
                rows["ranksh"].append(with_ranksh(ranks, str(hidden), str(stretches), "50"))
                if torch:
                    rows["torch"].append(with_pytorch(ranks, str(hidden), few, "50"))
            hand, ranksh = min(rows["hand"]), min(rows["ranksh"])
            peer = min(rows["torch"], default=None)
            print(f"{ranks:5} {hidden:6} | {hand:8.1f} {ranksh:8.1f} "
                  f"{f'{peer:8.1f}' if peer else '       -'} | {hand / ranksh:5.2f} "
                  f"{f'{peer / ranksh:6.1f}' if peer else '     -'}", flush=True)
    finally:
        shutil.rmtree(folder)


main()
