# A scalar autograd engine and a perceptron trained with it.
import math
import random


class Value:
    def __init__(self, data, children=(), op=""):
        self.data, self.grad, self._children, self.op = data, 0.0, children, op
        self._backward = lambda: None

    def __repr__(self):
        return f"Value(data={self.data:.6f}, grad={self.grad:.6f})"

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), "+")

        def backward():
            self.grad += out.grad
            other.grad += out.grad
        out._backward = backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), "*")

        def backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad
        out._backward = backward
        return out

    def __pow__(self, power):
        assert isinstance(power, (int, float)), "only numbers as powers"
        out = Value(self.data**power, (self,), f"**{power}")

        def backward():
            self.grad += power * self.data ** (power - 1) * out.grad
        out._backward = backward
        return out

    def tanh(self):
        t = math.tanh(self.data)
        out = Value(t, (self,), "tanh")

        def backward():
            self.grad += (1 - t * t) * out.grad
        out._backward = backward
        return out

    def backward(self):
        order, seen = [], set()

        def build(v):
            if v not in seen:
                seen.add(v)
                for child in v._children:
                    build(child)
                order.append(v)
        build(self)
        self.grad = 1.0
        for v in reversed(order):
            v._backward()

    def __neg__(self): return self * -1
    def __sub__(self, other): return self + -other
    def __truediv__(self, other): return self * other**-1
    __radd__ = __add__
    __rmul__ = __mul__
    def __rsub__(self, other): return -self + other
    def __rtruediv__(self, other): return Value(other) * self**-1


a, b = Value(2.0), Value(-3.0)
c = a * b + b**2 - a / b + 5 - 3 * a
d = (c + 1 / a).tanh()
d.backward()
print(a, b, c, d, c.op, repr(d.data), a.grad, b.grad)
try:
    a**b
except AssertionError as error:
    print(error)


class Neuron:
    def __init__(self, n):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(n)]
        self.b = Value(0.0)

    def __call__(self, x):
        return sum((w * v for w, v in zip(self.w, x)), self.b).tanh()

    def parameters(self):
        return self.w + [self.b]


class Layer:
    def __init__(self, n, outputs): self.neurons = [Neuron(n) for _ in range(outputs)]
    def __call__(self, x):
        out = [n(x) for n in self.neurons]
        return out[0] if len(out) == 1 else out
    def parameters(self): return [p for n in self.neurons for p in n.parameters()]


class MLP:
    def __init__(self, n, sizes):
        sizes = [n] + sizes
        self.layers = [Layer(a, b) for a, b in zip(sizes, sizes[1:])]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self): return [p for layer in self.layers for p in layer.parameters()]


random.seed(42)
model = MLP(3, [4, 1])
xs = [[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0]]
ys = [1.0, -1.0, -1.0, 1.0]
for k in range(25):
    loss = sum(((model(x) - y) ** 2 for x, y in zip(xs, ys)), Value(0.0))
    for p in model.parameters():
        p.grad = 0.0
    loss.backward()
    for p in model.parameters():
        p.data += -0.1 * p.grad
    if k % 6 == 0:
        print(k, loss.data)
print(len(model.parameters()), [round(model(x).data, 5) for x in xs])
