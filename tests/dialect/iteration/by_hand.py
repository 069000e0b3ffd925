# The tools of itertools and functools written by hand as classes and generators.
def chain(*iterables):
    for iterable in iterables:
        yield from iterable


def take_while(test, items):
    for item in items:
        if not test(item):
            return
        yield item


def drop_while(test, items):
    items = iter(items)
    for item in items:
        if not test(item):
            yield item
            break
    yield from items


def group_by(items, key=lambda x: x):
    group, last = [], object()
    for item in items:
        k = key(item)
        if group and k != last:
            yield last, group
            group = []
        last = k
        group.append(item)
    if group:
        yield last, group


def windows(items, n):
    window = []
    for item in items:
        window.append(item)
        if len(window) == n:
            yield tuple(window)
            del window[0]


def product(*pools):
    if not pools:
        yield ()
        return
    head, *rest = pools
    for x in head:
        for tail in product(*rest):
            yield (x, *tail)


def combinations(items, n):
    if n == 0:
        yield []
        return
    for i in range(len(items) - n + 1):
        for rest in combinations(items[i + 1 :], n - 1):
            yield [items[i]] + rest


class Cycle:
    def __init__(self, items): self.items, self.i = list(items), -1
    def __iter__(self): return self
    def __next__(self):
        if not self.items:
            raise StopIteration
        self.i = (self.i + 1) % len(self.items)
        return self.items[self.i]


class Peekable:
    def __init__(self, items): self.it, self.kept = iter(items), []
    def __iter__(self): return self
    def __next__(self): return self.kept.pop() if self.kept else next(self.it)
    def peek(self, default=None):
        if not self.kept:
            try:
                self.kept.append(next(self.it))
            except StopIteration:
                return default
        return self.kept[-1]


print(list(chain([1], "ab", (2,), {}, {3: 4})), list(take_while(lambda x: x < 3, [1, 2, 5, 1])),
    list(drop_while(lambda x: x < 3, [1, 2, 5, 1])), list(group_by("aabccc")),
    list(group_by(range(7), lambda x: x // 3)), list(windows(range(5), 3)), list(windows([1], 2)))
print(list(product([1, 2], "ab", [0])), list(product()), list(combinations([1, 2, 3, 4], 2)),
    list(combinations("ab", 0)), [x for x, _ in zip(Cycle("abc"), range(7))], list(Cycle([])))
p = Peekable([1, 2, 3])
while p.peek() is not None:
    print(p.peek(), next(p), p.peek("end"), end="; ")
print(list(p))


def batched(items, n):
    it = iter(items)
    while batch := [x for _, x in zip(range(n), it)]:
        yield batch


def interleave(*iterables):
    live = [iter(i) for i in iterables]
    while live:
        for it in live[:]:
            try:
                yield next(it)
            except StopIteration:
                live.remove(it)


def memo(f, store={}):
    def g(*key):
        if key not in store:
            store[key] = f(*key)
        return store[key]
    return g


print(list(batched("abcdefg", 3)), list(batched([], 2)),
    list(interleave("abc", [1], (True, False))), list(zip(*batched(range(6), 2))))
binomial = memo(lambda n, k: 1 if k in (0, n) else binomial(n - 1, k - 1) + binomial(n - 1, k))
print([binomial(10, k) for k in range(11)])
flat = lambda x: [z for y in x for z in (flat(y) if isinstance(y, list) else [y])]
print(flat([1, [2, [3, []]], [[[4]]]]), (lambda f: (lambda x: x(x))(
    lambda y: f(lambda z: y(y)(z))))(lambda f: lambda n: 1 if n == 0 else n * f(n - 1))(20))
