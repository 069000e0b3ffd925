# A decision tree and k nearest neighbours on a small table, by hand.
from collections import Counter

DATA = [("sunny", "hot", "high", "weak", "no"), ("sunny", "hot", "high", "strong", "no"),
    ("overcast", "hot", "high", "weak", "yes"), ("rain", "mild", "high", "weak", "yes"),
    ("rain", "cool", "normal", "weak", "yes"), ("rain", "cool", "normal", "strong", "no"),
    ("overcast", "cool", "normal", "strong", "yes"), ("sunny", "mild", "high", "weak", "no"),
    ("sunny", "cool", "normal", "weak", "yes"), ("rain", "mild", "normal", "weak", "yes"),
    ("sunny", "mild", "normal", "strong", "yes"), ("overcast", "mild", "high", "strong", "yes"),
    ("overcast", "hot", "normal", "weak", "yes"), ("rain", "mild", "high", "strong", "no")]
NAMES = ["outlook", "temperature", "humidity", "wind"]


def gini(rows):
    counts = Counter(row[-1] for row in rows)
    return 1 - sum((c / len(rows)) ** 2 for c in counts.values())


def split(rows, column):
    groups = {}
    for row in rows:
        groups.setdefault(row[column], []).append(row)
    return groups


def build(rows, columns, depth=0):
    labels = Counter(row[-1] for row in rows)
    if len(labels) == 1 or not columns or depth == 3:
        return labels.most_common(1)[0][0]
    scores = {c: sum(len(g) / len(rows) * gini(g) for g in split(rows, c).values()) for c
        in columns}
    best = min(scores, key=scores.get)
    return {"ask": best, "branches": {value: build(group, [c for c in columns if c != best],
        depth + 1) for value, group in sorted(split(rows, best).items())}}


def show(tree, indent=0):
    if isinstance(tree, str):
        print(" " * indent + "=> " + tree)
        return
    for value, branch in tree["branches"].items():
        print(" " * indent + f"{NAMES[tree['ask']]} = {value}")
        show(branch, indent + 2)


def classify(tree, row):
    while not isinstance(tree, str):
        tree = tree["branches"].get(row[tree["ask"]], "unknown")
    return tree


tree = build(DATA, range(4))
show(tree)
print(gini(DATA), sum(classify(tree, row) == row[-1] for row in DATA),
    classify(tree, ("foggy", "hot", "high", "weak")))
points = [((x * 7 % 10, x * 3 % 10), "a" if x * 7 % 10 + x * 3 % 10 > 9 else "b") for x
    in range(1, 15)]


def nearest(point, k):
    distance = lambda p: sum((a - b) ** 2 for a, b in zip(p[0], point)) ** 0.5
    return Counter(label for _, label in sorted(points,
        key=lambda p: (distance(p), p))[:k]).most_common()


for point in ((0, 0), (9, 9), (5, 4)):
    print(point, [nearest(point, k) for k in (1, 3, 5)])
