"""all_reduce in a loop and ping-pong, against bare MPI and PyTorch's gloo, in one run, turn by turn:
python3 tests/bench/collectives.py [--ranks 2,4] [--rounds 3] [--python /usr/bin/python3]

The medians of the rounds, and DESIGN's figures beside them: at 4 B at most 2 µs more than bare MPI and
from 256 KiB within 5 % (with no more ranks than cores); 100 times as fast as gloo up to 16 KiB, 3
times at 4 MiB.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import tempfile

SIZES = {4: 20000, 1024: 20000, 16384: 4000, 262144: 400, 1048576: 100, 4194304: 40}
OPTIONS = "--mca pml ob1 --mca btl self,vader --oversubscribe".split()

# Runs in ranksh and in PyTorch alike; `scale` divides the counts.
SCRIPT = """
import sys, time, torch
import torch.distributed as dist
dist.init_process_group("gloo")
rank, scale = dist.get_rank(), int(sys.argv[1])
for word in sys.argv[2:]:
    size, count = [int(part) for part in word.split(":")]
    count = max(10, count // scale)
    t = torch.ones(size // 4)
    for i in range(count // 10):
        dist.all_reduce(t, op=dist.ReduceOp.MAX)
    dist.barrier()
    start = time.perf_counter()
    for i in range(count):
        dist.all_reduce(t, op=dist.ReduceOp.MAX)
    took = time.perf_counter() - start
    if rank == 0:
        print("all_reduce", size, took / count * 1e6, flush=True)
b = torch.zeros(2)
count = 2000 // scale
dist.barrier()
start = time.perf_counter()
for i in range(count):
    if rank == 0:
        dist.send(b, 1)
        dist.recv(b, 1)
    elif rank == 1:
        dist.recv(b, 0)
        dist.send(b, 0)
if rank == 0:
    print("pingpong", 8, (time.perf_counter() - start) / count * 1e6, flush=True)
dist.barrier()
dist.destroy_process_group()
"""

CHILDREN = """
import os, runpy, socket, sys
import torch.multiprocessing as mp
def child(rank, ranks, port):
    os.environ.update(RANK=str(rank), WORLD_SIZE=str(ranks), MASTER_ADDR="127.0.0.1",
                      MASTER_PORT=str(port))
    sys.argv = sys.argv[2:]
    runpy.run_path(sys.argv[0], run_name="script")
if __name__ == "__main__":
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    mp.spawn(child, args=(int(sys.argv[1]), port), nprocs=int(sys.argv[1]))
"""


def words():
    return [f"{size}:{count}" for size, count in SIZES.items()]


def figures(command):
    env = {**os.environ, "OMP_NUM_THREADS": "1"}
    out = subprocess.run(command, check=True, capture_output=True, text=True, env=env).stdout
    rows = [line.split() for line in out.splitlines()]
    return {(row[0], int(row[1])): float(row[2]) for row in rows if len(row) == 3}


def medians(runs):
    return {key: statistics.median(run[key] for run in runs) for key in runs[0]}


def compare(ranks, commands, rounds):
    runs = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            runs[name].append(figures(command))
    found = {name: medians(each) for name, each in runs.items()}
    print(f"{ranks} ranks, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {rounds} rounds; µs")
    print(f"{'':24}{'ranksh':>12}{'bare MPI':>12}{'difference':>14}{'gloo':>12}{'gloo/ranksh':>14}")
    for key in found["ranksh"]:
        ours, bare = found["ranksh"][key], found["bare"][key]
        line = f"{key[0]:12}{key[1]:>10} B{ours:12.2f}{bare:12.2f}"
        line += f"{ours - bare:+9.2f} µs" if key[1] < 262144 else f"{(ours / bare - 1) * 100:+9.1f} % "
        if "gloo" in found:
            gloo = found["gloo"][key]
            line += f"{gloo:14.1f}{gloo / ours:13.1f}x"
        print(line, flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--ranks", default="2,4")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--python", default="/usr/bin/python3", help="one that has torch")
    parser.add_argument("--ranksh", default="build/repl/ranksh")
    options = parser.parse_args()
    has_torch = shutil.which(options.python) is not None and subprocess.run(
        [options.python, "-c", "import torch"], capture_output=True).returncode == 0
    root = ["--allow-run-as-root"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory() as folder:
        bare, script = os.path.join(folder, "bare"), os.path.join(folder, "script.py")
        children = os.path.join(folder, "children.py")
        source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "collectives.c")
        subprocess.run(["mpicc", "-O2", "-o", bare, source], check=True)
        for path, text in (script, SCRIPT), (children, CHILDREN):
            with open(path, "w") as file:
                file.write(text)
        for ranks in options.ranks.split(","):
            commands = {
                "ranksh": [options.ranksh, "run", "-n", ranks, script, "1", *words()],
                "bare": ["mpirun", *root, *OPTIONS, "-n", ranks, bare, *words()],
            }
            if has_torch:
                commands["gloo"] = [options.python, children, ranks, script, "20", *words()]
            compare(ranks, commands, options.rounds)


if __name__ == "__main__":
    main()
