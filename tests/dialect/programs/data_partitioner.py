# Splitting a data set between workers, as the distributed tutorials do it.
from random import Random


class Share:
    """A view of some rows of a data set."""

    def __init__(self, data, index):
        self.data = data
        self.index = index

    def __len__(self):
        return len(self.index)

    def __getitem__(self, position):
        return self.data[self.index[position]]


class Splitter(object):
    def __init__(self, data, sizes=[0.7, 0.2, 0.1], seed=1234):
        self.data = data
        self.shares = []
        rng = Random()
        rng.seed(seed)
        indexes = [x for x in range(0, len(data))]
        rng.shuffle(indexes)
        for fraction in sizes:
            part = int(fraction * len(data))
            self.shares.append(indexes[0:part])
            indexes = indexes[part:]

    def use(self, n):
        return Share(self.data, self.shares[n])


def batches(share, size):
    for start in range(0, len(share), size):
        yield [share[i] for i in range(start, min(start + size, len(share)))]


data = [(x, x * x % 17) for x in range(40)]
splitter = Splitter(data)
for n in range(3):
    share = splitter.use(n)
    print(n, len(share), share[0], [row[0] for row in share], share.index)
world = 4
splitter = Splitter(data, [1.0 / world for _ in range(world)])
total = 0
for rank in range(world):
    share = splitter.use(rank)
    bsz = int(32 / float(world))
    sums = [sum(y for _, y in batch) for batch in batches(share, bsz)]
    total += sum(sums)
    print('Rank ', rank, ' has ', len(share), sums)
print(total == sum(y for _, y in data), sorted(i for s in splitter.shares for i in s) == list(
    range(40)))


class Sampler:
    def __init__(self, n, num_replicas, rank, shuffle=True, seed=0):
        self.n, self.num_replicas, self.rank = n, num_replicas, rank
        self.shuffle, self.seed = shuffle, seed
        self.epoch = 0

    def set_epoch(self, epoch):
        self.epoch = epoch

    def __iter__(self):
        order = list(range(self.n))
        if self.shuffle:
            Random(self.seed + self.epoch).shuffle(order)
        padding = -len(order) % self.num_replicas
        order += order[:padding]
        return iter(order[self.rank :: self.num_replicas])


for epoch in range(2):
    for rank in range(3):
        sampler = Sampler(10, 3, rank)
        sampler.set_epoch(epoch)
        print(epoch, rank, list(sampler))
