# repr of containers: nesting, recursion, one-element tuples, text quoting.
print([], [[]], [[], [[]]], (), (1,), ((),), ((1,), [2]), {}, {1: {}}, set(), frozenset({1}),
    [None, True, 1.0, "a'b", 'a"b', "\n", b"x"], {"a": [1, (2,)], (1, 2): "t"})
a = [1]
a.append(a)
print(a, str(a), len(a), a[1] is a)
d = {"k": 1}
d["self"] = d
print(d)
t = ([],)
t[0].append(t)
print(t)
a = []
b = [a, a]
a.append(b)
print(a, b)
print([range(3), range(1, 10, 2), slice(1), ..., NotImplemented, int, str, len, type(None), None],
    [1.0, -0.0, 1e20, float("inf")], {1.5: 2}, {(): []}, {None: None, True: False})


class R:
    def __repr__(self):
        return "R()"

    def __str__(self):
        return "text of R"


print(R(), [R()], (R(),), {R(): R()} if False else {"r": R()}, {1: R()}, str([R()]), f"{[R()]}",
    "%s" % [R()], "{}".format((R(), 1)))
