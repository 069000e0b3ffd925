# A tokenizer, a recursive-descent parser and an evaluator for arithmetic with names.
class Token:
    def __init__(self, kind, text, at):
        self.kind, self.text, self.at = kind, text, at

    def __repr__(self):
        return f"{self.kind}:{self.text!r}@{self.at}"


class ParseError(Exception):
    pass


def tokens(source):
    i = 0
    while i < len(source):
        c = source[i]
        if c.isspace():
            i += 1
            continue
        start = i
        if c.isdigit() or c == "." and source[i + 1 : i + 2].isdigit():
            while i < len(source) and (source[i].isdigit() or source[i] == "."):
                i += 1
            yield Token("num", source[start:i], start)
        elif c.isalpha():
            while i < len(source) and (source[i].isalnum() or source[i] == "_"):
                i += 1
            yield Token("name", source[start:i], start)
        elif source[i : i + 2] in ("**", "//", "==", "<="):
            i += 2
            yield Token("op", source[start:i], start)
        elif c in "+-*/()=<,":
            i += 1
            yield Token("op", c, start)
        else:
            raise ParseError(f"unexpected {c!r} at {i}")
    yield Token("end", "", len(source))


class Parser:
    binary = [["==", "<", "<="], ["+", "-"], ["*", "/", "//"]]

    def __init__(self, source):
        self.items = list(tokens(source))
        self.at = 0

    @property
    def now(self):
        return self.items[self.at]

    def accept(self, *texts):
        if self.now.kind == "op" and self.now.text in texts:
            self.at += 1
            return self.items[self.at - 1].text
        return None

    def expect(self, text):
        if not self.accept(text):
            raise ParseError(f"expected {text!r} at {self.now.at}, got {self.now.text!r}")

    def parse(self):
        tree = self.level(0)
        if self.now.kind != "end":
            raise ParseError(f"left over: {self.now}")
        return tree

    def level(self, n):
        if n == len(self.binary):
            return self.unary()
        left = self.level(n + 1)
        while op := self.accept(*self.binary[n]):
            left = (op, left, self.level(n + 1))
        return left

    def unary(self):
        if self.accept("-"):
            return ("neg", self.unary())
        base = self.atom()
        return ("**", base, self.unary()) if self.accept("**") else base

    def atom(self):
        token = self.now
        self.at += 1
        if token.kind == "num":
            return float(token.text) if "." in token.text else int(token.text)
        if token.kind == "name":
            if not self.accept("("):
                return token.text
            arguments = []
            while not self.accept(")"):
                arguments.append(self.level(0))
                if not self.accept(","):
                    self.expect(")")
                    break
            return ("call", token.text, arguments)
        if token.text == "(":
            inner = self.level(0)
            self.expect(")")
            return inner
        raise ParseError(f"unexpected {token}")


OPERATORS = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b,
    "/": lambda a, b: a / b, "//": lambda a, b: a // b, "**": lambda a, b: a**b, "==": lambda a,
    b: a == b, "<": lambda a, b: a < b, "<=": lambda a, b: a <= b}


def evaluate(tree, names):
    if isinstance(tree, (int, float)):
        return tree
    if isinstance(tree, str):
        return names[tree]
    kind, *rest = tree
    if kind == "neg":
        return -evaluate(rest[0], names)
    if kind == "call":
        return names[rest[0]](*[evaluate(a, names) for a in rest[1]])
    return OPERATORS[kind](*[evaluate(r, names) for r in rest])


names = {"x": 3, "y_2": 0.5, "max": max, "abs": abs}
for source in ("1 + 2 * 3", "(1 + 2) * 3", "2 ** 3 ** 2", "-2 ** 2", "10 // 3 - 1",
        "x * (y_2 + 1.25)", "max(1, x, abs(-7))", "1 + 1 == 2", "7 / 2 <= 3.5", "1 +", "(1",
        "a $ b", "nope + 1", "1 / 0", "2 3", "max(1 2)", "abs()", ".5 + 1."):
    try:
        tree = Parser(source).parse()
        print(source, "->", tree, "->", evaluate(tree, names))
    except (ParseError, ArithmeticError, LookupError, TypeError) as error:
        print(source, "->", type(error).__name__, error)
print(list(tokens("f(x)+1")))
