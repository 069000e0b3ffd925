# replace, translate, maketrans.
s = "banana"
print(s.replace("a", "o"), s.replace("an", "AN", 1), s.replace("a", ""), s.replace("", "-"),
    s.replace("", "-", 3), s.replace("x", "y"), s.replace("banana", ""), s.replace("a", "aa", -1),
    s.replace("a", "b", 0), "".replace("", "x"), "é漢é".replace("é", "ee"))
table = str.maketrans("abn", "xyz")
print(s.translate(table), s.translate(str.maketrans({"a": "A", "n": None, 98: "B!"})),
    s.translate(str.maketrans("a", "b", "n")), s.translate({97: 65}), table)
for function in (lambda: s.replace("a"), lambda: s.replace(1, 2), lambda: s.replace("a", None),
        lambda: str.maketrans("ab", "c"), lambda: str.maketrans(5),
        lambda: s.replace("a", "b", "c")):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)
caesar = "".join(chr((ord(c) - 97 + 13) % 26 + 97) if c.isalpha() else c for c in "hello world")
print(caesar, caesar.translate(str.maketrans("abcdefghijklmnopqrstuvwxyz",
    "nopqrstuvwxyzabcdefghijklm")))
