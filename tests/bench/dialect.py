"""The dialect against CPython 3.11 on the same scripts: how many times CPython's speed.

    dialect.py [--rounds N] PROGRAM…      PROGRAM and its arguments; a script's path is added

Each case times itself inside (start-up counts for neither), the two programs take turns, and the
ratio is that of their medians: above 1 the dialect is faster.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile

PYTHON = "/usr/bin/python3"

# name: (what is prepared, what is timed as the body of a function)
CASES = {
    "nested loops with arithmetic": ("", """
total = 0
for i in range(600):
    for j in range(600):
        total += i * j % 7 - (i ^ j)
"""),
    "float loop": ("", """
x, dt, energy = 1.0, 0.001, 0.0
i = 0
while i < 300000:
    x = x + dt * (1.5 - x * x)
    energy += x / (1.0 + dt)
    i += 1
"""),
    "fib (calls)": ("""
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
""", """
fib(24)
"""),
    "list append and index": ("", """
items = []
for i in range(200000):
    items.append(i)
total = 0
for i in range(200000):
    total += items[i]
    items[i] = total
"""),
    "sieve": ("", """
flags = [True] * 200001
for n in range(2, 448):
    if flags[n]:
        for m in range(n * n, 200001, n):
            flags[m] = False
"""),
    "dict count": ("""
words = "the cat sat on the mat and the dog sat on the cat again".split() * 12000
""", """
counts = {}
for word in words:
    counts[word] = counts.get(word, 0) + 1
"""),
    "dict of int": ("", """
table = {}
for i in range(120000):
    table[i * 7919 % 65537] = i
hits = 0
for i in range(65537):
    if i in table:
        hits += table[i] & 1
"""),
    "string building": ("", """
text = ""
for i in range(150000):
    text += "ab"
parts = []
for i in range(60000):
    parts.append(str(i))
joined = ",".join(parts)
"""),
    "f-strings": ("", """
total = 0
for i in range(60000):
    total += len(f"step {i}: loss={i / 7:.4f} {i!r}")
"""),
    "attribute access": ("""
class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y
point = Point(1, 2)
""", """
p = point
for i in range(300000):
    p.x = p.x + p.y
    p.y = i
"""),
    "method calls": ("""
class Counter:
    def __init__(self):
        self.n = 0
    def add(self, by):
        self.n += by
        return self.n
counter = Counter()
""", """
c = counter
for i in range(200000):
    c.add(i)
"""),
    "objects made": ("""
class Node:
    def __init__(self, value, following):
        self.value = value
        self.next = following
""", """
head = None
for i in range(100000):
    head = Node(i, head)
total = 0
while head is not None:
    total += head.value
    head = head.next
"""),
    "comprehension": ("", """
for i in range(12):
    squares = [x * x for x in range(20000) if x % 3]
    table = {x: -x for x in squares}
    sum(x + 1 for x in squares)
"""),
    "generator": ("""
def count(n):
    i = 0
    while i < n:
        yield i
        i += 1
""", """
total = 0
for x in count(250000):
    total += x
"""),
    "closure calls": ("""
def make():
    n = 0
    def step(by):
        nonlocal n
        n += by
        return n
    return step
step = make()
""", """
f = step
for i in range(250000):
    f(i)
"""),
    "sort with key": ("""
values = [(i * 7919 % 100003, i) for i in range(60000)]
""", """
sorted(values, key=lambda pair: pair[0])
sorted(values)
"""),
    "exceptions": ("", """
caught = 0
for i in range(60000):
    try:
        if i % 3 == 0:
            raise ValueError(i)
    except ValueError:
        caught += 1
"""),
    "matrix product in lists": ("""
a = [[i * j % 10 for j in range(60)] for i in range(60)]
""", """
b = list(zip(*a))
c = [[sum(x * y for x, y in zip(row, column)) for column in b] for row in a]
"""),
}


def script(prepared, body):
    lines = [prepared, "def run():"]
    lines += ["    " + line for line in body.strip("\n").split("\n")]
    lines += ["import time", "best = None", "for _ in range(3):", "    start = time.perf_counter()",
              "    run()", "    took = time.perf_counter() - start",
              "    best = took if best is None or took < best else best", "print(best)"]
    return "\n".join(lines) + "\n"


def measure(command, path):
    done = subprocess.run([*command, path], capture_output=True, text=True, timeout=600, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr.strip()[-300:]}")
    return float(done.stdout)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", help="cases whose name holds this")
    parser.add_argument("program", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    if not options.program:
        parser.error("which program?")
    ratios = []
    with tempfile.TemporaryDirectory() as folder:
        for name, (prepared, body) in CASES.items():
            if options.only not in name:
                continue
            path = os.path.join(folder, "case.py")
            with open(path, "w", encoding="utf-8") as file:
                file.write(script(prepared, body))
            theirs, ours = [], []
            try:
                for _ in range(options.rounds):
                    theirs.append(measure([PYTHON], path))
                    ours.append(measure(options.program, path))
            except (RuntimeError, ValueError) as error:
                print(f"{name:<32} fails: {error}")
                continue
            ratios.append(statistics.median(theirs) / statistics.median(ours))
            print(f"{name:<32}{ratios[-1]:6.2f}", flush=True)
    if ratios:
        print(f"{'median':<32}{statistics.median(ratios):6.2f}   lowest {min(ratios):.2f}")
    return 0 if ratios and min(ratios) >= 0.5 and statistics.median(ratios) >= 1 else 1


sys.exit(main())
