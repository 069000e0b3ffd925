# Linear regression by hand: closed form and gradient descent, printed every so often.
import random

random.seed(3)
xs = [i / 10 for i in range(50)]
ys = [2.5 * x - 1.0 + random.gauss(0, 0.1) for x in xs]


def mean(values):
    return sum(values) / len(values)


mx, my = mean(xs), mean(ys)
slope = sum((x - mx) * (y - my) for x, y in zip(xs, ys)) / sum((x - mx) ** 2 for x in xs)
intercept = my - slope * mx
print(f"closed form: y = {slope:.6f} x + {intercept:.6f}")


class LinearModel:
    def __init__(self, w=0.0, b=0.0):
        self.w, self.b = w, b

    def __call__(self, x):
        return self.w * x + self.b

    def loss(self, data):
        return sum((self(x) - y) ** 2 for x, y in data) / len(data)

    def gradient(self, data):
        n = len(data)
        dw = sum(2 * (self(x) - y) * x for x, y in data) / n
        db = sum(2 * (self(x) - y) for x, y in data) / n
        return dw, db

    def step(self, data, rate):
        dw, db = self.gradient(data)
        self.w -= rate * dw
        self.b -= rate * db


data = list(zip(xs, ys))
model = LinearModel()
for epoch in range(1, 201):
    model.step(data, rate=0.05)
    if epoch in (1, 2, 5) or epoch % 50 == 0:
        print(f"epoch {epoch:3d}: loss={model.loss(data):.8f} w={model.w:.5f} b={model.b:.5f}")
print(model.w, model.b, model(10))
sgd = LinearModel()
for epoch in range(3):
    random.shuffle(data)
    for start in range(0, len(data), 8):
        sgd.step(data[start : start + 8], 0.02)
    print("sgd", epoch, sgd.loss(data))
