# append, insert, pop and del over thousands of elements keep their order.
a = []
for i in range(3000):
    a.append(i)
    if i % 3 == 0:
        a.insert(0, -i)
    if i % 5 == 0:
        a.pop()
    if i % 7 == 0:
        a.pop(0)
    if i % 11 == 0 and a:
        del a[len(a) // 2]
print(len(a), a[:10], a[-10:], sum(a), a.index(1001), a.count(0), a[1000:1010])
a[500:1500] = [0] * 3
print(len(a), sum(a))
a *= 2
print(len(a), a[:3] == a[len(a) // 2 : len(a) // 2 + 3])
del a[::2]
a.reverse()
print(len(a), a[:5])
a.sort()
print(a[:5], a[-5:])
while len(a) > 10:
    del a[: len(a) // 3 + 1]
print(a)
a.extend(a)
a.extend(x for x in a[:2])
print(a)
