# slice() objects: attributes, indices, comparison, use in user classes.
for args in ((5,), (1, 5), (1, 5, 2), (None,), (None, None, -1), (-3, None), ("a", "b"),
        (1.5, [2])):
    s = slice(*args)
    print(s, s.start, s.stop, s.step, repr(s), s == slice(*args))
for args in ((None,), (2,), (-2, None), (None, None, -1), (5, 1, -2), (100, -100, -3),
        (-100, 100, 7), (3, 3)):
    for n in (0, 1, 5, 10):
        print(args, n, slice(*args).indices(n), list(range(n))[slice(*args)],
            "abcdefghij"[:n][slice(*args)], tuple(range(n))[slice(*args)], range(n)[slice(*args)])


class Show:
    def __getitem__(self, key): return key
    def __setitem__(self, key, value): print("set", key, value)
    def __delitem__(self, key): print("del", key)


s = Show()
print(s[1], s[1:2], s[::], s[1:2, 3], s[...], s[:, 1:], s[()], s["a":"b"], s[None], s[1, 2], s[-1],
    s[(1, 2)], s[lambda: 0] is not None, s[1:2:3], s[*[1, 2]], s[x := 5], x)
s[1:2] = 5
s[::2, ...] = "v"
del s[1:], s[0]
s[1] += 1 if False else (lambda: 1)()
for function in (lambda: slice(), lambda: slice(1, 2, 3, 4), lambda: slice(1, 2, 0).indices(5),
        lambda: slice("a").indices(5), lambda: slice(1).indices(-1), lambda: slice(1).indices("a"),
        lambda: hash(slice(1)), lambda: [1, 2][slice("a")], lambda: slice(1) < slice(2),
        lambda: slice(1).nothing, lambda: slice(1)()):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)
try:
    slice(1).start = 2
except AttributeError as error:
    print(error)
