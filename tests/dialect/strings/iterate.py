# Iterating text: for, enumerate, zip, comprehension, unpacking, reversed, sorted, set membership.
for c in "aé漢🎉":
    print(c, ord(c))
a, b, *rest = "hello"
print(a, b, rest, [*"xyz"], list("abc"), tuple("ab"), dict(zip("abc", range(3))), sorted("hello"),
    list(reversed("aé")), list(enumerate("ab", 1)))
it = iter("ab")
print(next(it), next(it), next(it, "end"))
try:
    next(it)
except StopIteration as stop:
    print(repr(stop), stop.value)
print(max("hello"), min("hello"), any(c == "l" for c in "hello"), all("abc"),
    len(set("mississippi")), sorted(set("mississippi")))
try:
    a, b = "abc"
except ValueError as error:
    print(error)
try:
    a, b, c = "ab"
except ValueError as error:
    print(error)
print([x + y for x in "ab" for y in "cd"], {c: ord(c) for c in "ab"},
    "".join(dict.fromkeys("mississippi")), *"abc", sep="/")
