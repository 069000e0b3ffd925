# Typical mistakes with text and numbers: class and message, many at once.
def attempt(*functions):
    for function in functions:
        try:
            print("fine:", function())
        except Exception as error:
            print(type(error).__name__ + ":", error)


attempt(lambda: "age: " + 5, lambda: 5 + " years", lambda: "a" + None, lambda: "a" + ["b"],
    lambda: "a" + 1.5, lambda: "a" + True, lambda: "3" * "4", lambda: "3" - "1", lambda: "10" / 2,
    lambda: "a" % 5, lambda: "%d" % "a", lambda: "%s %s" % "a", lambda: "%d%%" % 5,
    lambda: int("3.7"), lambda: int("3,000"), lambda: int("five"), lambda: int(""),
    lambda: int(" "), lambda: int("0x1A"), lambda: int("1e5"), lambda: float("1,5"),
    lambda: float("five"), lambda: float(""), lambda: float("1.2.3"), lambda: float("$5"))
word = "abc"
attempt(lambda: word[3], lambda: word[-4], lambda: ""[0], lambda: word["a"], lambda: word[1.0],
    lambda: word[None], lambda: "abc".index("d"), lambda: "abc".find("d"), lambda: "a,b".split(","),
    lambda: "abc".split(""), lambda: "abc".join([1, 2]), lambda: "abc".join(5),
    lambda: ",".join("a", "b"), lambda: "abc".replace("a"), lambda: "abc".upper(1),
    lambda: "abc".foo(), lambda: "abc".len(), lambda: len("abc", "d"), lambda: "abc".strip(1),
    lambda: "abc".startswith(5), lambda: "abc".count(), lambda: "abc".center(),
    lambda: "abc".center("5"), lambda: "abc".zfill("5"), lambda: "abc".encode("nope"),
    lambda: "abc".format(1), lambda: "{}".format(), lambda: "{1}".format(1),
    lambda: "{x}".format(1), lambda: "{:d}".format("a"), lambda: "{:.2f}".format("a"),
    lambda: f"{'a':.2d}", lambda: f"{5:s}", lambda: f"{5.5:d}", lambda: f"{'a':+}",
    lambda: f"{None:5}", lambda: f"{[1]:5}")
attempt(lambda: ord("ab"), lambda: ord(""), lambda: ord(5), lambda: chr("a"), lambda: chr(-1),
    lambda: chr(10**10), lambda: bin("5"), lambda: hex(5.5), lambda: oct(None), lambda: abs("5"),
    lambda: round("5"), lambda: round(5.5, "1"), lambda: pow("a", 2), lambda: sum("123"),
    lambda: sum(["1", "2"]), lambda: max("abc", 5), lambda: max(5), lambda: max(), lambda: min([]),
    lambda: sorted("b1a"), lambda: sorted(["b", 1]), lambda: sorted(5), lambda: reversed(5),
    lambda: list(5), lambda: tuple(5), lambda: set(5), lambda: dict(5), lambda: dict("ab"),
    lambda: dict(["ab", "c"]), lambda: range("5"), lambda: range(1.5), lambda: range(),
    lambda: list(range(5))[10], lambda: enumerate(5), lambda: zip(5), lambda: map(5),
    lambda: list(map(5, [1])), lambda: iter(5), lambda: next([1]), lambda: isinstance(5, 5),
    lambda: issubclass(5, int), lambda: type(5)("x"), lambda: str(5)(), lambda: bool(1, 2),
    lambda: int(1, 2), lambda: int("1", 99), lambda: float(1, 2), lambda: complex_name,
    lambda: print("x", sep=1), lambda: print("x", foo=1))
