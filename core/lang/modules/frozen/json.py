# json: values as text and back.
from math import inf as _inf, nan as _nan
from _ranksh import refuse as _refuse


class JSONDecodeError(ValueError):
    """Subclass of ValueError with the place of the mistake."""

    def __init__(self, msg, doc, pos):
        self.msg = msg
        self.doc = doc
        self.pos = pos
        self.lineno = doc.count("\n", 0, pos) + 1
        self.colno = pos - doc.rfind("\n", 0, pos)
        super().__init__(f"{msg}: line {self.lineno} column {self.colno} (char {pos})")


JSONDecodeError.__module__ = "json.decoder"

# ---- writing

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r",
            "\t": "\\t"}


def _quote(text, ascii_only):
    if text.isascii() and text.isprintable() and '"' not in text and "\\" not in text:
        return '"' + text + '"'
    parts = []
    for sign in text:
        number = ord(sign)
        if sign in _ESCAPES:
            parts.append(_ESCAPES[sign])
        elif number < 32 or (ascii_only and 126 < number < 0x10000):
            parts.append(f"\\u{number:04x}")
        elif ascii_only and number > 126:
            number -= 0x10000
            parts.append(f"\\u{0xd800 | number >> 10:04x}\\u{0xdc00 | number & 0x3ff:04x}")
        else:
            parts.append(sign)
    return '"' + "".join(parts) + '"'


def _float(value, allow_nan):
    if value != value:
        text = "NaN"
    elif value == _inf:
        text = "Infinity"
    elif value == -_inf:
        text = "-Infinity"
    else:
        return float.__repr__(value)
    if not allow_nan:
        raise ValueError("Out of range float values are not JSON compliant")
    return text


class JSONEncoder:
    item_separator = ", "
    key_separator = ": "

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True,
                 sort_keys=False, indent=None, separators=None, default=None):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = " " * indent if isinstance(indent, int) else indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ","
        if default is not None:
            self.default = default

    def default(self, o):
        """Return a serializable object for ``o``, or raise a ``TypeError``."""
        raise TypeError(f"Object of type {o.__class__.__name__} is not JSON serializable")

    def encode(self, o):
        """Return a JSON string representation of a Python data structure."""
        parts = []
        self._write(o, parts, "", [])
        return "".join(parts)

    def iterencode(self, o, _one_shot=False):
        yield self.encode(o)

    def _write(self, o, parts, margin, outer):
        if o is None or o is True or o is False:
            parts.append("null" if o is None else "true" if o else "false")
        elif isinstance(o, str):
            parts.append(_quote(o, self.ensure_ascii))
        elif isinstance(o, int):
            parts.append(int.__repr__(o))
        elif isinstance(o, float):
            parts.append(_float(o, self.allow_nan))
        else:
            if any(o is other for other in outer):
                raise ValueError("Circular reference detected")
            outer.append(o)
            if isinstance(o, dict):
                self._write_dict(o, parts, margin, outer)
            elif isinstance(o, (list, tuple)):
                self._write_list(o, parts, margin, outer)
            else:
                self._write(self.default(o), parts, margin, outer)
            outer.pop()

    def _write_list(self, items, parts, margin, outer):
        if not items:
            parts.append("[]")
            return
        inner = margin
        start, between, end = "", self.item_separator, ""
        if self.indent is not None:
            inner = margin + self.indent
            start, end = "\n" + inner, "\n" + margin
            between += start
        parts.append("[" + start)
        for index, item in enumerate(items):
            if index > 0:
                parts.append(between)
            self._write(item, parts, inner, outer)
        parts.append(end + "]")

    def _key(self, key):
        if isinstance(key, str):
            return key
        if isinstance(key, float):
            return _float(key, self.allow_nan)
        if key is True or key is False or key is None:
            return {True: "true", False: "false", None: "null"}[key]
        if isinstance(key, int):
            return int.__repr__(key)
        if self.skipkeys:
            return None
        raise TypeError("keys must be str, int, float, bool or None, "
                        f"not {key.__class__.__name__}")

    def _write_dict(self, items, parts, margin, outer):
        if not items:
            parts.append("{}")
            return
        inner = margin
        start, between, end = "", self.item_separator, ""
        if self.indent is not None:
            inner = margin + self.indent
            start, end = "\n" + inner, "\n" + margin
            between += start
        parts.append("{" + start)
        first = True
        for key, value in sorted(items.items()) if self.sort_keys else items.items():
            key = self._key(key)
            if key is None:
                continue
            if not first:
                parts.append(between)
            first = False
            parts.append(_quote(key, self.ensure_ascii) + self.key_separator)
            self._write(value, parts, inner, outer)
        parts.append(end + "}")


def dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None,
          indent=None, separators=None, default=None, sort_keys=False, **kw):
    """Serialize ``obj`` to a JSON formatted ``str``."""
    return (cls or JSONEncoder)(
        skipkeys=skipkeys, ensure_ascii=ensure_ascii, check_circular=check_circular,
        allow_nan=allow_nan, indent=indent, separators=separators, default=default,
        sort_keys=sort_keys, **kw).encode(obj)


def dump(obj, fp, **options):
    """Serialize ``obj`` as a JSON formatted stream to ``fp``."""
    fp.write(dumps(obj, **options))


# ---- reading

class JSONDecoder:
    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None,
                 strict=True, object_pairs_hook=None):
        self.object_hook = object_hook
        self.parse_float = parse_float or float
        self.parse_int = parse_int or int
        self.parse_constant = parse_constant or \
            {"NaN": _nan, "Infinity": _inf, "-Infinity": -_inf}.__getitem__
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook

    def decode(self, s):
        """Return the Python representation of ``s``."""
        value, end = self.raw_decode(s, _blank(s, 0))
        end = _blank(s, end)
        if end != len(s):
            raise JSONDecodeError("Extra data", s, end)
        return value

    def raw_decode(self, s, idx=0):
        """Decode a JSON document from ``s``, and the index in ``s`` where it ended."""
        try:
            return self._value(s, idx)
        except StopIteration as stop:
            raise JSONDecodeError("Expecting value", s, stop.value) from None

    def _value(self, s, at):
        sign = s[at:at + 1]
        if sign == '"':
            return self._string(s, at + 1)
        if sign == "{":
            return self._object(s, at + 1)
        if sign == "[":
            return self._array(s, at + 1)
        for word, value in (("null", None), ("true", True), ("false", False)):
            if s.startswith(word, at):
                return value, at + len(word)
        number = self._number(s, at)
        if number is not None:
            return number
        for word in ("NaN", "Infinity", "-Infinity"):
            if s.startswith(word, at):
                return self.parse_constant(word), at + len(word)
        raise StopIteration(at)

    def _number(self, s, at):
        end = at + 1 if s[at:at + 1] == "-" else at
        if s[end:end + 1] == "0":
            end += 1
        elif s[end:end + 1] and s[end:end + 1] in "123456789":
            end = _digits(s, end)
        else:
            return None
        whole = end
        if s[end:end + 1] == "." and _digits(s, end + 1) > end + 1:
            end = _digits(s, end + 1)
        if s[end:end + 1] in ("e", "E"):
            sign = end + 1
            if s[sign:sign + 1] in ("+", "-"):
                sign += 1
            if _digits(s, sign) > sign:
                end = _digits(s, sign)
        text = s[at:end]
        return (self.parse_int(text) if end == whole else self.parse_float(text)), end

    def _string(self, s, at):
        begin = at - 1
        parts = []
        while True:
            end = at
            while end < len(s) and s[end] not in '"\\' and s[end] >= " ":
                end += 1
            parts.append(s[at:end])
            if end == len(s):
                raise JSONDecodeError("Unterminated string starting at", s, begin)
            sign = s[end]
            if sign == '"':
                return "".join(parts), end + 1
            if sign != "\\":
                if self.strict:
                    raise JSONDecodeError("Invalid control character at", s, end)
                parts.append(sign)
                at = end + 1
                continue
            escape = s[end + 1:end + 2]
            if not escape:
                raise JSONDecodeError("Unterminated string starting at", s, begin)
            if escape == "u":
                sign, at = _unicode(s, end)
                parts.append(sign)
                continue
            if escape not in '"\\/bfnrt':
                raise JSONDecodeError("Invalid \\escape", s, end)
            parts.append({"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}.get(escape, escape))
            at = end + 2

    def _array(self, s, at):
        values = []
        at = _blank(s, at)
        if s[at:at + 1] == "]":
            return values, at + 1
        while True:
            value, at = self._value(s, at)
            values.append(value)
            at = _blank(s, at)
            sign = s[at:at + 1]
            if sign == "]":
                return values, at + 1
            if sign != ",":
                raise JSONDecodeError("Expecting ',' delimiter", s, at)
            at = _blank(s, at + 1)

    def _object(self, s, at):
        pairs = []
        at = _blank(s, at)
        if s[at:at + 1] == "}":
            return self._made(pairs), at + 1
        if s[at:at + 1] != '"':
            raise JSONDecodeError("Expecting property name enclosed in double quotes", s, at)
        while True:
            key, at = self._string(s, at + 1)
            at = _blank(s, at)
            if s[at:at + 1] != ":":
                raise JSONDecodeError("Expecting ':' delimiter", s, at)
            value, at = self._value(s, _blank(s, at + 1))
            pairs.append((key, value))
            at = _blank(s, at)
            sign = s[at:at + 1]
            if sign == "}":
                return self._made(pairs), at + 1
            if sign != ",":
                raise JSONDecodeError("Expecting ',' delimiter", s, at)
            at = _blank(s, at + 1)
            if s[at:at + 1] != '"':
                raise JSONDecodeError("Expecting property name enclosed in double quotes", s, at)

    def _made(self, pairs):
        if self.object_pairs_hook is not None:
            return self.object_pairs_hook(pairs)
        made = dict(pairs)
        return made if self.object_hook is None else self.object_hook(made)


def _blank(s, at):
    while s[at:at + 1] and s[at] in " \t\n\r":
        at += 1
    return at


def _digits(s, at):
    while at < len(s) and "0" <= s[at] <= "9":
        at += 1
    return at


def _hex(s, at):
    digits = s[at + 2:at + 6]
    if len(digits) == 4 and all(digit in "0123456789abcdefABCDEF" for digit in digits):
        return int(digits, 16)
    raise JSONDecodeError("Invalid \\uXXXX escape", s, at + 1)


def _unicode(s, at):
    number = _hex(s, at)
    at += 6
    if 0xd800 <= number < 0xdc00 and s.startswith("\\u", at):
        second = _hex(s, at)
        if 0xdc00 <= second < 0xe000:
            return chr(0x10000 + ((number - 0xd800) << 10 | second - 0xdc00)), at + 6
    if 0xd800 <= number < 0xe000:
        _refuse("surrogates in texts")
    return chr(number), at


def loads(s, *, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None,
          object_pairs_hook=None, **kw):
    """Deserialize ``s`` to a Python object."""
    if isinstance(s, bytes):
        s = s.decode("utf-8")
    elif not isinstance(s, str):
        raise TypeError("the JSON object must be str, bytes or bytearray, "
                        f"not {s.__class__.__name__}")
    elif s.startswith("\ufeff"):
        raise JSONDecodeError("Unexpected UTF-8 BOM (decode using utf-8-sig)", s, 0)
    return (cls or JSONDecoder)(
        object_hook=object_hook, parse_float=parse_float, parse_int=parse_int,
        parse_constant=parse_constant, object_pairs_hook=object_pairs_hook, **kw).decode(s)


def load(fp, **options):
    """Deserialize ``fp`` to a Python object."""
    return loads(fp.read(), **options)


__all__ = ["dump", "dumps", "load", "loads", "JSONDecoder", "JSONDecodeError", "JSONEncoder"]
