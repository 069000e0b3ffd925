# Queens, sudoku, change, knapsack, Pascal, Collatz, Roman numerals, spiral, Game theory.
def queens(n, row=0, columns=(), found=None):
    found = [] if found is None else found
    if row == n:
        found.append(columns)
    for c in range(n):
        if all(c != k and abs(c - k) != row - r for r, k in enumerate(columns)):
            queens(n, row + 1, columns + (c,), found)
    return found


print(len(queens(6)), queens(6)[0], queens(4))


def change(amount, coins=(50, 20, 10, 5, 2, 1)):
    ways = [1] + [0] * amount
    for coin in coins:
        for i in range(coin, amount + 1):
            ways[i] += ways[i - coin]
    return ways[amount]


def knapsack(items, room):
    best = [0] * (room + 1)
    for weight, value in items:
        for i in range(room, weight - 1, -1):
            best[i] = max(best[i], best[i - weight] + value)
    return best[room]


def pascal(n):
    row = [1]
    for _ in range(n):
        yield row
        row = [a + b for a, b in zip([0] + row, row + [0])]


def roman(n):
    out = ""
    for value, letters in zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
            "M CM D CD C XC L XL X IX V IV I".split()):
        count, n = divmod(n, value)
        out += letters * count
    return out


def unroman(text):
    values = dict(zip("IVXLCDM", (1, 5, 10, 50, 100, 500, 1000)))
    return sum(-values[a] if values[a] < values[b] else values[a] for a,
        b in zip(text, text[1:])) + values[text[-1]]


def spiral(m):
    out = []
    while m:
        out += m[0]
        m = [*zip(*m[1:])][::-1]
    return out


def collatz(n):
    steps = [n]
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps.append(n)
    return steps


def longest_common(a, b):
    table = [[""] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            table[i + 1][j + 1] = table[i][j] + x if x == y else max(table[i][j + 1],
                table[i + 1][j], key=len)
    return table[-1][-1]


print(change(100), knapsack([(1, 1), (3, 4), (4, 5), (5, 7)], 7),
    longest_common("programming", "gaming"))
for row in pascal(6):
    print(" ".join(map(str, row)).center(20).rstrip())
print([roman(n) for n in (1, 4, 9, 14, 40, 90, 400, 1994, 2024, 3999)],
    all(unroman(roman(n)) == n for n in range(1, 400)))
print(spiral([[1, 2, 3], [4, 5, 6], [7, 8, 9], [10, 11, 12]]), collatz(27)[:10], len(collatz(27)),
    max(collatz(27)))
print(" ".join("FizzBuzz" if i % 15 == 0 else "Fizz" if i % 3 == 0 else "Buzz" if i % 5 == 0
    else str(i) for i in range(1, 31)))
grid = "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79"
cells = [int(c) if c != "." else 0 for c in grid]


def candidates(i):
    r, c = divmod(i, 9)
    used = set(cells[r * 9 : r * 9 + 9]) | set(cells[c::9])
    used |= {cells[(r // 3 * 3 + a) * 9 + c // 3 * 3 + b] for a in range(3) for b in range(3)}
    return set(range(1, 10)) - used


def solve():
    empty = [(len(candidates(i)), i) for i, v in enumerate(cells) if not v]
    if not empty:
        return True
    _, i = min(empty)
    for v in sorted(candidates(i)):
        cells[i] = v
        if solve():
            return True
    cells[i] = 0
    return False


print(solve())
for r in range(9):
    print(*cells[r * 9 : r * 9 + 9], sep="")
