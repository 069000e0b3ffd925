# Indexing and slicing text, ASCII and not, positive, negative, out of range.
for s in ("hello", "héllo wörld", "a漢b字c🎉d", "", "x"):
    n = len(s)
    print(n, [s[i] for i in range(-n, n)])
    print(repr(s[:]), repr(s[1:]), repr(s[:-1]), repr(s[::-1]), repr(s[::2]), repr(s[1::3]),
        repr(s[-3:]), repr(s[5:2]), repr(s[5:2:-1]), repr(s[100:]), repr(s[-100:2]),
        repr(s[:100:-1]), repr(s[-1:-100:-2]))
    for i in (n, -n - 1, 10**30):
        try:
            s[i]
        except IndexError as error:
            print(error)
for key in ("a", 1.0, None, (1, 2), [0], slice("a", None), slice(None, None, 0), slice(1.5)):
    try:
        print("hello"[key])
    except Exception as error:
        print(type(error).__name__, error)
try:
    s[0] = "y"
except TypeError as error:
    print(error)
try:
    del s[0]
except TypeError as error:
    print(error)
print("hello"[True], "hello"[slice(1, 4)], "hello"[slice(None, None, -1)], "hello"[:None],
    "hello"[-10**20:10**20])
