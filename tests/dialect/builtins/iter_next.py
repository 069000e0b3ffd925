# iter and next: sentinels, defaults, iterator types, protocols in for.
it = iter([1, 2])
print(next(it), next(it), next(it, "default"), next(it, None))
for source in ([1], (1,), "a", {1: 2}, {1}, range(1), (x for x in [1]), zip([1]), map(str, [1]),
        enumerate([1]), reversed([1]), {1: 2}.items(), b"a", filter(None, [1])):
    it = iter(source)
    print(type(it).__name__, next(it), iter(it) is it, next(it, "end"))
values = iter([1, 2, 0, 3])
print(list(iter(lambda: next(values), 0)), next(values))
stack = [3, 2, 1]
for x in iter(stack.pop, 1):
    print("never", x)
print(list(iter(stack.pop, 3)), stack)
for function in (lambda: next(iter([])), lambda: iter(5), lambda: iter(5, 0), lambda: next(5),
        lambda: iter(), lambda: iter([1], 2)):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


class Squares:
    def __init__(self, n): self.n = n
    def __iter__(self): return SquaresIterator(self)


class SquaresIterator:
    def __init__(self, source): self.source, self.i = source, 0
    def __iter__(self): return self
    def __next__(self):
        if self.i >= self.source.n:
            raise StopIteration
        self.i += 1
        return self.i**2


s = Squares(3)
print(list(s), list(s), [a + b for a in s for b in s], sum(s), 4 in s, 5 in s, *s, max(s),
    dict(zip(s, s)), sorted(s, reverse=True), list(map(str, s)), tuple(s), list(enumerate(s)),
    set(s))
it = iter(s)
for x in it:
    print(x, next(it, "none"), end=" ")
print()


class Raises:
    def __iter__(self): return self
    def __next__(self): raise ValueError("from next")


try:
    for x in Raises():
        pass
except ValueError as error:
    print(error)
it = iter([1, 2, 3, 4])
for x in it:
    if x == 2:
        break
print(list(it))
