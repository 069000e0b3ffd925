# collections.deque: ends, maxlen, rotation, indexing, iteration, errors.
from collections import deque

d = deque([1, 2, 3])
d.append(4)
d.appendleft(0)
print(d, len(d), d[0], d[-1], d.pop(), d.popleft(), d, list(d), 2 in d, d.index(2), d.count(3),
    bool(d), bool(deque()), deque("abc"), deque(), deque(range(3), 2), deque([1], maxlen=5).maxlen,
    d.maxlen)
d.extend([5, 6])
d.extendleft([7, 8])
print(d)
d.rotate(2)
print(d)
d.rotate(-3)
print(d)
d.rotate()
d.reverse()
d.remove(5)
d[0] = "first"
del d[1]
d.insert(1, "inserted")
print(d, d.copy(), d == d.copy(), d == list(d), deque([1]) < deque([2]), d + deque([1]),
    deque([1]) * 2, sorted(deque([2, 1])), list(reversed(d)), max(deque([1, 5])))
last = deque(maxlen=3)
for i in range(6):
    last.append(i)
last.appendleft("left")
print(last, deque([1, 2, 3], maxlen=2), last.clear(), last)
for function in (lambda: deque().pop(), lambda: deque().popleft(), lambda: deque()[0],
        lambda: deque([1])[5], lambda: deque([1])["a"], lambda: deque([1]).remove(9),
        lambda: deque([1]).index(9), lambda: deque(5), lambda: deque([1])[0:1],
        lambda: deque([1], -1), lambda: hash(deque()), lambda: deque() + [1],
        lambda: deque([1], "a"), lambda: deque([1], maxlen=1).insert(0, 5),
        lambda: deque().nothing):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)
try:
    d = deque([1, 2])
    for x in d:
        d.append(x)
except RuntimeError as error:
    print(error)
queue, seen = deque([(0, 0)]), {(0, 0): 0}
walls = {(1, 0), (1, 1), (1, 2), (3, 1), (3, 2), (3, 3)}
while queue:
    x, y = queue.popleft()
    for nx, ny in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
        if 0 <= nx < 5 and 0 <= ny < 4 and (nx, ny) not in walls and (nx, ny) not in seen:
            seen[nx, ny] = seen[x, y] + 1
            queue.append((nx, ny))
print(seen[4, 3], [[seen.get((x, y), "#") for x in range(5)] for y in range(4)])
