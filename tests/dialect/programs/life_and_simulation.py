# Conway's life, a random walk, a queue simulation, Monte Carlo, a Markov chain of text.
import random


def step(cells):
    counts = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    key = x + dx, y + dy
                    counts[key] = counts.get(key, 0) + 1
    return {key for key, n in counts.items() if n == 3 or n == 2 and key in cells}


def show(cells, size=8):
    return "\n".join("".join("#" if (x, y) in cells else "." for x in range(size)) for y
        in range(size))


glider = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
for generation in range(5):
    print(generation, sorted(glider))
    glider = step(glider)
print(show(glider))
random.seed(2024)


class Customer:
    count = 0

    def __init__(self, at):
        Customer.count += 1
        self.id, self.at, self.work = Customer.count, at, random.randint(1, 4)

    def __repr__(self):
        return f"C{self.id}"


def simulate(minutes, chance):
    line, busy, waits, log = [], 0, [], []
    for minute in range(minutes):
        if random.random() < chance:
            line.append(Customer(minute))
        if busy:
            busy -= 1
        elif line:
            customer = line.pop(0)
            waits.append(minute - customer.at)
            busy = customer.work - 1
            log.append((minute, customer))
    return waits, line, log


waits, line, log = simulate(40, 0.4)
print(waits, line, log[:5], f"mean wait {sum(waits) / len(waits):.3f}")
words = "the cat sat on the mat and the dog sat on the cat".split()
chain = {}
for a, b in zip(words, words[1:]):
    chain.setdefault(a, []).append(b)
word, text = "the", ["the"]
for _ in range(12):
    word = random.choice(chain.get(word, words))
    text.append(word)
print(" ".join(text))
rolls = [sum(random.randint(1, 6) for _ in range(2)) for _ in range(500)]
for total in range(2, 13):
    print(f"{total:>2} {'*' * (rolls.count(total) // 4)}")
position = 0
track = [position := position + random.choice((-1, 1)) for _ in range(15)]
print(track, max(track), min(track))
