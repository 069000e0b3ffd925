# id and hash in their relations, repr against str of everything, callable, ascii.
a, b = [1], [1]
print(id(a) == id(a), id(a) == id(b), a is b, id(None) == id(None), id(a) != id([2]),
    isinstance(id(a), int))
for value in (0, -1, 10**20, 1.5, -0.0, True, None, "a'b", "é\n", b"\xff", [1, "a"], (1,), (),
        {1: "a"}, {"k"}, set(), frozenset(), frozenset({1}), range(3), range(1, 5, 2), slice(1),
        ..., NotImplemented, int, ValueError("x"), KeyError("k"), OSError(2, "m"), StopIteration()):
    print(str(value), repr(value), ascii(value), f"{value}", f"{value!r}", "%s" % (value,),
        "%r" % (value,), "{!r}".format(value), [value], str([value]), sep=" | ")
for value in (0, 1.0, "a", (1, "b"), None, int, len, frozenset([1]), range(3), b"x", ..., 10**30):
    print(hash(value) == hash(value), callable(value), isinstance(hash(value), int))


class R:
    def __repr__(self): return "R!"


class S(R):
    def __str__(self): return "S?"


class Bad:
    def __repr__(self): raise ValueError("no text")


print(R(), S(), [R(), S()], {"r": R()}, (S(),), f"{S()} {S()!r}", str(R()), repr(S()),
    "%s %r" % (S(), S()), {R: 1} == {R: 1})
for function in (lambda: repr(Bad()), lambda: str([Bad()]), lambda: f"{Bad()}",
        lambda: print(Bad()), lambda: "%s" % Bad(), lambda: "{}".format(Bad()),
        lambda: repr({1: Bad()})):
    try:
        function()
    except ValueError as error:
        print(error)
