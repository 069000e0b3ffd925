# yield from: values, results, sending through, throwing through, closing through, any iterable.
def inner():
    try:
        x = yield 1
        print("inner got", x)
        y = yield 2
        print("inner got", y)
    except ValueError as error:
        print("inner caught", error)
        yield "recovered"
    finally:
        print("inner finally")
    return "inner result"


def outer():
    result = yield from inner()
    print("outer got", result)
    yield from [10, 20]
    yield from "ab"
    yield from range(2)
    yield from {"k": 1}
    yield from ()
    got = yield from (x * x for x in range(2))
    return got


print(list(outer()))
g = outer()
print(next(g), g.send("s1"), g.throw(ValueError("thrown")), next(g))
g.close()
g = outer()
next(g)
g.close()


def delegate(n):
    if n == 0:
        received = yield "bottom"
        return received
    return (yield from delegate(n - 1))


g = delegate(30)
print(next(g))
try:
    g.send("through thirty")
except StopIteration as stop:
    print(stop.value)


def flatten(x):
    for item in x:
        if isinstance(item, (list, tuple)):
            yield from flatten(item)
        else:
            yield item


print(list(flatten([1, [2, (3, [4, [], [[5]]])], 6])))


class Node:
    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right


print(list(Node(4, Node(2, Node(1), Node(3)), Node(6, None, Node(7)))))


def bad():
    yield from 5


try:
    list(bad())
except TypeError as error:
    print(error)


class Iter:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 2:
            stop = StopIteration("value from iterator")
            raise stop
        return self.n


def wrap():
    return (yield from Iter())


g = wrap()
print(next(g), next(g))
try:
    next(g)
except StopIteration as stop:
    print(stop.value)
g = wrap()
next(g)
try:
    g.send("x")
except AttributeError as error:
    print(error)


def permutations(items):
    if not items:
        yield []
    for i in range(len(items)):
        for rest in permutations(items[:i] + items[i + 1 :]):
            yield [items[i]] + rest


print(list(permutations([1, 2, 3])))


def scheduler(tasks):
    while tasks:
        task = tasks.pop(0)
        try:
            print(next(task), end=" ")
            tasks.append(task)
        except StopIteration:
            print("end", end=" ")


def work(name, n):
    for i in range(n):
        yield f"{name}{i}"


scheduler([work("a", 2), work("b", 3), work("c", 1)])
print()
