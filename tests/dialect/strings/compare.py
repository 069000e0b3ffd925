# Comparison, hashing equality, concatenation, repetition, identity of methods.
words = ["banana", "apple", "Apple", "", "a", "aa", "é", "z", "漢", "B", "10", "9", "🎉", "\uffff"]
print(sorted(words), max(words), min(words))
for a in ("a", "b", "ab", "", "A", "é"):
    print([(a < b) + 2 * (a == b) + 4 * (a > b) for b in ("a", "b", "ab", "", "A", "é")])
for function in (lambda: "a" + 1, lambda: 1 + "a", lambda: "a" - "b", lambda: "a" * "b",
        lambda: "a" * 1.5, lambda: "a" < 1, lambda: "a" >= None, lambda: -"a", lambda: "a" + None,
        lambda: "a" + b"b", lambda: "a" / 2, lambda: "a" ** 2, lambda: "a" + ["b"],
        lambda: ["a"] + "b", lambda: "a" & "b"):
    try:
        print(function())
    except TypeError as error:
        print(error)
s = "a"
s += "b"
s *= 3
print(s, "a" == "a", "a" != "b", "a" == 97, "1" == 1, hash("abc") == hash("ab" + "c"))
a = "x" * 1000
t = ""
for i in range(1000):
    t += "x"
print(a == t, len(t), t.count("x"), bool(""), bool(" "), not "")
print(str.upper("abc"), str.join("-", ["a", "b"]), list(map(str.strip, [" a ", "b "])),
    str.__name__, str(), str("x"), str(b"x"), str(None), "abc".__len__(), "abc".__contains__("b"),
    "a".__add__("b"), "ab".__mul__(2), "ab".__getitem__(1), "a".__eq__("a"), "a".__lt__("b"),
    "a".__eq__(1))
