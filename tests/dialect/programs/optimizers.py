# SGD, momentum, Adam and a learning-rate schedule on a small function, step by step.
class Parameter:
    def __init__(self, value): self.value, self.grad = value, None


class Optimizer:
    def __init__(self, params, lr=0.1):
        self.params, self.lr, self.state, self.steps = list(params), lr, {}, 0
        if lr <= 0:
            raise ValueError(f"Invalid learning rate: {lr}")

    def zero_grad(self):
        for p in self.params:
            p.grad = None

    def step(self):
        self.steps += 1
        for p in self.params:
            if p.grad is not None:
                p.value -= self.lr * self.direction(p, self.state.setdefault(p, {}))

    def direction(self, p, state):
        raise NotImplementedError


class SGD(Optimizer):
    def __init__(self, params, lr=0.1, momentum=0.0, *, nesterov=False):
        super().__init__(params, lr)
        self.momentum, self.nesterov = momentum, nesterov

    def direction(self, p, state):
        if not self.momentum:
            return p.grad
        state["v"] = v = self.momentum * state.get("v", 0.0) + p.grad
        return p.grad + self.momentum * v if self.nesterov else v


class Adam(Optimizer):
    def __init__(self, params, lr=0.1, betas=(0.9, 0.999), eps=1e-8):
        super().__init__(params, lr)
        self.betas, self.eps = betas, eps

    def direction(self, p, state):
        b1, b2 = self.betas
        state["m"] = b1 * state.get("m", 0.0) + (1 - b1) * p.grad
        state["v"] = b2 * state.get("v", 0.0) + (1 - b2) * p.grad**2
        m, v = state["m"] / (1 - b1**self.steps), state["v"] / (1 - b2**self.steps)
        return m / (v**0.5 + self.eps)


class StepLR:
    def __init__(self, optimizer, every,
            gamma=0.5): self.o, self.every, self.gamma, self.n = optimizer, every, gamma, 0
    def step(self):
        self.n += 1
        if self.n % self.every == 0:
            self.o.lr *= self.gamma


def loss(x, y): return (1 - x) ** 2 + 10 * (y - x * x) ** 2
def gradients(x, y): return -2 * (1 - x) - 40 * x * (y - x * x), 20 * (y - x * x)


for name, make in (("sgd", lambda p: SGD(p, 0.01)), ("momentum", lambda p: SGD(p, 0.005, 0.8)),
        ("nesterov", lambda p: SGD(p, 0.005, 0.8, nesterov=True)),
        ("adam", lambda p: Adam(p, lr=0.05))):
    x, y = Parameter(-1.0), Parameter(1.5)
    optimizer = make([x, y])
    schedule = StepLR(optimizer, 40)
    for step in range(120):
        optimizer.zero_grad()
        x.grad, y.grad = gradients(x.value, y.value)
        optimizer.step()
        schedule.step()
        if step in (0, 1, 59, 119):
            print(f"{name:<9}{step:>4} {loss(x.value, y.value)!r} {x.value!r}")
    print(optimizer.lr, optimizer.steps, len(optimizer.state))
for bad in (lambda: SGD([], -1), lambda: Optimizer([Parameter(1)]).direction(None, {}),
        lambda: SGD([], 0.1, 0.9, True)):
    try:
        bad()
    except Exception as error:
        print(type(error).__name__, error)
