"""Random calls, operators and short programs, in CPython and in the dialect: what they print must
be the same, or refused by name.

    differ.py PROGRAM [ROUNDS [SEED]]     PROGRAM: build/tests/support/dialect

Prints each difference once a kind of call. Not a test: what it finds becomes one in tests/dialect.
"""

import pathlib
import random
import re
import subprocess
import sys
import tempfile


VALUES = """0 1 -1 2 3 7 -5 10 255 2**64 -2**63 10**25 True False None 0.0 -0.0 1.5 -2.5 1e300 1e-7
float('inf') float('nan') 0.1 '' 'a' 'abc' 'aXbXc' 'Hello World' '  x ' '12' '-3.5' 'é漢😀' 'a,b,,c'
'\\t\\n' '{}' '{0!r:>5}' '%s' '%d' b'' b'abc' b'\\x00\\xff' [] [1] [3,1,2] ['b','a'] [1,'a'] [[1],[2]]
() (1,) (1,2) ('a',) (3,1,2) {} {1:2} {'a':1,'b':2} {1,2} set() {3} frozenset([1]) range(5) range(0)
range(10,0,-3) slice(1) slice(None,None,-1) slice(0,2) int str len (lambda *a:a) (lambda:1)
iter([1,2]) (i*i*1.0 for i in range(3)) enumerate('ab') zip([1],[2]) map(str,[1]) object ... print
NotImplemented C() C(3) C D() D(2) {'k':C(1)} [C(1)] type ValueError ValueError('x')""".split()
VALUES = [value.replace("HelloWorld", "Hello World") for value in VALUES if value not in
          ("'Hello", "World'", "'", "x")] + ["'Hello World'", "'  x '"]

MODULES = """bisect collections copy datetime functools heapq itertools json math operator random re
statistics string textwrap""".split()
PRELUDE = '''
import bisect, collections, copy, datetime, functools, heapq, itertools, math, operator, random
import statistics, string
P = collections.namedtuple("P", "x y", defaults=[5])
def t(n, f):
    random.seed(n)
    try:
        r = f()
        if type(r).__name__.endswith("iterator") or type(r).__name__ in ("zip", "map", "filter", "enumerate", "reversed", "generator"):
            r = (type(r).__name__, [x for _, x in zip(range(9), r)])
        if isinstance(r, (set, frozenset)) and any(isinstance(x, (str, bytes, tuple)) for x in r):
            r = sorted(map(repr, r))
        print(n, type(r).__name__, ascii(r))
    except Exception as e:
        print(n, "!", type(e).__name__, e)
class C:
    def __init__(self, v=0): self.v = v
    def __repr__(self): return f"C({self.v})"
    def __eq__(self, o): return isinstance(o, C) and self.v == o.v
    def __hash__(self): return hash(self.v)
    def __lt__(self, o): return self.v < o.v
    def __add__(self, o): return C(self.v + (o.v if isinstance(o, C) else o))
    def __len__(self): return self.v
    def __getitem__(self, i):
        if i >= self.v: raise IndexError(i)
        return i
    def __call__(self, *a, **k): return ("call", a, k)
    def __index__(self): return self.v
class D(C):
    def __iter__(self): return iter(range(self.v))
    def __contains__(self, x): return True
    def __radd__(self, o): return "radd"
    def __float__(self): return 0.5
    def __bool__(self): return False
    def __format__(self, s): return "<" + s + ">"
'''
HIDDEN = set("input open exit quit help copyright credits license breakpoint exec eval compile "
             "__import__ globals locals vars dir id memoryview bytearray complex print hash "
             "object super __build_class__ aiter anext setattr delattr".split())
FUNCTIONS = [name for name in dir(__builtins__) if name not in HIDDEN and name[0].islower()]
TYPES = ["''", "'abc'", "'é x'", "b'abc'", "[3,1,2]", "(1,2,1)", "{1:2,'a':3}", "{1,2,3}",
         "frozenset([1,2])", "5", "-3", "2.5", "True", "range(5)", "slice(1,5,2)", "10**30",
         "collections.deque([1,2],3)", "collections.Counter('aab')", "P(1)", "P(2, 'a')",
         "collections.OrderedDict(a=1,b=2)", "collections.defaultdict(int,{1:2})",
         "collections.ChainMap({1:2},{2:3})", "datetime.timedelta(1,2)", "functools.partial(int,'7')",
         "C(2)", "D(2)", "None", "(i for i in [1,2])", "int", "str", "dict", "list", "C", "D"]
SKIPPED = set("__class__ __dir__ __doc__ __sizeof__ __reduce__ __reduce_ex__ __dict__ __module__ "
              "__init_subclass__ __subclasshook__ __getstate__ __weakref__ __setattr__ "
              "__delattr__ __hash__ __getattribute__ __subclasses__ __init__ __new__ mro "
              "__class_getitem__ __text_signature__ __annotations__ __base__ __mro__".split())
