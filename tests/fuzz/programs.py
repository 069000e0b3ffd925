"""Random well-formed programs, in CPython and in the dialect: output, exit code and the whole
traceback must be the same.

    programs.py PROGRAM [ROUNDS [SEED [FOLDER]]]     PROGRAM: build/tests/support/dialect

Prints where a program differs, and keeps it in FOLDER. Not a test: what it finds becomes one in tests/dialect.
"""

import pathlib
import random
import re
import subprocess
import sys
import tempfile

NAMES = list("abcxy")
LEAVES = ["0", "1", "2", "-3", "10**20", "1.5", "'s'", "'ab'", "None", "True", "[]", "[1, 2]",
          "(1, 2)", "{}", "{'k': 1}", "{1, 2}", "range(3)", "''", "b'b'", "K()", "K(2)"]
OPERATORS = ["+", "-", "*", "//", "%", "/", "<", "==", "in", "and", "or", "is", "!=", ">=", "not in",
             "|", "&", "<<"]
CALLS = ["len", "str", "repr", "list", "sorted", "sum", "type", "bool", "int", "max", "f", "g", "h",
         "tuple", "iter", "next", "print", "K", "L"]
METHODS = ["append", "pop", "m", "n", "get", "upper", "items", "v", "send", "keys", "p"]
ERRORS = ["ValueError", "TypeError", "KeyError", "ZeroDivisionError", "Exception", "StopIteration",
          "E", "AttributeError", "IndexError", "NameError", "RuntimeError"]
PRELUDE = '''
class E(ValueError):
    pass
class K:
    n = 7
    def __init__(self, v=1):
        self.v = v
    def m(self, *args, **kwargs):
        return self, len(args)
    @property
    def p(self):
        return self.v * 2
    def __repr__(self):
        return f"{type(self).__name__}({self.v})"
    def __enter__(self):
        print("enter", self.v)
        return self.v
    def __exit__(self, kind, value, trace):
        print("exit", kind and kind.__name__, value)
        return self.v == 2
    def __iter__(self):
        return iter(range(self.v))
    def __bool__(self):
        return self.v != 1
class L(K):
    def m(self, *args):
        return super().m(*args, 1)
    def __getattr__(self, name):
        if name == "w": raise AttributeError("no w")
        return name
def f(*args, **kwargs):
    return args
def g(n=2, *, k=1):
    try:
        for i in range(3):
            got = yield i * k
            if got: print("got", got)
    finally:
        print("g ends")
def h(x, y=5, /, z=6, *rest, q=7):
    return x, y, z, rest, q
a, b, c, x, y = 1, "two", [3], 4.5, {"k": 0}
'''


def pick(options):
    return random.choice(options)


def expression(depth=0):
    roll = random.random()
    if depth > 2 or roll < 0.22:
        return pick(LEAVES)
    if roll < 0.48:
        return pick(NAMES)
    if roll < 0.64:
        return f"({expression(depth + 1)} {pick(OPERATORS)} {expression(depth + 1)})"
    if roll < 0.74:
        return f"{pick(CALLS)}({arguments(depth + 1)})"
    if roll < 0.80:
        return f"{pick(NAMES)}.{pick(METHODS)}({arguments(depth + 1)})"
    if roll < 0.84:
        return f"{pick(NAMES)}[{expression(depth + 1)}]"
    if roll < 0.86:
        return f"{pick(NAMES)}[{pick(['1:', ':-1', '::2', '::-1', ':'])}]"
    if roll < 0.89:
        opening, closing = pick(["[]", "{}", ("list(", ")"), ("sum(", ")")])
        return f"{opening}{pick(NAMES)} for {pick(NAMES)} in {expression(depth + 1)}" + \
            pick(["", f" if {expression(depth + 1)}"]) + closing
    if roll < 0.91:
        return f"({expression(depth + 1)} if {expression(depth + 1)} else {expression(depth + 1)})"
    if roll < 0.93:
        return f"(lambda {pick(['', 'a', 'a=1', '*a', 'x, y=2'])}: {expression(depth + 1)})"
    if roll < 0.95:
        return "f'" + "{" + pick(NAMES) + pick(["", "!r", ":>6", "=", "!s:<5"]) + "}'"
    if roll < 0.97:
        return f"{pick(['not', '-', '~'])} {expression(depth + 1)}"
    return f"({pick(NAMES)} := {expression(depth + 1)})"


def arguments(depth):
    parts = [expression(depth) for _ in range(random.choice((0, 1, 1, 2)))]
    if random.random() < 0.1:
        parts.append("*" + expression(depth))
    if random.random() < 0.1:
        parts.append(pick(["k=3", "z=1", "q=2", "v=2", "**{'k': 2}"]))
    return ", ".join(parts)


def target():
    return pick(NAMES + [f"{pick(NAMES)}[{expression(2)}]", f"{pick(NAMES)}.{pick('vwn')}",
                         f"{pick(NAMES)}, {pick(NAMES)}", f"{pick(NAMES)}, *{pick(NAMES)}"])


def block(depth, where):
    lines = []
    for _ in range(random.randint(1, 3)):
        lines += statement(depth, where)
    return ["    " + line for line in lines]


