#!/usr/bin/env python3
"""Runs the cases through `ranksh run` and compares with what PyTorch did: run.py [--show] [NAME…]

cases/README.md says what counts as the same. A NAME is the beginning of cases' names.
"""

import collections
import concurrent.futures
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))
from tap import Tap  # noqa: E402

RANKSH = os.path.abspath(os.environ.get("RANKSH", "build/repl/ranksh"))
AT_ONCE = 2
SLACK = 60  # seconds beyond a case's own limit: other work loads the machine
# What a launcher sets and a case says for itself.
LAUNCH_NAMES = ("RANK", "WORLD_SIZE", "LOCAL_RANK", "LOCAL_WORLD_SIZE", "MASTER_ADDR", "MASTER_PORT")
CLASSES = {"RuntimeError": ("ValueError", "TypeError"), "AssertionError": ("ValueError", "TypeError")}
GLOO = re.compile(r"gloo/|Application timeout|Connection closed")  # it speaks of sockets
ADDRESS = re.compile(r"0x[0-9a-f…]+")
NUMBER = re.compile(r"(?<![\w.])[-+]?\d+\.\d*(?:e[-+]?\d+)?")

# PyTorch's lines are undefined by its own words; ours are better.
BETTER = {"F51_reduce_nondst": "reduce() leaves the tensors of the other ranks alone"}

# Lines of numbers that nobody seeded.
RANDOM = {"P34_nn1": {3}}

# What one rank did, or should do: `end` as "exit 0"; its lines; its stderr, expected: the last line.
Rank = collections.namedtuple("Rank", "end lines error")
Case = collections.namedtuple("Case", "name path kind launch limit ranks")
Run = collections.namedtuple("Run", "code ranks stderr")


def read_case(name):
    path = os.path.join(HERE, "cases", name + ".py")
    with open(path) as file:
        source = file.read()
    kind, ranks = None, []
    with open(path[:-3] + ".expected") as file:
        for line in file.read().split("\n"):
            if line.startswith("kind: "):
                kind = line[6:]
            elif re.match(r"rank \d+: ", line):
                ranks.append(Rank(line.split(": ", 1)[1], [], []))
            elif line.startswith("| "):
                ranks[-1].lines.append(line[2:])
            elif line.startswith("! "):
                ranks[-1].error.append(line[2:])
    launch = re.search(r"^# LAUNCH: (.*)", source, re.M).group(1).split()
    limit = int(re.search(r"^# LIMIT: (\d+)", source, re.M).group(1))
    return Case(name, path, kind, launch, limit, ranks)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def lines_by_rank(text, count):
    """What --tag-output printed, a list of lines a rank. A script that can't be parsed never
    reaches a rank: that is every rank's error."""
    if not re.search(r"^\[\d+\]", text, re.M):
        return [text.splitlines()] * count
    found = [[] for _ in range(count)]
    for line in text.split("\n"):
        tag = re.match(r"\[(\d+)\] ?(.*)", line)
        if tag and int(tag.group(1)) < count:
            found[int(tag.group(1))].append(tag.group(2))
    return found


