# Attribute errors on text, and wrong arguments.
for name in ("push", "length", "append", "size", "to_upper", "contains", "has_key", "reverse",
        "sort", "__nothing__"):
    try:
        getattr("abc", name)
    except AttributeError as error:
        print(error)
for function in (lambda: "abc".upper(1), lambda: "abc".upper(x=1), lambda: "abc".join(),
        lambda: "abc".join("a", "b"), lambda: "abc".x, lambda: len(5),
        lambda: len(), lambda: len("a", "b"), lambda: str(1, 2), lambda: str("a", "b", "c", "d"),
        lambda: "a".isupper(1), lambda: "a".splitlines(1, 2), lambda: str.upper(1),
        lambda: str.upper(), lambda: "abc".title("x")):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)
try:
    "abc".x = 1
except AttributeError as error:
    print(error)
try:
    del "abc".upper
except AttributeError as error:
    print(error)
