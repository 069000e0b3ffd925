# What happens when a list changes under its iterator.
a = [1, 2, 3, 4, 5, 6]
for x in a:
    if x % 2 == 0:
        a.remove(x)
print(a)
a = [1, 2, 3]
for x in a:
    if len(a) < 8:
        a.append(x * 10)
print(a)
a = [1, 2, 3, 4]
for i, x in enumerate(a):
    a.pop() if i == 0 else None
    print(i, x, a)
a = [1, 2, 3, 4]
for x in reversed(a):
    a.insert(0, 0) if len(a) < 7 else None
    print(x, end=" ")
print(a)
a = [1, 2]
it = iter(a)
print(list(it), next(it, "none"))
a.append(3)
print(next(it, "exhausted stays exhausted"))
a = list(range(5))
for x in a[:]:
    a.remove(x) if x > 1 else None
print(a)
a = [5, 4]
it = iter(a)
next(it)
a.clear()
print(next(it, "gone"), list(it))