def execute(case):
    folder = tempfile.mkdtemp(prefix="ranksh-test-")
    env = {name: value for name, value in os.environ.items() if name not in LAUNCH_NAMES}
    env.update({name: os.path.join(folder, name.lower()) for name in
                ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR")})
    command = [RANKSH, "run", "--tag-output"]
    if case.launch[0] != "lone":
        command += ["-n", case.launch[0]]
    for setting in case.launch[1:]:
        name, value = setting.split("=", 1)
        env[name] = free_port() if value == "$PORT" else value
    process = subprocess.Popen([*command, case.path], stdin=subprocess.DEVNULL, text=True,
                               errors="replace", stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               env=env, cwd=folder, start_new_session=True)
    try:
        out, err = process.communicate(timeout=case.limit + SLACK)
        code = process.returncode
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        out, err = process.communicate()
        code = "hung"
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    printed, told = (lines_by_rank(text, len(case.ranks)) for text in (out, err))
    return Run(code, [Rank(None, mine, [line for line in errors if line.strip()])
                      for mine, errors in zip(printed, told)], err)


def same_error(got, expected):
    return bool(got) and same_line(got[-1], expected[-1])


def same_line(got, expected):
    """A printed line, or an error's: where 1.13 raised one class, 2.x may raise another."""
    got, expected = ADDRESS.sub("0x", got), ADDRESS.sub("0x", expected)
    return got == expected or any(
        got == re.sub(rf"\b{old}\b", new, expected)
        for old, others in CLASSES.items() if old in expected for new in others)


def masked(line):
    return re.sub(r" *-?#", "#", NUMBER.sub("#", line))


def close(got, expected):
    """Lines of numbers that agree within 1 % or 0.003."""
    if NUMBER.sub("#", got) != NUMBER.sub("#", expected):
        return False
    pairs = zip(NUMBER.findall(got), NUMBER.findall(expected))
    return all(abs(float(g) - float(e)) <= max(0.003, 0.01 * abs(float(e))) for g, e in pairs)


def compare_exact(case, run, same=same_line):
    wrong = []
    for number, (got, expected) in enumerate(zip(run.ranks, case.ranks)):
        pairs = zip(got.lines, expected.lines)
        alike = all(same(mine, theirs) or at in RANDOM.get(case.name, ()) and masked(mine) == masked(theirs)
                    for at, (mine, theirs) in enumerate(pairs))
        if len(got.lines) != len(expected.lines) or not alike:
            wrong.append(f"rank {number} printed {got.lines}, not {expected.lines}")
        if expected.error and not same_error(got.error, expected.error):
            wrong.append(f"rank {number} ended with {got.error[-1:]}, not {expected.error}")
    ends = {int(rank.end.split()[-1]) for rank in case.ranks}
    if run.code not in (ends - {0} or {0}):
        wrong.append(f"exit {run.code}, not {sorted(ends)}")
    return wrong


def compare_teach(case, run):
    """Where PyTorch ended well the same output, or a mismatch explained; else an error of its own
    words, or the picture of a deadlock. Never something that the lab hasn't got."""
    told = [line for rank in run.ranks for line in rank.error]
    if any(re.match(r"ModuleNotFoundError|NotImplementedError: ranksh", line) for line in told):
        return told[-3:]
    explained = any(re.match(r"[\w.]+Error: .*[Mm]ismatch", line) for line in told)
    if all(rank.end == "exit 0" for rank in case.ranks) and not explained and \
            not any(GLOO.search(line) for rank in case.ranks for line in rank.lines):
        return compare_exact(case, run)
    if run.code not in (0, 1, 4):
        return [f"exit {run.code}"]
    if run.code == 1 and not any(re.match(r"[\w.]+(Error|Exception|Exit)\b", line) for line in told):
        return ["no rank ended with an exception"]
    if run.code == 4 and "wait" not in run.stderr:
        return ["the deadlock is not explained"]
    return []


COMPARE = {
    "exact": compare_exact,
    "printing": compare_exact,
    "training": lambda case, run: compare_exact(case, run, close),
    "teach": compare_teach,
}


def judge(case):
    run = execute(case)
    wrong = [f"exit {run.code} in {case.limit + SLACK} s"] if run.code == "hung" else \
        COMPARE[case.kind](case, run)
    return case, run, wrong


def main():
    show = "--show" in sys.argv
    wanted = tuple(argument for argument in sys.argv[1:] if argument != "--show")
    names = sorted(name[:-3] for name in os.listdir(os.path.join(HERE, "cases"))
                   if name.endswith(".py") and (not wanted or name.startswith(wanted)))
    tap = Tap()
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        for case, run, wrong in pool.map(judge, map(read_case, names)):
            detail = "\n".join([*wrong, "--- stderr", run.stderr[-3000:]])
            if case.name in BETTER and wrong:
                tap.ok(run.code == 0, f"{case.name}: {BETTER[case.name]}", detail)
            else:
                tap.ok(not wrong, case.name, detail)
            if show:
                print(f"# {case.kind}, exit {run.code}: {[r.lines for r in run.ranks]}")
                print("# PyTorch: " + "; ".join(f"{r.end} {r.lines} {r.error}" for r in case.ranks))
                print("# " + "\n# ".join(wrong + run.stderr.split("\n")))
    tap.finish()


if __name__ == "__main__":
    main()
