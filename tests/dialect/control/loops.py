# for and while with else, break, continue; nesting; chains of elif; conditional expressions.
for i in range(3):
    pass
else:
    print("for else", i)
for i in range(5):
    if i == 2:
        break
else:
    print("never")
for i in []:
    pass
else:
    print("empty else")
n = 3
while n:
    n -= 1
else:
    print("while else", n)
while True:
    n += 1
    if n % 2:
        continue
    if n > 6:
        break
else:
    print("never")
print(n)
found = []
for i in range(2, 20):
    for j in range(2, i):
        if i % j == 0:
            break
    else:
        found.append(i)
print(found)
for i in range(3):
    for j in range(3):
        if j == 1:
            continue
        if i == 1:
            break
        print(i, j, end="; ")
    else:
        print("inner else", end="; ")
print()


def grade(score):
    if score >= 90:
        return "A"
    elif score >= 80:
        return "B"
    elif score >= 70:
        return "C"
    else:
        return "F"


print([grade(s) for s in (95, 85, 75, 10)])
x = 5
print("big" if x > 3 else "small", "a" if x > 10 else "b" if x > 4 else "c", (1 if x else 2) + 1,
    [1, 2][x > 3], x if x else 1 / 0)
if x: print("one line"); print("two statements")
if not x: print("no")
else: print("else line")
while x > 3: x -= 1
for _ in range(2): print(_, end=","); print("|", end="")
print(x)
i = 0
for i in range(10):
    i += 5
    if i > 8: break
print(i)
for i in (1, 2, 3):
    for i in "ab":
        pass
    print(i, end=" ")
print()
for x, in [(1,), (2,)]:
    print(x, end=" ")
for d in [{}]:
    for d["key"] in range(3):
        print(d, end=" ")
print()
total = 0
for a in range(10):
    if a == 3: continue
    elif a == 7: break
    total += a
print(total)
if 0: print("zero")
elif "": print("empty")
elif []: print("list")
elif None: print("none")
elif 0.0: print("float")
elif {}: print("dict")
elif set(): print("set")
elif range(0): print("range")
else: print("all false")
print([bool(v) for v in (0, 1, -1, 0.0, "", " ", "0", [], [0], (), (0,), {}, {0: 0}, set(), {0},
    None, range(0), range(1), print, int, ..., b"", b"0")])