OPERATORS = "+ - * / // % ** @ & | ^ << >> < <= == != > >= in is and or".split() + ["not in"]
FROM_MODULES = 0.3
NOT_ALIKE = {"SystemRandom"}
SPECS = ["", "5", ">8", "<8", "^9", "08", "+", "x", "#x", "b", "e", ".2f", ".3", "10.4g", ",", "_",
         "s", "d", "%", "c", "*^7", "=+7", "n", "#o", ".0f", "G", "z", "5s", ".1s"]


def value():
    text = random.choice(VALUES)
    return text


def call_arguments():
    count = random.choice((0, 1, 1, 1, 2, 2, 3))
    parts = [value() for _ in range(count)]
    if random.random() < 0.08:
        parts.append(random.choice(("key=len", "default=1", "reverse=True", "start=1", "sep=','",
                                    "x=1", "strict=True", "base=8", "ndigits=1", "end=2")))
    if random.random() < 0.04:
        parts.append(random.choice(("*[1]", "**{'x':1}", "*'ab'")))
    return ", ".join(parts)


def expression():
    kind = random.random()
    if kind < FROM_MODULES:
        module = NAMES[random.choice([name for name in MODULES if name in NAMES])]
        names = [name for name in module.__all__ if name not in NOT_ALIKE] \
            if hasattr(module, "__all__") else [name for name in dir(module) if name[0] != "_"]
        return f"{module.__name__}.{random.choice(names)}({call_arguments()})"
    kind = random.random()
    if kind < 0.45:
        thing = random.choice(TYPES)
        names = [name for name in dir(eval(thing, NAMES)) if name not in SKIPPED]
        return f"{thing if thing[0] != '-' and not thing[0].isdigit() else '(' + thing + ')'}" \
               f".{random.choice(names)}({call_arguments()})"
    if kind < 0.65:
        return f"{random.choice(FUNCTIONS)}({call_arguments()})"
    if kind < 0.80:
        return f"{value()} {random.choice(OPERATORS)} {value()}"
    if kind < 0.86:
        return f"({value()})[{value()}]"
    if kind < 0.90:
        return f"format({value()}, {random.choice(SPECS)!r})"
    if kind < 0.93:
        return f"({random.choice(['%s', '%d', '%r', '%5.1f', '%x', '%c', '%e', '%-5s|', '%+d', '%%', '%i %s', '%(a)s'])!r} % {value()})"
    if kind < 0.96:
        return f"[{value()} for x in {value()} if {value()}]"
    return f"{random.choice(['not', '-', '+', '~'])} {value()}"


NAMES = {}
exec(PRELUDE, NAMES)


def run(command, path):
    try:
        done = subprocess.run([*command, str(path)], capture_output=True, timeout=20, check=False,
                              stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return [], "TIMEOUT", 0
    clean = re.sub(r"0x[0-9a-f]+", "0x", done.stdout.decode("utf-8", "replace"))
    errors = done.stderr.decode("utf-8", "replace").strip().split("\n")
    return clean.split("\n")[:-1], errors[-1], done.returncode


def compare(program, expressions, path, seen):
    """Runs them; when one is refused, again without it."""
    refused = 0
    lines = dict(enumerate(expressions))
    path.write_text(PRELUDE + "".join(f"t({n}, lambda: {e})\n" for n, e in lines.items()))
    wanted, error, code = run(["/usr/bin/python3", "-W", "ignore"], path)
    if code != 0:
        print("CPython itself:", error)
        return 0
    wanted = {line.split(" ", 1)[0]: line for line in wanted}
    while lines:
        path.write_text(PRELUDE + "".join(f"t({n}, lambda: {e})\n" for n, e in lines.items()))
        got, error, code = run([program], path)
        for line in got:
            number = line.split(" ", 1)[0]
            if wanted.get(number) != line and number.isdigit():
                note(seen, expressions[int(number)], wanted.get(number), line)
        done = len(got)
        if code == 0:
            break
        culprit = list(lines)[done] if done < len(lines) else None
        if culprit is None:
            break
        if "ranksh has no" in error or "(ranksh has" in error:
            refused += 1
        else:
            note(seen, expressions[culprit], wanted.get(str(culprit)), f"{error} (exit {code})")
        for number in list(lines)[:done + 1]:
            del lines[number]
    return refused


def note(seen, text, wanted, got):
    kind = re.sub(r"\(.*", "", text) + re.sub(r"[^a-zA-Z ]+", "#", got.split(" ", 1)[-1])[:40]
    if kind not in seen:
        seen.add(kind)
        print(f"{text}\n    want {wanted}\n    got  {got}", flush=True)


def main():
    program = sys.argv[1]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    random.seed(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    seen, refused, total = set(), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds):
            expressions = []
            while len(expressions) < 100:
                text = expression()
                try:
                    compile(text, "", "eval")
                except (SyntaxError, ValueError, OverflowError, MemoryError):
                    continue
                if re.search(r"(\*\*|<<|__i?l?pow__|__r?pow__|pow|__lshift__|__rlshift__|\*).*(10\*\*|2\*\*6|1e300)", text):
                    continue
                expressions.append(text)
            refused += compare(program, expressions, pathlib.Path(folder) / "one.py", seen)
            total += len(expressions)
    print(f"{total} expressions, {refused} refused, {len(seen)} kinds of differences")


if __name__ == "__main__":
    main()
