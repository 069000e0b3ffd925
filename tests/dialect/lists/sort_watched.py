# Every comparison that sort makes, watched: counts and a hash of their order, with orders that
# contradict themselves, nan, and exceptions in between.
state = 7
def rnd(n):
    global state
    state = (state * 1103515245 + 12345) % 2147483648
    return (state >> 8) % n
class K:
    log = 0
    h = 0
    def __init__(self, v): self.v = v
    def __lt__(self, o):
        K.log += 1
        K.h = (K.h * 31 + self.v * 7 + o.v) % 1000000007
        return self.v < o.v
class Bad(K):
    def __lt__(self, o):
        K.log += 1
        K.h = (K.h * 31 + self.v * 7 + o.v) % 1000000007
        return (self.v * 7919 + o.v * 104729) % 3 == 0
def check(name, vals, cls):
    for rev in (False, True):
        K.log = K.h = 0
        r = sorted([cls(v) for v in vals], reverse=rev)
        h = 0
        for x in r: h = (h * 33 + x.v) % 1000000007
        print(name, len(vals), rev, K.log, K.h, h)
for n in (2, 3, 5, 10, 31, 32, 33, 63, 64, 65, 100, 127, 128, 200, 500, 1000, 1500, 3000):
    for cls in (K, Bad):
        check("random", [rnd(n * 2) for _ in range(n)], cls)
        check("few", [rnd(5) for _ in range(n)], cls)
        check("runs", [i % 37 for i in range(n)], cls)
        check("rising", list(range(n)), cls)
        check("falling", list(range(n, 0, -1)), cls)
        a = list(range(n))
        for _ in range(3): i = rnd(n); j = rnd(n); a[i], a[j] = a[j], a[i]
        check("near", a, cls)
        half = n // 2
        ordered = sorted([rnd(1000) for _ in range(half)])
        check("blocks", ordered + sorted([rnd(1000) for _ in range(n - half)]), cls)
        check("saw", [i if i % 2 else n - i for i in range(n)], cls)
        ordered = list(range(0, n, 2)) + list(range(1, n // 3, 2))
        check("gallop", ordered + list(range(n, n // 2, -1)), cls)
nan = 1e400 - 1e400
for n in (5, 20, 70, 300):
    a = [nan if rnd(4) == 0 else rnd(100) * 0.5 for _ in range(n)]
    print(sorted(a))
    print(sorted(a, reverse=True))
    print(sorted([(x, i) for i, x in enumerate(a)])[:20])
class Raises:
    n = 0
    def __init__(self, v): self.v = v
    def __lt__(self, o):
        Raises.n += 1
        if Raises.n == limit: raise ValueError
        return self.v < o.v
for limit in (1, 5, 50, 300, 700, 1500, 3000):
    Raises.n = 0
    l = [Raises(rnd(500)) for _ in range(400)]
    try: l.sort()
    except ValueError: print("raised")
    h = 0
    for x in l: h = (h * 33 + x.v) % 1000000007
    print(h, len(l))
