# Printed order of sets built by pseudo-random adding and removing.
state = 42


def random(limit):
    global state
    state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
    return (state >> 33) % limit


for size, limit in ((5, 20), (12, 40), (30, 1000), (60, 100), (120, 10**6), (200, 2**40)):
    s = set()
    for i in range(size):
        s.add(random(limit))
        if random(4) == 0 and s:
            s.discard(random(limit))
        if random(10) == 0:
            s.pop()
    print(s)
    print({-x for x in s})
    print(s | {random(limit) for i in range(size)})
    print(s & set(range(0, limit, 2)) if limit < 2000 else s)
    print({x / 8 for x in s})
    print({(x, x + 1) for x in list(s)[:20]})
    t = set(list(s)[::2])
    print(s - t, s ^ t, t <= s)
    s -= t
    print(s)
    s |= t
    print(s)
    s ^= {random(limit) for i in range(5)}
    print(s)
