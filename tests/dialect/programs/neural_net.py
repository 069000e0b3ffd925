# A tiny neural network by hand learns XOR: forward, backward, update, all in lists.
import math
import random


def sigmoid(x):
    return 1 / (1 + math.exp(-x))


class Layer:
    def __init__(self, inputs, outputs, activation=True):
        bound = 1 / math.sqrt(inputs)
        self.weights = [[random.uniform(-bound, bound) for _ in range(inputs)] for _
            in range(outputs)]
        self.biases = [0.0] * outputs
        self.activation = activation

    def forward(self, x):
        self.x = x
        z = [sum(w * v for w, v in zip(row, x)) + b for row, b in zip(self.weights, self.biases)]
        self.out = [math.tanh(v) for v in z] if self.activation else [sigmoid(v) for v in z]
        return self.out

    def backward(self, d_out, rate):
        if self.activation:
            d_z = [d * (1 - o * o) for d, o in zip(d_out, self.out)]
        else:
            d_z = [d * o * (1 - o) for d, o in zip(d_out, self.out)]
        d_x = [sum(self.weights[j][i] * d_z[j] for j in range(len(d_z))) for i
            in range(len(self.x))]
        for j, d in enumerate(d_z):
            for i, v in enumerate(self.x):
                self.weights[j][i] -= rate * d * v
            self.biases[j] -= rate * d
        return d_x


class Network:
    def __init__(self, *sizes):
        pairs = list(zip(sizes, sizes[1:]))
        self.layers = [Layer(a, b, activation=i < len(pairs) - 1) for i, (a, b) in enumerate(pairs)]

    def __call__(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def train(self, x, y, rate):
        out = self(x)
        loss = sum((o - t) ** 2 for o, t in zip(out, y))
        grad = [2 * (o - t) for o, t in zip(out, y)]
        for layer in reversed(self.layers):
            grad = layer.backward(grad, rate)
        return loss


random.seed(1)
net = Network(2, 4, 1)
data = [([0, 0], [0]), ([0, 1], [1]), ([1, 0], [1]), ([1, 1], [0])]
for epoch in range(1500):
    loss = sum(net.train(x, y, 0.5) for x, y in data)
    if epoch % 300 == 0:
        print(f"epoch {epoch:4d} loss {loss:.10f}")
for x, y in data:
    print(x, y[0], round(net(x)[0], 4), repr(net(x)[0]))
print(net.layers[0].weights)
print(sum(len(l.biases) + sum(map(len, l.weights)) for l in net.layers), "parameters")
