# sort and sorted: keys, reverse, stability, errors, mixed numbers.
words = "the Quick brown fox jumps Over the lazy dog".split()
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len),
    sorted(words, key=len, reverse=True), sorted(words, reverse=True),
    sorted(words, key=lambda w: (len(w), w.lower())))
pairs = [(i % 3, i % 5, i) for i in range(20)]
print(sorted(pairs, key=lambda p: p[0]), sorted(pairs, key=lambda p: p[1], reverse=True),
    sorted(pairs, key=lambda p: (-p[0], p[1]))[:8])
numbers = [3, -1.5, 2**70, True, 0, -0.0, 2.5, 10**20, 1e19, False]
numbers.sort()
print(numbers, sorted([0.0, -0, -0.0, 0, False]), sorted([[2], [1, 2], [1], []]),
    sorted([(1, "b"), (1, "a"), (0, "z")]), sorted({3, 1, 2}), sorted({"b": 1, "a": 2}),
    sorted("hello"), sorted(range(5), key=lambda x: -x), sorted([True, False]), sorted([]))
for function in (lambda: sorted([1, "a"]), lambda: sorted(["a", 1]), lambda: sorted([None, None]),
        lambda: sorted([1, None]), lambda: sorted([{}, {}]), lambda: sorted([1, 2], len),
        lambda: sorted([1, 2], key=len), lambda: sorted(5), lambda: sorted(),
        lambda: sorted([3, 1], key=None, reverse=1), lambda: sorted([3, 1], reverse="x"),
        lambda: sorted([[1], ["a"]]), lambda: sorted([(1, 2), (1, "a")]),
        lambda: sorted([1], cmp=5), lambda: [1, 2].sort(reverse=None),
        lambda: sorted([object(), 1])):
    try:
        print(function())
    except TypeError as error:
        print(error)
state, many = 1, []
for i in range(700):
    state = state * 1103515245 + 12345 & 0x7FFFFFFF
    many.append(state % 97)
result = sorted(range(700), key=many.__getitem__)
print(all(many[a] < many[b] or many[a] == many[b] and a < b for a, b in zip(result, result[1:])),
    result[:20])
backwards = sorted(range(700), key=lambda i: many[i], reverse=True)
print(backwards[:20])
a = [5, 3, 1]
print(a.sort(), a, a.sort(reverse=True), a, a.sort(key=lambda x: x % 3), a)


def nosy(x):
    seen.append(list(victim))
    return x


seen, victim = [], [3, 1, 2]
victim.sort(key=nosy)
print(seen, victim)


class Item:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        log.append((self.n, other.n))
        return self.n < other.n

    def __repr__(self):
        return f"<{self.n}>"


log = []
print(sorted([Item(3), Item(1), Item(2)]), len(log), max([Item(1), Item(5)], key=lambda i: i.n),
    sorted([Item(2), Item(1)], reverse=True))
