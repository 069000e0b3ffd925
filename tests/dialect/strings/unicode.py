# Text beyond ASCII: indexing, slicing, case, search, formatting width, comparison.
s = "Grüße, 世界! 🎉é"
print(s, len(s), s[0], s[2], s[3], s[7], s[-1], s[-2], s[7:9], s[::-1], s[2:5], s.upper(),
    s.lower(), s.find("世"), s.index("🎉"), s.count("é"), s.replace("ü", "ue"), s.split(),
    s.partition("世"), "ß" in s, s.startswith("Grü"), s.endswith("é"), sep="|")
print([ord(c) for c in s], [c for c in s if ord(c) > 127], s.encode("utf-8"),
    len(s.encode("utf-8")), ascii(s), repr(s), s.center(25, "·"), f"{s:>20}|{s[:5]:<8}|",
    "%-8s|%8.3s|" % (s[:4], s), s.zfill(20), s.title(), s.swapcase(), s.strip("G!é"))
print(sorted(["é", "e", "z", "ä", "a", "世", "🎉", "Z"]), "é" < "z", "é" > "z", "ñ" == "n\u0303",
    len("n\u0303"), "straße".upper(), "ǅ".lower(), "ﬁ".upper(), "İ".lower() == "i̇", "Σ".lower(),
    "ΟΔΟΣ".lower(), "ı".upper(), "ÿ".upper(), "µ".upper())
print("\u00e9" == "é", "\U0001F389" == "🎉", "\xe9" == "é", repr("\u200b\u2028\x85\xad\ufeff"),
    repr("🎉\U000e0001"), "a\u0301"[0], "１２".isdigit(), int("１２"), "²".isdigit(), "Ⅷ".isnumeric(),
    "Ⅷ".lower(), "é".isalpha(), "世".isalpha(), "世".isupper(), "_é1".isidentifier())
for i, c in enumerate("aé世🎉"):
    print(i, c, len(c), len(c.encode()), c.isalpha(), f"{ord(c):#x}", c * 3, f"[{c:^5}]")
