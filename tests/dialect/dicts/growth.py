# Many keys in and out; order after deletions; big and odd keys.
d = {}
for i in range(2000):
    d[i * 7919 % 2003] = i
for i in range(0, 2000, 3):
    d.pop(i, None)
for i in range(5):
    d[i] = -i
print(len(d), list(d.items())[:12], list(d.items())[-6:])
for i in range(300):
    d.popitem()
print(len(d), list(d)[-3:])
while len(d) > 3:
    del d[next(iter(d))]
print(d)
keys = [0, 1, -1, 2**64, -(2**64), 1.5, "s", "", None, True, (1, 2), (), frozenset({1}), int, len,
    b"b", range(3), float("inf"), 10**100]
d = {key: index for index, key in enumerate(keys)}
print(len(d), [d[key] for key in keys], d[False], d[1.0], d[2.0**64])
d = {}
for word in ("the cat sat on the mat the end " * 50).split():
    d[word] = d.get(word, 0) + 1
print(d)
strings = {f"key{i}": i for i in range(500)}
print(sum(strings[f"key{i}"] for i in range(500)), "key499" in strings, "key500" in strings,
    list(strings)[250])
nan = float("nan")
d = {nan: 1}
print(d[nan], d.get(float("nan")), nan in d)
