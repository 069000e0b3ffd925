# itertools as far as teaching code goes.
import itertools
from itertools import accumulate, chain, combinations, count, cycle, groupby, islice
from itertools import permutations, product, repeat, starmap, takewhile, zip_longest

print(list(islice(count(), 3)), list(islice(count(5, 2), 3)), list(islice(count(1.5, 0.5), 3)),
    list(islice(cycle("ab"), 5)), list(repeat("x", 3)), list(islice(repeat(1), 2)), next(count(10)))
print(list(chain([1], "ab", (2,))), list(chain()), list(chain.from_iterable([[1, 2], [3]])),
    list(islice("abcdef", 2)), list(islice("abcdef", 2, 4)), list(islice("abcdef", 1, None, 2)),
    list(islice([], 5)))
print(list(accumulate([1, 2, 3])), list(accumulate([1, 2, 3], lambda a, b: a * b)),
    list(accumulate([3, 1, 4], max)), list(accumulate([1, 2], initial=100)), list(accumulate([])),
    list(accumulate("abc")))
print(list(combinations("abcd", 2)), list(combinations([1, 2], 3)), list(combinations([1], 0)),
    list(itertools.combinations_with_replacement("ab", 2)), list(permutations([1, 2, 3])),
    list(permutations("abc", 2)), list(product([1, 2], "ab")), list(product([0, 1], repeat=3)),
    list(product()), len(list(permutations(range(5)))))
print(list(zip_longest([1, 2, 3], "a")), list(zip_longest([1], [2, 3], fillvalue=0)),
    list(starmap(pow, [(2, 3), (3, 2)])), list(takewhile(lambda x: x < 3, [1, 2, 3, 1])),
    list(itertools.dropwhile(lambda x: x < 3, [1, 2, 3, 1])),
    list(itertools.filterfalse(lambda x: x % 2, range(5))),
    list(itertools.compress("abcd", [1, 0, 1, 0])), list(itertools.pairwise([1, 2, 3])))
for key, group in groupby("aaabbca"):
    print(key, list(group), end=" ")
print()
words = sorted(["apple", "bob", "cat", "apricot", "bee"])
print({k: list(g) for k, g in groupby(words, key=lambda w: w[0])},
    [(k, len(list(g))) for k, g in groupby([1, 1, 2, 3, 3, 3])], [k for k, g in groupby([])])
a, b = itertools.tee([1, 2, 3])
print(list(a), list(b), next(chain([5], [6])))
print(sum(1 for p in permutations(range(4)) if p[0] < p[-1]),
    ["".join(p) for p in product("ab", repeat=2)], list(zip(count(), "ab")),
    list(islice((x * x for x in count()), 5)), dict(zip("abc", repeat(0))),
    list(map(lambda x, y: x + y, [1, 2], repeat(10))))
for function in (lambda: list(islice([1], -1)), lambda: list(combinations([1], -1)),
        lambda: chain(5) and list(chain(5)), lambda: list(accumulate(5)), lambda: list(product(5)),
        lambda: repeat(), lambda: list(islice("abc", 1, 2, 0)),
        lambda: list(zip_longest([1], foo=2)), lambda: list(starmap(pow, [5])),
        lambda: next(iter(chain())), lambda: itertools.nothing, lambda: count("a"),
        lambda: list(permutations(5)), lambda: list(repeat("x", "y")),
        lambda: list(takewhile(5, [1])), lambda: list(islice("abc", "a")),
        lambda: list(accumulate(["a", 1]))):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)

print(list(itertools.permutations([])), list(itertools.permutations([], 0)))
