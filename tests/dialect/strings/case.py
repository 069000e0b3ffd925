# Case methods and tests, on ASCII and beyond.
for s in ("hello world", "HELLO World", "hELLO wORLD 2nd", "straße", "ÀÉÎ õ", "they're bill's",
        "x1y2 z3", "", "123", "ǆ", "ΑΣ"):
    print([s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase(), s.casefold()])
    print(s.isupper(), s.islower(), s.istitle(), s.isalpha(), s.isdigit(), s.isalnum(), s.isspace(),
        s.isnumeric(), s.isdecimal(), s.isidentifier(), s.isascii(), s.isprintable())
for s in (" ", "\t\n", "a b", "²", "½", "٣", "漢", "_x", "1x", "class", "A", "a\n", "Abc Def",
        "Abc def", "ABC1"):
    print(repr(s), s.isupper(), s.islower(), s.istitle(), s.isalpha(), s.isdigit(), s.isalnum(),
        s.isspace(), s.isnumeric(), s.isdecimal(), s.isidentifier(), s.isprintable())
