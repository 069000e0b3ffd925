"""What a person at the prompt waits for, in figures: python3 tests/bench/prompt.py [BUILD]

Start to first prompt, a statement typed to four ranks until their output is shown, `torchrun 4` to
its prompt against a plain `mpirun -n 4` of an MPI hello program, memory, and CPU time when idle.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, "tests/support")
from person import Person

HELLO = r"""
#include <mpi.h>
#include <stdio.h>
int main(int argc, char **argv)
{
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    printf("hello from %d\n", rank);
    MPI_Finalize();
    return 0;
}
"""


def milliseconds(values):
    return (f"{statistics.median(values) * 1e3:.1f} ms "
            f"(best {min(values) * 1e3:.1f}, worst {max(values) * 1e3:.1f}, {len(values)} runs)")


def start(ranksh, env, runs):
    times = []
    for _ in range(runs):
        before = time.perf_counter()
        with Person(ranksh, env=env) as me:
            me.prompt()
            times.append(time.perf_counter() - before)
            me.type("\x04")
            me.wait_end()
    return times


def round_trips(me, prompt, runs):
    times = []
    for number in range(runs):
        me.type(f"print({number})")
        me.wait(lambda: me.screen.before_cursor().endswith(f"({number})"), "the line")
        before = time.perf_counter()
        me.enter()
        me.expect(rf"^(\[0-3\] )?{number}$")
        times.append(time.perf_counter() - before)
        me.prompt(prompt)
    return times


def launches(ranksh, env, runs):
    times = []
    with Person(ranksh, env=env) as me:
        me.prompt()
        prompt = ">>> "
        for _ in range(runs):
            before = time.perf_counter()
            me.enter("torchrun 4")
            me.expect("4 fresh ranks")
            me.prompt("[0-3] >>> ")
            times.append(time.perf_counter() - before)
    return times


def hellos(runs):
    with tempfile.TemporaryDirectory() as folder:
        source, program = os.path.join(folder, "hello.c"), os.path.join(folder, "hello")
        with open(source, "w") as file:
            file.write(HELLO)
        subprocess.run(["mpicc", "-O2", "-o", program, source], check=True)
        command = ["mpirun", "--oversubscribe", "-n", "4", program]
        if os.geteuid() == 0:
            command.insert(1, "--allow-run-as-root")
        times = []
        for _ in range(runs):
            before = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL)
            times.append(time.perf_counter() - before)
        return times


def resident(pid):
    with open(f"/proc/{pid}/status") as file:
        return next(int(line.split()[1]) / 1024 for line in file if line.startswith("VmRSS"))


def ticks(pid):
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def children(pid):
    out = subprocess.run(["ps", "-e", "-o", "pid=,ppid=,comm="], capture_output=True, text=True)
    rows = [line.split(None, 2) for line in out.stdout.splitlines()]
    found, grown = {pid}, True
    while grown:
        grown = [int(row[0]) for row in rows if int(row[1]) in found and int(row[0]) not in found]
        found.update(grown)
    return [(int(row[0]), row[2]) for row in rows if int(row[0]) in found]


def main(build):
    ranksh = os.path.join(build, "repl", "ranksh")
    with tempfile.TemporaryDirectory() as folder:
        env = {name: folder for name in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME",
                                         "XDG_CONFIG_HOME")}
        print("start to first prompt       ", milliseconds(start(ranksh, env, 20)), flush=True)
        with Person(ranksh, env=env) as me:
            me.prompt()
            print("statement, lone process     ", milliseconds(round_trips(me, ">>> ", 50)))
            me.enter("torchrun 4")
            me.expect("4 fresh ranks")
            me.prompt("[0-3] >>> ")
            print("statement, four ranks       ",
                  milliseconds(round_trips(me, "[0-3] >>> ", 50)), flush=True)
            print(f"memory of the REPL           {resident(me.pid):.1f} MiB")
            processes = children(me.pid)
            before = {pid: ticks(pid) for pid, _ in processes}
            time.sleep(5)
            hertz = os.sysconf("SC_CLK_TCK")
            for pid, name in processes:
                used = (ticks(pid) - before[pid]) / hertz
                print(f"idle for 5 s                 {name:14} {used:.2f} s of CPU, "
                      f"{resident(pid):.1f} MiB", flush=True)
        ours, plain = launches(ranksh, env, 10), hellos(10)
        print("torchrun 4, to its prompt   ", milliseconds(ours))
        print("plain mpirun -n 4 hello     ", milliseconds(plain))
        print(f"ratio                        {statistics.median(ours) / statistics.median(plain):.2f}")


resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
main(sys.argv[1] if len(sys.argv) > 1 else "build")
