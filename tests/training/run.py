#!/usr/bin/env python3
"""Layers, losses, optimizers and data against what PyTorch 1.13.1 printed; whole trainings on
several ranks against one rank and against PyTorch.

scripts/NAME.py prints scripts/NAME.expected on a lone process, line by line. The recorded texts
are PyTorch's, but for ModuleList's and Softplus's, which are those of 2.x. jobs/ runs on ranks.
"""

import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))
from command import ranksh  # noqa: E402
from tap import Tap  # noqa: E402

tap = Tap()


def job(name, ranks):
    result = ranksh("run", *(["-n", str(ranks)] if ranks else []), os.path.join(HERE, name))
    if result.code != 0:
        tap.ok(False, f"{name} on {ranks} ranks ends well", result)
    return result.out


def read(path):
    with open(os.path.join(HERE, path)) as file:
        return file.read()


def numbers(text):
    return [float(each) for each in re.findall(r"-?\d+\.\d+(?:e-?\d+)?", text)]


def close(got, expected, limit):
    return len(got) == len(expected) and all(
        abs(a - b) <= limit * max(1.0, abs(b)) for a, b in zip(got, expected))


def check_scripts():
    for name in sorted(os.listdir(os.path.join(HERE, "scripts"))):
        if not name.endswith(".py"):
            continue
        result = ranksh("run", os.path.join(HERE, "scripts", name))
        expected = read(f"scripts/{name[:-3]}.expected").split("\n")
        got = result.out.split("\n")
        wrong = [f"{number + 1}: {a!r}, not {b!r}"
                 for number, (a, b) in enumerate(zip(got, expected)) if a != b]
        tap.ok(result.code == 0 and not wrong and len(got) == len(expected),
               f"scripts/{name} prints what PyTorch prints", "\n".join(wrong[:6]) or result)


def check_seed_loop():
    outputs = [job("../ranks/seed_loop.py", ranks) for ranks in (0, 1, 3, 4)]
    losses = [[float(each) for each in re.findall(r"^epoch \d+: loss (\S+)$", out, re.M)]
              for out in outputs]
    accuracy = re.search(r"held-out accuracy: (\S+) %", outputs[0])
    tap.ok(len(losses[0]) == 5 and losses[0][-1] < losses[0][0] / 3, "the seed page's loop learns",
           outputs[0])
    tap.ok(accuracy and float(accuracy.group(1)) >= 85, "at least 85 % of the held-out images",
           outputs[0])
    for ranks, other in zip((1, 3, 4), losses[1:]):
        tap.ok(close(other, losses[0], 1e-4), f"{ranks} ranks: the same losses", other)
    tap.ok(re.search(r"^225 steps on 4 workers: \S+ ms computing, \S+ ms communicating$",
                     outputs[3], re.M), "steps and where the time went", outputs[3])


def check_ranks():
    alone = numbers(job("jobs/ddp.py", 1))
    tap.equal(len(alone), 8 + 8 + 8 + 8 + 3, "one rank prints losses and parameters")
    for ranks in (2, 3, 4):
        other = numbers(job("jobs/ddp.py", ranks))
        tap.ok(close(other, alone, 1e-5), f"DDP on {ranks} ranks: the numbers of one rank", other)


def check_transformer():
    lines = sorted(job("jobs/transformer.py", 2).split("\n"))
    expected = sorted(read("jobs/transformer.expected").split("\n"))
    tap.ok(re.sub(r"\d+\.\d+", "", "\n".join(lines)) ==
           re.sub(r"\d+\.\d+", "", "\n".join(expected)) and
           close(numbers("\n".join(lines)), numbers("\n".join(expected)), 0.01),
           "a transformer's loss falls as PyTorch's does", "\n".join(lines))


def check_tutorials():
    lines = sorted(job("jobs/tutorials.py", 0).split("\n")[:-1])
    tap.equal(lines, read("jobs/tutorials.expected").split("\n")[:-1],
              "what the tutorials do ends in PyTorch's numbers")


check_scripts()
check_seed_loop()
check_ranks()
check_transformer()
check_tutorials()
tap.finish()
