# A data set, samplers, batches and a training loop skeleton with hooks, as courses build them.
import random
from collections import defaultdict


class Dataset:
    def __init__(self, n, transform=None): self.rows, self.transform = [
            (i, i % 3) for i in range(n)], transform
    def __len__(self): return len(self.rows)
    def __getitem__(self, i):
        x, y = self.rows[i]
        return (self.transform(x) if self.transform else x), y


class Compose:
    def __init__(self, steps): self.steps = steps
    def __call__(self, x):
        for step in self.steps:
            x = step(x)
        return x
    def __repr__(self): return f"{type(self).__name__}({len(self.steps)} steps)"


class DataLoader:
    def __init__(self, dataset, batch_size=1, shuffle=False, drop_last=False, seed=None):
        if not isinstance(batch_size, int) or batch_size <= 0:
            raise ValueError(
                f"batch_size should be a positive integer value, but got batch_size={batch_size}")
        self.dataset, self.batch_size = dataset, batch_size
        self.shuffle, self.drop_last = shuffle, drop_last
        self.random = random.Random(seed)

    def __len__(self):
        full, rest = divmod(len(self.dataset), self.batch_size)
        return full + (rest > 0 and not self.drop_last)

    def __iter__(self):
        order = list(range(len(self.dataset)))
        if self.shuffle:
            self.random.shuffle(order)
        for start in range(0, len(order), self.batch_size):
            chunk = order[start : start + self.batch_size]
            if len(chunk) == self.batch_size or not self.drop_last:
                yield tuple(map(list, zip(*(self.dataset[i] for i in chunk))))


class Trainer:
    def __init__(self, loader): self.loader, self.hooks, self.history = loader, defaultdict(list), [
            ]
    def on(self, event):
        def register(f):
            self.hooks[event].append(f)
            return f
        return register
    def emit(self, event, **info):
        for hook in self.hooks[event]:
            hook(self, **info)
    def run(self, epochs):
        best = float("inf")
        for epoch in range(epochs):
            running = 0.0
            for i, (inputs, targets) in enumerate(self.loader, 0):
                loss = sum(abs(x - y) for x, y in zip(inputs, targets)) / len(inputs) / (epoch + 1)
                running += loss
                self.emit("batch", i=i, loss=loss)
            mean = running / len(self.loader)
            self.history.append(mean)
            self.emit("epoch", epoch=epoch, mean=mean)
            if mean >= best:
                break
            best = mean
        return self


dataset = Dataset(11, Compose([lambda x: x + 1, float, lambda x: x / 2]))
print(len(dataset), dataset[3], dataset.transform, [dataset[i] for i in (0, -1)])
for loader in (DataLoader(dataset, 4), DataLoader(dataset, 4, drop_last=True),
        DataLoader(dataset, 4, shuffle=True, seed=0)):
    print(len(loader), list(loader))
trainer = Trainer(DataLoader(dataset, batch_size=5, shuffle=True, seed=3))


@trainer.on("epoch")
def report(trainer, epoch, mean): print(f"[{epoch + 1}] mean loss: {mean:.6f}")


@trainer.on("batch")
def count(trainer, i, loss):
    trainer.batches = getattr(trainer, "batches", 0) + 1


print(trainer.run(3).history, trainer.batches)
for bad in (lambda: DataLoader(dataset, 32 / 4), lambda: dataset[99],
        lambda: next(iter(DataLoader([], 2))), lambda: list(DataLoader(5))):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
