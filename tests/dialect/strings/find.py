# find, rfind, index, rindex, count, in, startswith, endswith, with bounds and empty needles.
s = "abracadabra"
for needle in ("a", "abra", "cad", "z", "", "abracadabra", "abracadabraa", "ra"):
    print(repr(needle), s.find(needle), s.rfind(needle), s.count(needle), needle in s,
        s.startswith(needle), s.endswith(needle))
    for start, end in ((1, None), (1, 5), (-4, None), (None, -1), (5, 2), (0, 100), (11, None),
            (12, None), (-100, 100)):
        print(s.find(needle, start, end), s.rfind(needle, start, end), s.count(needle, start, end),
            s.startswith(needle, start, end), s.endswith(needle, start, end))
for method in (s.index, s.rindex):
    print(method("bra"), method("a", 1, 5))
    try:
        method("zz")
    except ValueError as error:
        print(error)
print("héé漢é".find("é", 2), "héé漢é".rfind("é"), "héé漢é".index("漢"), "héé".count("é"))
print(s.startswith(("x", "ab")), s.endswith(("x", "y")), s.startswith(()),
    s.startswith(("bra", "br"), 1))
for function in (lambda: s.find(1), lambda: s.find(), lambda: 1 in s, lambda: s.startswith(1),
        lambda: s.startswith(["a"]), lambda: s.startswith(("a", 1)) or s.startswith((1,)),
        lambda: s.count(None), lambda: None in s, lambda: s.find("a", "b")):
    try:
        print(function())
    except TypeError as error:
        print(error)
print("aaaa".count("aa"), "".count(""), "abc".count(""), "".find(""), "a" in "", "" in "")
