# k-means, PageRank, moving averages and a running variance.
import random

random.seed(5)
points = [(random.gauss(cx, 0.5), random.gauss(cy, 0.5)) for cx,
    cy in ((0, 0), (4, 4), (0, 5)) for _ in range(12)]
centers = random.sample(points, 3)
for iteration in range(10):
    clusters = [[] for _ in centers]
    for p in points:
        distances = [(p[0] - c[0]) ** 2 + (p[1] - c[1]) ** 2 for c in centers]
        clusters[distances.index(min(distances))].append(p)
    fresh = [tuple(sum(v) / len(c) for v in zip(*c)) if c else old for c,
        old in zip(clusters, centers)]
    if fresh == centers:
        print("stopped after", iteration)
        break
    centers = fresh
for c in sorted(centers):
    print("(%.6f, %.6f)" % c)
print(sorted(map(len, clusters)))
links = {"a": ["b", "c"], "b": ["c"], "c": ["a"], "d": ["c"]}
rank = dict.fromkeys(links, 1 / len(links))
for _ in range(40):
    fresh = dict.fromkeys(links, 0.15 / len(links))
    for page, targets in links.items():
        for t in targets:
            fresh[t] += 0.85 * rank[page] / len(targets)
    rank = fresh
print(rank, sum(rank.values()), sorted(rank, key=rank.get, reverse=True))


def moving(values, n):
    window = []
    for v in values:
        window.append(v)
        if len(window) > n:
            window.pop(0)
        yield sum(window) / len(window)


class Welford:
    def __init__(self): self.n, self.mean, self.m2 = 0, 0.0, 0.0
    def add(self, x):
        self.n += 1
        delta = x - self.mean
        self.mean += delta / self.n
        self.m2 += delta * (x - self.mean)
    @property
    def variance(self): return self.m2 / (self.n - 1)


w = Welford()
for x in (v := [random.random() for _ in range(50)]):
    w.add(x)
print([round(m, 12) for m in moving(v[:6], 3)], w.mean, w.variance,
    sum((x - sum(v) / 50) ** 2 for x in v) / 49)
ema, beta, track = 0.0, 0.9, []
for t, x in enumerate(v[:10], 1):
    ema = beta * ema + (1 - beta) * x
    track.append(ema / (1 - beta**t))
print(track)
