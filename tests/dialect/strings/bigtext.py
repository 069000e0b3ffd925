# Long texts: building, slicing, counting, replacing, joining, comparing.
text = "abc" * 10000
print(len(text), text.count("ca"), text.find("cab", 15000), text[29990:], text[::3000],
    len(text.replace("b", "XX")), text.upper()[-5:], text == "abc" * 10000,
    hash(text) == hash("abc" * 10000))
parts = [str(i) for i in range(3000)]
joined = ",".join(parts)
print(len(joined), joined.split(",") == parts, joined[-20:], joined.rfind("1999"),
    sum(map(int, joined.split(","))))
built = ""
for i in range(5000):
    built += chr(97 + i % 26)
print(len(built), built[:30], built[-3:], built.count("xyz"))
lines = "\n".join(f"line {i}: {'é' if i % 2 else 'e'}" for i in range(400))
print(len(lines), len(lines.splitlines()), lines.count("é"), lines.index("line 399"),
    lines.encode()[:8], len(lines.encode()))
reverse = "".join(reversed(built))
print(reverse == built[::-1], reverse[:5], sorted(set(built)) == list("abcdefghijklmnopqrstuvwxyz"),
    max(built), built.translate({97: None}).count("a"))
