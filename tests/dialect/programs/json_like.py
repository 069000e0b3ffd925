# Writing and reading a JSON-like text by hand: recursion, escapes, errors with positions.
class DecodeError(ValueError):
    def __init__(self, message, at):
        super().__init__(f"{message}: char {at}")
        self.at = at


def dump(value, indent=0, step=2):
    pad = " " * (indent + step)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, str):
        return '"' + "".join({'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}.get(c,
            c if ord(c) < 128 else f"\\u{ord(c):04x}") for c in value) + '"'
    if isinstance(value, (list, tuple)):
        return "[]" if not value else "[\n" + ",\n".join(
            pad + dump(v, indent + step) for v in value) + "\n" + " " * indent + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{dump(str(k))}: {dump(v, indent + step)}" for k,
            v in value.items()) + "}"
    raise TypeError(f"{type(value).__name__} can't be written")


def load(text):
    value, at = parse(text, skip(text, 0))
    if skip(text, at) != len(text):
        raise DecodeError("extra data", at)
    return value


def skip(text, at):
    while at < len(text) and text[at] in " \n\t":
        at += 1
    return at


def parse(text, at):
    for word, value in (("null", None), ("true", True), ("false", False)):
        if text.startswith(word, at):
            return value, at + len(word)
    if at >= len(text):
        raise DecodeError("unexpected end", at)
    c = text[at]
    if c == '"':
        out = ""
        at += 1
        while True:
            if at >= len(text):
                raise DecodeError("open string", at)
            if text[at] == '"':
                return out, at + 1
            if text[at] == "\\":
                escape = text[at + 1]
                if escape == "u":
                    out += chr(int(text[at + 2 : at + 6], 16))
                    at += 4
                else:
                    out += {"n": "\n", "t": "\t"}.get(escape, escape)
                at += 1
            else:
                out += text[at]
            at += 1
    if c in "[{":
        close, items = {"[": "]", "{": "}"}[c], []
        at = skip(text, at + 1)
        while text[at : at + 1] != close:
            item, at = parse(text, at)
            at = skip(text, at)
            if c == "{":
                if text[at : at + 1] != ":":
                    raise DecodeError("expected ':'", at)
                value, at = parse(text, skip(text, at + 1))
                item, at = (item, value), skip(text, at)
            items.append(item)
            if text[at : at + 1] == ",":
                at = skip(text, at + 1)
            elif text[at : at + 1] != close:
                raise DecodeError(f"expected ',' or {close!r}", at)
        return (dict(items) if c == "{" else items), at + 1
    end = at
    while end < len(text) and text[end] in "+-.0123456789eE":
        end += 1
    try:
        return (float if set(text[at:end]) & set(".eE") else int)(text[at:end]), end
    except ValueError as error:
        raise DecodeError(f"bad value ({error})", at) from error


value = {"a": [1, -2.5, 1e100, True, None], "é": "q\"uote\\ \n漢", "n": {"x": {}, "y": []},
    "t": (1,)}
text = dump(value)
print(text)
print(load(text), load(text)["é"] == value["é"], load(" [ 1 , [ ] ] "), load('"\\u0041"'))
for bad in ("", "[1, 2", "{\"a\" 1}", "[1 2]", "tru", "[1,]x", '"open', "{1:2}", "[1] 2", "-",
        "1.2.3"):
    try:
        print(bad, load(bad))
    except DecodeError as error:
        print(repr(bad), error, error.at, type(error.__cause__).__name__)
try:
    dump({"f": {1, 2}})
except TypeError as error:
    print(error)
