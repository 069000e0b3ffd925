# Logistic regression and a softmax classifier in plain lists, with random data from known seeds.
import math
import random

random.seed(11)
data = []
for _ in range(60):
    label = random.randint(0, 1)
    data.append(([random.gauss(2 * label - 1, 1), random.gauss(1 - 2 * label, 1)], label))


def sigmoid(z): return 1.0 / (1.0 + math.exp(-z))
def dot(a, b): return sum(x * y for x, y in zip(a, b))


weights, bias = [0.0, 0.0], 0.0
for epoch in range(1, 31):
    total = 0.0
    for x, y in data:
        p = sigmoid(dot(weights, x) + bias)
        total += -math.log(p if y else 1 - p)
        weights = [w - 0.1 * (p - y) * v for w, v in zip(weights, x)]
        bias -= 0.1 * (p - y)
    if epoch in (1, 10, 30):
        print(f"epoch {epoch}: {total / len(data):.10f}")
print(weights, bias, sum((sigmoid(dot(weights, x) + bias) > 0.5) == y for x, y in data))


def softmax(z):
    top = max(z)
    e = [math.exp(v - top) for v in z]
    s = sum(e)
    return [v / s for v in e]


print(softmax([1, 2, 3]), softmax([1000, 1000.5]), sum(softmax([0.1] * 7)),
    -math.log(softmax([2.0, 1.0, 0.1])[0]))
W = [[random.uniform(-0.5, 0.5) for _ in range(3)] for _ in range(3)]
samples = [([random.random() + (k == i) for i in range(3)], k) for k in range(3) for _ in range(10)]
random.shuffle(samples)
for step in range(5):
    grads = [[0.0] * 3 for _ in range(3)]
    loss = 0.0
    for x, y in samples:
        p = softmax([dot(row, x) for row in W])
        loss -= math.log(p[y]) / len(samples)
        for k in range(3):
            for j in range(3):
                grads[k][j] += (p[k] - (k == y)) * x[j] / len(samples)
    W = [[w - 1.0 * g for w, g in zip(row, grow)] for row, grow in zip(W, grads)]
    print(step, loss)
confusion = [[0] * 3 for _ in range(3)]
for x, y in samples:
    scores = [dot(row, x) for row in W]
    confusion[y][scores.index(max(scores))] += 1
for row in confusion:
    print(" ".join(f"{n:3d}" for n in row))
