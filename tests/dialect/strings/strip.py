# strip and its relatives, removeprefix and removesuffix.
for s in ("  a b  ", "xxaxbxx", "\t\n x \r\n", "", "xxx", "éaé", "\u3000a\xa0"):
    print([s.strip(), s.lstrip(), s.rstrip(), s.strip("x"), s.lstrip("x"), s.rstrip("x"),
        s.strip("ax"), s.strip("é"), s.strip(None), s.strip("")])
print("test_name".removeprefix("test_"), "name.py".removesuffix(".py"), "aaa".removeprefix("a"),
    "aaa".removesuffix("aaaa"), repr("a".removeprefix("a")), "abc".removeprefix(""))
for function in (lambda: "a".strip(1), lambda: "a".removeprefix(), lambda: "a".removesuffix(("a",)),
        lambda: "a".lstrip("a", "b")):
    try:
        print(function())
    except TypeError as error:
        print(error)
print("www.example.com".strip("cmowz."), "mississippi".rstrip("ipz"),
    "123abc456".strip("0123456789"))
