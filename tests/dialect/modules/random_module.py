# random: CPython's generator from known seeds, value for value.
import random

for seed in (0, 1, 7, 42, 2**40, 12345678901234567890, -5, "text", 1.5, True, b"bytes",
        None and 1 or 3):
    random.seed(seed)
    print(seed, random.random(), random.random(), random.randint(1, 6), random.randrange(100),
        random.uniform(-1, 1), random.choice("abcdef"), random.getrandbits(10), random.gauss(0, 1),
        random.gauss(0, 1), random.normalvariate(5, 2))
random.seed(7)
a = list(range(20))
random.shuffle(a)
print(a, random.sample(range(100), 5), random.sample(a, 20), random.choices("abc", k=5),
    random.choices([1, 2, 3], weights=[10, 1, 1], k=8),
    random.choices([1, 2], cum_weights=[1, 5], k=4))
print([random.randint(-5, 5) for _ in range(10)], [random.randrange(0, 100, 7) for _ in range(5)],
    random.randrange(10**30), random.getrandbits(100), random.getrandbits(1),
    random.expovariate(1.5), random.triangular(0, 10, 3), random.betavariate(1, 2),
    random.gammavariate(2, 1), random.lognormvariate(0, 1), random.vonmisesvariate(0, 1),
    random.paretovariate(3), random.weibullvariate(1, 2))
r1, r2 = random.Random(5), random.Random(5)
print([r1.random() for _ in range(3)] == [r2.random() for _ in range(3)], r1.randint(1, 100),
    r2.randint(1, 100), random.Random(1).random(), random.Random("x").random())
state = random.getstate()
first = [random.random() for _ in range(3)]
random.setstate(state)
print(first == [random.random() for _ in range(3)], first)
random.seed(99)
words = "the quick brown fox".split()
random.shuffle(words)
print(words, random.choice(words), random.choice((1, 2, 3)), random.choice(range(10, 20)),
    random.sample("abcdef", k=3), random.sample(words, 0), random.uniform(10, 5),
    random.uniform(1, 1), random.randbytes(4))
for function in (lambda: random.choice([]), lambda: random.randint(5, 1),
        lambda: random.randrange(0), lambda: random.sample([1, 2], 3),
        lambda: random.sample({1, 2}, 1), lambda: random.choice(5), lambda: random.shuffle("abc"),
        lambda: random.randint(1.5, 2), lambda: random.randint("a", 2),
        lambda: random.randrange(1, 10, 0), lambda: random.seed([1]),
        lambda: random.choices([1], weights=[1, 2]), lambda: random.choice({}),
        lambda: random.randint(1), lambda: random.uniform(1), lambda: random.nothing,
        lambda: random.shuffle((1, 2)), lambda: random.sample([1], -1),
        lambda: random.choice({1: 2}) if False else random.choices([]),
        lambda: random.getrandbits(-1)):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)
random.seed(3)
inside = sum(random.random() ** 2 + random.random() ** 2 <= 1 for _ in range(5000))
print(4 * inside / 5000)
random.seed(1)
walk = [0]
for _ in range(20):
    walk.append(walk[-1] + random.choice([-1, 1]))
print(walk, [round(random.gauss(0, 1), 6) for _ in range(6)])
