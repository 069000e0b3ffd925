# itertools. What checks its arguments at once is a function that returns a generator.
_missing = object()


def _integer(value):
    return range(value).stop


class count:
    def __init__(self, start=0, step=1):
        if not hasattr(start, "__add__") or isinstance(start, (str, list, tuple)):
            raise TypeError("a number is required")
        self._next = start
        self._step = step

    def __iter__(self):
        return self

    def __next__(self):
        value = self._next
        self._next = value + self._step
        return value

    def __repr__(self):
        if isinstance(self._step, int) and self._step == 1:
            return "count(" + repr(self._next) + ")"
        return "count(" + repr(self._next) + ", " + repr(self._step) + ")"


class repeat:
    def __init__(self, object=_missing, times=None):
        if object is _missing:
            raise TypeError("repeat() missing required argument 'object' (pos 1)")
        if times is not None:
            times = _integer(times)
        self._object = object
        self._left = None if times is None else max(times, 0)

    def __iter__(self):
        return self

    def __next__(self):
        if self._left is not None:
            if self._left == 0:
                raise StopIteration
            self._left -= 1
        return self._object

    def __length_hint__(self):
        if self._left is None:
            raise TypeError("len() of unsized object")
        return self._left

    def __repr__(self):
        if self._left is None:
            return "repeat(" + repr(self._object) + ")"
        return "repeat(" + repr(self._object) + ", " + repr(self._left) + ")"


def cycle(iterable, /):
    return _cycle(iter(iterable))


def _cycle(iterator):
    saved = []
    for item in iterator:
        yield item
        saved.append(item)
    while saved:
        yield from saved


class chain:
    def __init__(self, *iterables):
        self._items = _chain(iter(iterables))

    @classmethod
    def from_iterable(cls, iterable, /):
        made = cls()
        made._items = _chain(iter(iterable))
        return made

    def __iter__(self):
        return self._items

    def __next__(self):
        return next(self._items)


def _chain(iterables):
    for iterable in iterables:
        for item in iterable:
            yield item


def accumulate(iterable, func=None, *, initial=None):
    return _accumulate(iter(iterable), func, initial)


def _accumulate(iterator, func, total):
    if total is None:
        for total in iterator:
            break
        else:
            return
    yield total
    for item in iterator:
        total = total + item if func is None else func(total, item)
        yield total


def compress(data, selectors):
    return _compress(iter(data), iter(selectors))


def _compress(data, selectors):
    for item, chosen in zip(data, selectors):
        if chosen:
            yield item


def dropwhile(predicate, iterable, /):
    return _dropwhile(predicate, iter(iterable))


def _dropwhile(predicate, iterator):
    for item in iterator:
        if not predicate(item):
            yield item
            break
    for item in iterator:
        yield item


def takewhile(predicate, iterable, /):
    return _takewhile(predicate, iter(iterable))


def _takewhile(predicate, iterator):
    for item in iterator:
        if not predicate(item):
            break
        yield item


def filterfalse(function, iterable, /):
    return _filterfalse(function, iter(iterable))


def _filterfalse(function, iterator):
    for item in iterator:
        if not (item if function is None else function(item)):
            yield item


def starmap(function, iterable, /):
    return _starmap(function, iter(iterable))


def _starmap(function, iterator):
    for args in iterator:
        yield function(*args)


def _index(value, what):
    if value is None:
        return None
    if not isinstance(value, int):
        if not hasattr(value, "__index__"):
            raise ValueError(what)
        value = value.__index__()
    if value < 0:
        raise ValueError(what)
    return value


def islice(iterable, *args):
    bounds = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize."
    if not 1 <= len(args) <= 3:
        raise TypeError("islice expected at " + ("least 2" if not args else "most 4")
                        + " arguments, got " + str(len(args) + 1))
    if len(args) == 1:
        start, step = 0, 1
        stop = _index(args[0], "Stop argument for islice() must be None or an integer: "
                      "0 <= x <= sys.maxsize.")
    else:
        stop = _index(args[1], "Stop argument for islice() must be None or an integer: "
                      "0 <= x <= sys.maxsize.")
        start = _index(args[0], bounds) or 0
        step = 1
        if len(args) == 3 and args[2] is not None:
            words = "Step for islice() must be a positive integer or None."
            step = _index(args[2], words)
            if step < 1:
                raise ValueError(words)
    return _islice(iter(iterable), start, stop, step)


def _islice(iterator, start, stop, step):
    at = 0
    while at < start:
        for _ in iterator:
            break
        else:
            return
        at += 1
    while stop is None or at < stop:
        for item in iterator:
            break
        else:
            return
        yield item
        at += 1
        for _ in range(step - 1):
            if stop is not None and at >= stop:
                return
            for _ in iterator:
                break
            else:
                return
            at += 1


