# Programs that draw from a seeded generator: dice, shuffles, splits, walks, estimates, weights.
import random

random.seed(1234)
rolls = [random.randint(1, 6) for _ in range(60)]
print(rolls[:15], {face: rolls.count(face) for face in range(1, 7)}, sum(rolls) / len(rolls))
deck = [rank + suit for suit in "CDHS" for rank in "23456789TJQKA"]
random.shuffle(deck)
hands = {name: sorted(deck[i::4])[:4] for i, name in enumerate(("north", "east", "south", "west"))}
print(hands, deck[-5:])
data = list(range(20))
random.Random(7).shuffle(data)
train, test = data[: int(0.8 * len(data))], data[int(0.8 * len(data)) :]
print(train, test, sorted(train + test) == list(range(20)))
print(random.sample("abcdefghij", 4), random.choices(["red", "green", "blue"], weights=[5, 1, 1],
    k=8), random.choice([(1, 2), (3, 4)]), random.uniform(2, 3), random.gauss(10, 2),
    random.betavariate(2, 5))
x = y = 0
for step in range(10):
    dx, dy = random.choice([(0, 1), (1, 0), (0, -1), (-1, 0)])
    x, y = x + dx, y + dy
    print((x, y), end=" ")
print()
weights = [[random.gauss(0, 0.1) for _ in range(3)] for _ in range(2)]
print(weights, [random.random() < 0.5 for _ in range(8)],
    [round(random.expovariate(0.5), 4) for _ in range(4)])
a, b = random.Random(1), random.Random(1)
a.random()
state = a.getstate()
print(a.random(), b.random(), b.random(), a.random() == b.random(), a.setstate(state), a.random())
random.seed("a text seed")
print(random.random(), random.randrange(1000), random.getrandbits(64), random.randrange(5, 50, 5))
random.seed(99)
population = [random.getrandbits(8) for _ in range(8)]
for generation in range(5):
    population.sort(key=lambda n: bin(n).count("1"), reverse=True)
    parents = population[:4]
    population = parents + [random.choice(parents) & 0xF0 | random.choice(parents) & 0x0F ^ (
        1 << random.randrange(8)) for _ in range(4)]
    print([f"{n:08b}" for n in population])


class Bandit:
    def __init__(self, chances, seed):
        self.chances, self.random = chances, random.Random(seed)
        self.won, self.tried = [0] * len(chances), [0] * len(chances)

    def pull(self, arm):
        self.tried[arm] += 1
        self.won[arm] += self.random.random() < self.chances[arm]
    def best(self): return max(range(len(self.chances)),
            key=lambda a: self.won[a] / (self.tried[a] or 1))


bandit = Bandit([0.2, 0.5, 0.4], 5)
for pull in range(150):
    bandit.pull(bandit.random.randrange(3) if bandit.random.random() < 0.2 else bandit.best())
print(bandit.won, bandit.tried, bandit.best())
