# Type errors of operators, subscripts and calls between all kinds of values.
class Plain: pass


def function(): pass


values = {"int": 1, "float": 1.5, "text": "s", "list": [1], "tuple": (1,), "dict": {"k": 1},
    "set": {1}, "none": None, "bool": True, "function": function, "class": Plain, "object": Plain(),
    "builtin": len, "range": range(3), "generator": (x for x in []), "type": int, "bytes": b"b",
    "slice": slice(1), "ellipsis": ..., "module": __import__("math") if False else None}
for name, value in values.items():
    for label, operation in (("call", lambda: value()), ("index", lambda: value[0]),
            ("key", lambda: value["k"]), ("iterate", lambda: [*value]), ("len", lambda: len(value)),
            ("negate", lambda: -value), ("invert", lambda: ~value), ("add", lambda: value + value),
            ("subtract", lambda: value - value), ("multiply", lambda: value * value),
            ("less", lambda: value < value), ("in", lambda: 1 in value),
            ("hash", lambda: hash(value) and 0), ("int", lambda: int(value)),
            ("float", lambda: float(value)), ("unpack", lambda: (lambda a, b: 0)(*value)),
            ("attribute", lambda: value.nothing), ("join", lambda: "".join(value)),
            ("format", lambda: format(value, "d")), ("percent", lambda: "%d" % value),
            ("matmul", lambda: value @ value), ("power", lambda: value ** value),
            ("or", lambda: value | value), ("shift", lambda: value << 1),
            ("round", lambda: round(value)), ("with", lambda: value.__enter__())):
        try:
            result = operation()
            print(name, label, "fine", type(result).__name__)
        except Exception as error:
            text = str(error)
            print(name, label, type(error).__name__, text.split(" at 0x")[0])
    for label, statement in (("set item", lambda: value.__setitem__(0, 1)),):
        try:
            statement()
        except Exception as error:
            print(name, label, type(error).__name__)
    try:
        value[0] = 1
    except Exception as error:
        print(name, "assign", type(error).__name__, error)
    try:
        del value[5]
    except Exception as error:
        print(name, "delete", type(error).__name__, error)
    try:
        value.attribute = 1
        print(name, "attribute set")
    except Exception as error:
        print(name, "attribute", type(error).__name__, error)
    try:
        a, b, c, d = value
    except Exception as error:
        print(name, "unpack", type(error).__name__, error)
    try:
        value += None
    except Exception as error:
        print(name, "in place", type(error).__name__, error)
    try:
        value -= "x"
    except Exception as error:
        print(name, "in place minus", type(error).__name__, error)
    try:
        value //= []
    except Exception as error:
        print(name, "in place floor", type(error).__name__, error)
    try:
        raise value
    except TypeError as error:
        print(name, "raise", error)