def zip_longest(*iterables, fillvalue=None):
    return _zip_longest([iter(it) for it in iterables], fillvalue)


def _zip_longest(iterators, fillvalue):
    left = len(iterators)
    done = [False] * left
    while left:
        row = []
        for i, iterator in enumerate(iterators):
            value = fillvalue
            if not done[i]:
                for value in iterator:
                    break
                else:
                    done[i] = True
                    left -= 1
                    if not left:
                        return
                    value = fillvalue
            row.append(value)
        yield tuple(row)


def pairwise(iterable, /):
    return _pairwise(iter(iterable))


def _pairwise(iterator):
    for left in iterator:
        break
    for right in iterator:
        yield left, right
        left = right


def product(*iterables, repeat=1):
    return _product([tuple(pool) for pool in iterables] * repeat)


def _product(pools):
    if not all(pools):
        return
    places = [0] * len(pools)
    while True:
        yield tuple([pool[i] for pool, i in zip(pools, places)])
        for at in reversed(range(len(pools))):
            places[at] += 1
            if places[at] < len(pools[at]):
                break
            places[at] = 0
        else:
            return


def permutations(iterable, r=None):
    pool = tuple(iterable)
    r = len(pool) if r is None else r
    if r < 0:
        raise ValueError("r must be non-negative")
    return _permutations(pool, r)


def _permutations(pool, r):
    n = len(pool)
    if r > n:
        return
    indices = list(range(n))
    cycles = list(range(n, n - r, -1))
    yield tuple([pool[i] for i in indices[:r]])
    while n:
        for i in reversed(range(r)):
            cycles[i] -= 1
            if cycles[i] == 0:
                indices[i:] = indices[i + 1:] + indices[i:i + 1]
                cycles[i] = n - i
            else:
                j = cycles[i]
                indices[i], indices[-j] = indices[-j], indices[i]
                yield tuple([pool[i] for i in indices[:r]])
                break
        else:
            return


def combinations(iterable, r):
    if r < 0:
        raise ValueError("r must be non-negative")
    return _combinations(tuple(iterable), r)


def _combinations(pool, r):
    n = len(pool)
    if r > n:
        return
    indices = list(range(r))
    yield tuple([pool[i] for i in indices])
    while True:
        for i in reversed(range(r)):
            if indices[i] != i + n - r:
                break
        else:
            return
        indices[i] += 1
        for j in range(i + 1, r):
            indices[j] = indices[j - 1] + 1
        yield tuple([pool[i] for i in indices])


def combinations_with_replacement(iterable, r):
    if r < 0:
        raise ValueError("r must be non-negative")
    return _with_replacement(tuple(iterable), r)


def _with_replacement(pool, r):
    n = len(pool)
    if not n and r:
        return
    indices = [0] * r
    yield tuple([pool[i] for i in indices])
    while True:
        for i in reversed(range(r)):
            if indices[i] != n - 1:
                break
        else:
            return
        indices[i:] = [indices[i] + 1] * (r - i)
        yield tuple([pool[i] for i in indices])


class groupby:
    def __init__(self, iterable, key=None):
        self._iterator = iter(iterable)
        self._key = key
        self._ended = False
        self._fresh = True    # nothing was read yet
        self._group = None    # marks the group that may still be read

    def _advance(self):
        for self._value in self._iterator:
            self._current = self._value if self._key is None else self._key(self._value)
            return True
        self._ended = True
        return False

    def __iter__(self):
        return self

    def __next__(self):
        self._group = object()
        if self._fresh:
            self._fresh = False
            self._advance()
        else:
            while not self._ended and self._current == self._target:
                self._advance()
        if self._ended:
            raise StopIteration
        self._target = self._current
        return self._target, self._items(self._target, self._group)

    def _items(self, target, group):
        while self._group is group and not self._ended and self._current == target:
            value = self._value
            yield value
            if self._group is not group:
                return
            self._advance()


def tee(iterable, n=2, /):
    if n < 0:
        raise ValueError("n must be >= 0")
    iterator = iter(iterable)
    waiting = [[] for _ in range(n)]
    return tuple([_tee(iterator, waiting, mine) for mine in waiting])


def _tee(iterator, waiting, mine):
    at = 0
    while True:
        if at == len(mine):
            for item in iterator:
                break
            else:
                return
            for other in waiting:
                other.append(item)
        item = mine[at]
        at += 1
        if at > 1000:
            del mine[:at]
            at = 0
        yield item
