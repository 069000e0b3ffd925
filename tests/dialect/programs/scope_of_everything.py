# A little of everything in one script, as a quick tour of the language would have it.
"""Tour."""
import math
from collections import Counter, defaultdict
from functools import reduce
from itertools import chain

PI_ISH = round(math.pi, 4)


def describe(*things, sep=", ", **named):
    """Joins things and named things."""
    parts = [repr(t) for t in things] + [f"{k}={v}" for k, v in named.items()]
    return sep.join(parts)


class Stack:
    def __init__(self, *items):
        self._items = list(items)

    def push(self, item):
        self._items.append(item)
        return self

    def pop(self):
        if not self:
            raise IndexError("pop from empty Stack")
        return self._items.pop()

    def __bool__(self):
        return bool(self._items)

    def __len__(self):
        return len(self._items)

    def __iter__(self):
        return reversed(self._items)

    def __repr__(self):
        return f"{self.__class__.__name__}({', '.join(map(repr, self._items))})"


def fibonacci(limit):
    a, b = 0, 1
    while a < limit:
        yield a
        a, b = b, a + b


def main():
    print(describe(1, "two", [3], x=4, y=None), describe(), describe("a", sep="|", z=1), sep=" ; ")
    s = Stack(1, 2).push(3)
    print(s, len(s), list(s), s.pop(), s.pop(), s.pop(), bool(s))
    try:
        s.pop()
    except IndexError as error:
        print(f"{type(error).__name__}: {error}")
    finally:
        print("tried")
    numbers = [*fibonacci(50)]
    evens, odds = [n for n in numbers if not n % 2], [n for n in numbers if n % 2]
    print(numbers, evens, odds, sum(evens) > sum(odds), reduce(lambda a, b: a * b, odds))
    words = "it was the best of times it was the worst of times".split()
    count = Counter(words)
    by_length = defaultdict(set)
    for word in words:
        by_length[len(word)].add(word)
    print(count.most_common(3), {k: sorted(v) for k, v in sorted(by_length.items())})
    matrix = [[i * j for j in range(1, 4)] for i in range(1, 4)]
    print(matrix, list(chain(*matrix)), [*map(sum, matrix)], max(matrix, key=sum),
        {i: r for i, r in enumerate(matrix) if i})
    squares = {n: n**2 for n in range(5)}
    squares |= {10: 100}
    del squares[0]
    (first, *_), last = [*squares.items()], squares.popitem()
    print(squares, first, last)
    total = 0
    for i, (name, value) in enumerate(zip("abc", (1.5, 2, True))):
        total += value if i else -value
        if name == "b":
            continue
        print(i, name, value, f"{total:+.1f}", end=" | ")
    else:
        print("done", PI_ISH)
    n = 27
    while (n := n // 2 if n % 2 == 0 else 3 * n + 1) < 200:
        pass
    print(n, "big" if n > 100 else "small", not n, n and "and", 0 or "or", 1 < n <= 1000,
        n is not None, n in range(300))
    print("%5.2f|%-6s|%03d" % (math.e, "ab", 7), "{:>8,}|{!r:^7}|{:#x}".format(12345, "x", 255),
        f"{n=}, {n:>6}, {n / 7:.3e}")
    print("Hello"[::-1], "a-b-c".split("-", 1), "-".join("xyz"),
        "  pad ".strip().upper().center(9, "*"), "spam" * 2, "Spam".swapcase(), ord("A"), chr(98))
    print(2**100, -7 // 2, -7 % 3, divmod(7, -2), 7 / 2, 0.1 + 0.2, round(2.5), int("ff", 16),
        0b101, 1e3, True + 1, 5 & 3 | 8, ~5, 1 << 10)


if __name__ == "__main__":
    main()