def statement(depth, where):
    roll = random.random()
    if depth > 3 or roll < 0.30:
        return [f"print({expression()})"]
    if roll < 0.45:
        return [f"{target()} = {expression()}"]
    if roll < 0.52:
        return [f"{pick(NAMES)} {pick(['+', '-', '*', '//', '|', '%'])}= {expression()}"]
    if roll < 0.58:
        lines = [f"if {expression()}:", *block(depth + 1, where)]
        return lines + (["else:", *block(depth + 1, where)] if random.random() < 0.5 else [])
    if roll < 0.65:
        lines = [f"for {pick(NAMES)} in list({pick([expression(), 'range(4)'])})[:4]:",
                 *block(depth + 1, where | {"loop"})]
        return lines + (["else:", *block(depth + 1, where)] if random.random() < 0.3 else [])
    if roll < 0.78:
        return try_statement(depth, where)
    if roll < 0.82:
        return [f"with {pick(['K()', 'K(2)', 'K(3)', expression()])}{pick(['', ' as a', ' as x'])}:",
                *block(depth + 1, where)]
    if roll < 0.86:
        return [pick([f"raise {pick(ERRORS)}({expression(2)})", f"assert {expression()}",
                      f"raise {pick(ERRORS)} from {pick(['None', 'E(1)'])}", f"del {pick(NAMES)}"])]
    if roll < 0.90 and "loop" in where:
        return [pick(["break", "continue"])]
    if roll < 0.93 and "function" in where:
        return [pick([f"return {expression()}", "return"])]
    if roll < 0.95 and "function" in where:
        return [pick([f"yield {expression()}", f"{pick(NAMES)} = yield", f"yield from [{pick(NAMES)}]"])]
    return definition(depth, where)


def try_statement(depth, where):
    lines = ["try:", *block(depth + 1, where)]
    kinds = random.sample(ERRORS, random.randint(0, 2))
    for kind in kinds:
        lines += [f"except {kind}{pick(['', ' as e'])}:", *block(depth + 1, where)]
    if kinds and random.random() < 0.3:
        lines += ["else:", *block(depth + 1, where)]
    if not kinds or random.random() < 0.4:
        lines += ["finally:", *block(depth + 1, where)]
    return lines


def definition(depth, where):
    name = pick("fgh")
    scope = []
    if random.random() < 0.3:
        scope = ["    " + f"global {pick(NAMES)}"]
    parameters = pick(["", "*args", "x=1", "a=2, *b", "y=3, **c", "*, c=4"])
    body = block(depth + 1, (where | {"function"}) - {"loop"})
    lines = [f"def {name}({parameters}):", *scope, *body]
    used = f"list({name}())[:3]" if random.random() < 0.5 else f"{name}()"
    return lines + [f"print({used})"]


def program():
    lines = []
    for _ in range(random.randint(4, 9)):
        inner = statement(0, frozenset())
        if random.random() < 0.75:
            lines += ["try:", *["    " + line for line in inner],
                      "except Exception as error:",
                      "    print(type(error).__name__, error, type(error.__context__).__name__)"]
        else:
            lines += inner
    return PRELUDE + "\n".join(lines) + "\n"


def run(command, path):
    try:
        done = subprocess.run([*command, str(path)], capture_output=True, timeout=10, check=False,
                              stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return "TIMEOUT", "", 0
    out = re.sub(r"0x[0-9a-f]+", "0x", done.stdout.decode("utf-8", "replace"))
    err = re.sub(r"0x[0-9a-f]+", "0x", done.stderr.decode("utf-8", "replace"))
    return out, err.replace(str(path), "FILE"), done.returncode


def main():
    dialect = sys.argv[1]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    same = refused = different = 0
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "one.py"
        for number in range(rounds):
            random.seed(seed * 100000 + number)
            text = program()
            try:
                compile(text, "", "exec")
            except (SyntaxError, ValueError):
                continue
            path.write_text(text)
            wanted = run(["/usr/bin/python3", "-W", "ignore"], path)
            got = run([dialect], path)
            err = re.sub(r"(?m)^\S+:\d+: SyntaxWarning.*\n.*\n", "", got[1])
            if (wanted[0], wanted[1], wanted[2]) == (got[0], err, got[2]):
                same += 1
            elif "ranksh has no" in err and wanted[0].startswith(got[0]):
                refused += 1
            else:
                different += 1
                report(seed * 100000 + number, wanted, (got[0], err, got[2]), folder)
    print(f"{same} same, {refused} refused, {different} different")


def report(number, wanted, got, folder):
    print(f"--- program {number}")
    for mine, its in zip(wanted[:2], got[:2]):
        ours, theirs = mine.split("\n"), its.split("\n")
        for index in range(max(len(ours), len(theirs))):
            left, right = (lines[index] if index < len(lines) else "(end)" for lines in (ours, theirs))
            if left != right:
                print(f"line {index + 1}\n   want {left}\n   got  {right}")
                break
    if len(sys.argv) > 4:
        kept = pathlib.Path(sys.argv[4]) / f"{number}.py"
        kept.write_text((pathlib.Path(folder) / "one.py").read_text())


if __name__ == "__main__":
    main()
