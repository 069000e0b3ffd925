"""Calls that are interrupted, mismatched, timed out or left alone at random, on overlapping groups,
in one job; and after each of them the job goes on working with right results."""

import os
import random
import sys

sys.path.insert(0, "tests/support")
from lab import Lab
from tap import Tap

TOY = os.environ["TOY_RANK"]
tap = Tap()

GROUPS = {"W": lambda rank, size: True, "even": lambda rank, size: rank % 2 == 0,
          "low": lambda rank, size: rank < 2, "high": lambda rank, size: rank > 0}


def members(group, size):
    return [rank for rank in range(size) if GROUPS[group](rank, size)]


def make_groups(lab):
    lab.fine("init")
    for group in GROUPS:
        if group != "W":
            lab.fine(f"group {group} {','.join(map(str, members(group, lab.size)))}")


def statement(dice, rank, size, mode, seed):
    """What one rank does in a round, or None."""
    kind = dice.random()
    group = mode if dice.random() < 0.7 else dice.choice(list(GROUPS))
    if mode == "pair" and rank < 2:
        if kind < 0.8:
            return f"send W 1 3000 {seed}" if rank == 0 else f"recv W 0 3000 {seed}"
        return None
    if mode == "any" and rank < 2:
        if kind < 0.8:
            return f"send W 1 30 {seed} 5" if rank == 0 else f"recv W -1 30 {seed} 5"
        return None
    if mode == "ring":
        return f"send W {(rank + 1) % size} 10 {seed}"
    if mode == "async":
        if kind < 0.6:
            return f"async_all_reduce W 100 {seed}\nwaitall"
        return f"all_reduce W 100 {seed}" if kind < 0.9 else None
    if mode == "isend" and rank < 2:
        return (f"isend W 1 10 {seed} 1\nisend W 1 10 {seed} 2\nwaitall" if rank == 0 else
                f"irecv W 0 10 {seed} 2\nirecv W 0 10 {seed} 1\nwaitall")
    if group not in GROUPS or rank not in members(group, size):
        group = "W"
    if kind < 0.8:
        return (f"all_reduce {group} {dice.choice([1, 5000])} {seed}" if seed % 2 else
                f"broadcast {group} {dice.choice([1, 5000])} 0 {seed}")
    return "loop" if kind < 0.9 else None


def play_round(lab, dice, seed):
    """Every rank is busy with something that may or may not fit; then all are brought back."""
    mode = dice.choice([*GROUPS, "pair", "any", "ring", "async", "isend"])
    open_units = {}
    for rank in range(lab.size):
        line = statement(dice, rank, lab.size, mode, seed)
        if line is not None:
            open_units[rank] = lab.submit(str(rank), line)
    lab.read(dice.random() * 0.004)
    outcomes = []
    while open_units:
        rank = dice.choice(list(open_units))
        lab.tell(f"interrupt {rank}")
        try:
            result = lab.expect("done", 0.01 + dice.random() * 0.05, unit=open_units[rank],
                                rank=rank)
        except TimeoutError:
            # a committed call completes first; ask again until it is through
            lab.tries += 1
            if lab.tries > 2000:
                raise
            continue
        lab.tries = 0
        del open_units[rank]
        outcomes.append(result)
    return outcomes


def stress(size, rounds, seed):
    dice = random.Random(seed)
    counts = {}
    with Lab(size, TOY, interactive=1) as lab:
        lab.tries = 0
        make_groups(lab)
        wrong = []
        for number in range(1, rounds + 1):
            for result in play_round(lab, dice, number):
                counts[result["outcome"]] = counts.get(result["outcome"], 0) + 1
                fine = result["outcome"] != "exception" or result["diagnostic"].startswith("9 ")
                if not fine:  # the only error that may come is a mismatch
                    wrong.append(result)
            if dice.random() < 0.2:
                group = dice.choice(list(GROUPS))
                lab.fine(f"all_reduce {group} 7 {number}\nbarrier {group}", members(group, size))
        for group in GROUPS:
            lab.fine(f"all_reduce {group} 1000 3", members(group, size))
        tap.ok(not wrong, f"{size} ranks, {rounds} rounds, seed {seed}: no wrong value {counts}",
               wrong)


sizes = [(2, 60), (3, 60), (4, 60), (8, 25)]
if len(sys.argv) > 1:
    sizes = [tuple(map(int, word.split(":"))) for word in sys.argv[1:]]
for number, (size, rounds) in enumerate(sizes):
    tap.run(f"{size} ranks go on", stress, size, rounds, number)
tap.finish()
