"""The parser's trees against CPython's, node by node with their spans.

    tree.py PROGRAM [FILE…]     PROGRAM is tests/support/syntax; without files: this machine's
                                standard library, and the scripts of tests/dialect
"""

import ast
import os
import pathlib
import subprocess
import sys
import warnings

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
from tap import Tap

# What ranksh refuses: files that hold it only have to be refused by name.
REFUSED = (ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith, ast.Await, ast.Match, ast.TryStar)


class Dump:
    """CPython's tree in the lines that tests/support/syntax --tree prints."""

    def __init__(self):
        self.lines = []
        self.depth = 0

    def word(self, text):
        self.lines.append("  " * self.depth + text)

    def text(self, label, value):
        if value is None:
            return
        data = value if isinstance(value, bytes) else value.encode()
        self.word(label + " " + "".join(chr(byte) if 32 < byte < 127 and byte != 92
                                        else f"\\{byte:02x}" for byte in data))

    def optional(self, label, value):
        if value is not None:
            self.word(label)
            self.depth += 1
            self.node(value)
            self.depth -= 1

    def nodes(self, label, values):
        self.word(label)
        self.depth += 1
        for value in values:
            self.node(value)
        self.depth -= 1

    @staticmethod
    def span(node):
        return f"{node.lineno}:{node.col_offset}-{node.end_lineno}:{node.end_col_offset}"

    def node(self, node):
        name = type(node).__name__
        if isinstance(node, ast.Constant):
            value = node.value
            name = "Ellipsis" if value is ... else str(value) \
                if value is None or isinstance(value, bool) else type(value).__name__
        elif isinstance(node, ast.BoolOp):
            name = type(node.op).__name__
        self.word(f"{name} {self.span(node)}")
        self.depth += 1
        getattr(self, "in_" + type(node).__name__, self.in_other)(node)
        self.depth -= 1

    def in_other(self, node):
        """Most nodes: CPython's fields in CPython's order."""
        for field, value in ast.iter_fields(node):
            if field in ("ctx", "type_comment", "kind", "type_ignores"):
                continue
            if field in ("op",):
                self.word(type(value).__name__)
            elif isinstance(value, list):
                self.nodes("decorators" if field == "decorator_list" else
                           "final" if field == "finalbody" else field, value)
            elif isinstance(value, ast.AST):
                self.optional(field, value)
            elif isinstance(value, str):
                self.text(field, value)

    def in_Constant(self, node):
        value = node.value
        if isinstance(value, int) and not isinstance(value, bool):
            if -2**63 <= value < 2**63:
                self.word(f"value {value}")
            else:
                self.word("value big")
        elif isinstance(value, float):
            self.word("value %.17g" % value)
        elif isinstance(value, (str, bytes)):
            self.text("value", value)

    def in_FormattedValue(self, node):
        self.optional("value", node.value)
        self.word("conversion " + ("-" if node.conversion < 0 else chr(node.conversion)))
        self.optional("spec", node.format_spec)

    def in_Dict(self, node):
        for key, value in zip(node.keys, node.values):
            self.optional("key", key)
            self.optional("value", value)

    def in_UnaryOp(self, node):
        self.word(type(node.op).__name__)
        self.node(node.operand)

    def in_BinOp(self, node):
        self.word(type(node.op).__name__)
        self.node(node.left)
        self.node(node.right)

    def in_BoolOp(self, node):
        self.nodes("values", node.values)

    def in_Compare(self, node):
        self.node(node.left)
        for op, right in zip(node.ops, node.comparators):
            self.optional(type(op).__name__, right)

    def keywords(self, keywords):
        for keyword in keywords:
            self.word("keyword " + self.span(keyword))
            self.text("arg", keyword.arg)
            self.node(keyword.value)

    def in_Call(self, node):
        self.optional("func", node.func)
        self.nodes("args", node.args)
        self.keywords(node.keywords)

    def in_Starred(self, node):
        self.node(node.value)

    def comprehension(self, node):
        for clause in node.generators:
            self.optional("target", clause.target)
            self.optional("iter", clause.iter)
            self.nodes("ifs", clause.ifs)

    def in_ListComp(self, node):
        self.optional("elt", node.elt)
        self.comprehension(node)

    in_SetComp = in_GeneratorExp = in_ListComp

    def in_DictComp(self, node):
        self.optional("key", node.key)
        self.optional("elt", node.value)
        self.comprehension(node)

    def parameter(self, label, arg, default=None):
        self.text(label, arg.arg)
        self.optional("annotation", arg.annotation)
        self.optional("default", default)

    def parameters(self, args):
        plain = [("posonly", arg) for arg in args.posonlyargs] + [("arg", arg) for arg in args.args]
        defaults = [None] * (len(plain) - len(args.defaults)) + args.defaults
        for (label, arg), default in zip(plain, defaults):
            self.parameter(label, arg, default)
        for arg, default in zip(args.kwonlyargs, args.kw_defaults):
            self.parameter("kwonly", arg, default)
        for label, arg in (("vararg", args.vararg), ("kwarg", args.kwarg)):
            if arg is not None:
                self.parameter(label, arg)

    def in_Lambda(self, node):
        self.parameters(node.args)
        self.optional("body", node.body)

    def in_Expr(self, node):
        self.node(node.value)

    def in_AugAssign(self, node):
        self.word(type(node.op).__name__)
        self.optional("target", node.target)
        self.optional("value", node.value)

    def in_AnnAssign(self, node):
        self.word("simple" if node.simple else "complex")
        self.optional("target", node.target)
        self.optional("annotation", node.annotation)
        self.optional("value", node.value)

    def in_Global(self, node):
        for name in node.names:
            self.text("name", name)

    in_Nonlocal = in_Global

    def in_Import(self, node):
        for alias in node.names:
            self.word("alias " + self.span(alias))
            self.text("name", alias.name)
            self.text("asname", alias.asname)

    def in_ImportFrom(self, node):
        self.text("module", node.module)
        self.word(f"level {node.level}")
        self.in_Import(node)

    def in_FunctionDef(self, node):
        self.text("name", node.name)
        self.parameters(node.args)
        self.optional("returns", node.returns)
        self.nodes("decorators", node.decorator_list)
        self.nodes("body", node.body)

    def in_ClassDef(self, node):
        self.text("name", node.name)
        self.nodes("bases", node.bases)
        self.keywords(node.keywords)
        self.nodes("decorators", node.decorator_list)
        self.nodes("body", node.body)

    def in_Try(self, node):
        self.nodes("body", node.body)
        for handler in node.handlers:
            self.word("handler " + self.span(handler))
            self.optional("type", handler.type)
            self.text("name", handler.name)
            self.nodes("body", handler.body)
        self.nodes("orelse", node.orelse)
        self.nodes("final", node.finalbody)

    def in_With(self, node):
        for item in node.items:
            self.optional("context", item.context_expr)
            self.optional("vars", item.optional_vars)
        self.nodes("body", node.body)


