# print(): sep, end, several arguments, everything's text.
print()
print("")
print(1, "a", None, True, 2.5, [1, "b"], (1,), {"k": [1]}, {1}, set(), frozenset(), range(3),
    slice(1, 2), ..., NotImplemented)
print("a", "b", sep="")
print("a", "b", sep=", ", end="!\n")
print("no newline", end="")
print()
print("a", end=" ")
print("b", end="\n\n")
print(*[1, 2, 3], sep=" - ")
print(*"abc", sep="\n")
print("x", sep=None, end=None)
print("x", "y", sep="")
print(sep="-")
print(end="only end\n")
print("flush", flush=True)
for kwargs in ({"sep": 1}, {"end": 2}, {"foo": 1}):
    try:
        print("a", **kwargs)
    except TypeError as error:
        print(error)
print(print("inner"))
print(repr(print)[:9], print.__name__, print is print)
import sys
print("to stderr", file=sys.stderr)
print("to stdout", file=sys.stdout)
sys.stdout.write("written\n")
print("é漢🎉", "\ttab", "quote's", sep="|")