def in_format(node, inside=False, found=None):
    """The expressions inside f-strings: CPython 3.11 knows their place only roughly."""
    found = set() if found is None else found
    for child in ast.iter_child_nodes(node):
        here = inside or isinstance(node, (ast.FormattedValue, ast.JoinedStr))
        if here:
            found.add(child)
        in_format(child, here, found)
    return found


def expected(path):
    """The lines for a file; None when CPython or ranksh refuses it."""
    tree = ast.parse(path.read_bytes())
    for node in ast.walk(tree):
        if isinstance(node, REFUSED) or isinstance(node, ast.Constant) and \
                isinstance(node.value, complex):
            return None
    dump = Dump()
    rough = in_format(tree)
    exact = dump.span
    dump.span = lambda node: "?" if node in rough else exact(node)
    for statement in tree.body:
        dump.node(statement)
    return dump.lines


def differs(mine, its):
    """Whether two lines differ; big ints and places inside f-strings count as alike."""
    if mine == its:
        return False
    words, others = mine.split(), its.split()
    if len(others) == 2 and others[1] == "?" and words[0] == others[0]:
        return False
    return not (others == ["value", "big"] and words[0] == "value")


def check(program, path):
    """None, or what is wrong with a file's tree."""
    try:
        compile(path.read_bytes(), path, "exec")
        lines = expected(path)
    except (SyntaxError, ValueError, RecursionError):
        return None
    run = subprocess.run([program, "--tree", path], capture_output=True, text=True, timeout=120,
                         errors="replace")
    if "ranksh has no " in run.stderr or lines is None:
        return None if "ranksh has no " in run.stderr else f"not refused: {run.stderr}"
    if run.returncode != 0:
        return run.stderr[-500:]
    got = run.stdout.split("\n")[:-1]
    for number, (mine, its) in enumerate(zip(got, lines)):
        if differs(mine, its):
            return f"line {number} of the tree\n  expected {its}\n       got {mine}"
    return None if len(got) == len(lines) else f"{len(got)} lines of tree, expected {len(lines)}"


def main(program, *names):
    tap = Tap()
    sys.setrecursionlimit(10000)
    warnings.simplefilter("ignore")
    if sys.version_info[:2] != (3, 11):
        print("1..0 # SKIP wants CPython 3.11")
        return
    files = [pathlib.Path(name) for name in names]
    if not files:
        library = pathlib.Path(os.__file__).parent
        files = sorted(library.glob("*.py")) + sorted(HERE.glob("*/*.py"))
    wrong = [f"{path}: {what}" for path in files if (what := check(program, path))]
    tap.ok(not wrong, f"trees of {len(files)} files are CPython's", "\n".join(wrong[:20]))
    tap.finish()


main(*sys.argv[1:])
