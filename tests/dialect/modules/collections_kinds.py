from collections import ChainMap, Counter, OrderedDict, UserDict, UserList, UserString
from collections import defaultdict, deque, namedtuple

ordered = OrderedDict(a=1, b=2)
print(ordered.keys(), ordered.values(), ordered.items())
print(ordered.keys() & {"a"}, list(reversed(ordered.items())), ordered | {"c": 3}, {"c": 3} | ordered)

chain = ChainMap({"a": 1}, {"a": 2, "b": 3})
print(chain, dict(chain), chain["b"], len(chain), chain.new_child({"c": 4}), chain.parents)
print(chain | {"z": 0}, chain.pop("a"), chain["a"], chain.copy(), "b" in chain)
try:
    del chain["b"]
except KeyError as error:
    print(error)


class Lower(UserDict):
    def __setitem__(self, key, value):
        super().__setitem__(key.lower(), value)


lower = Lower(A=1)
lower["B"] = 2
lower.update(C=3)
print(lower, lower.data, lower.get("b"), list(lower), lower | {"d": 4})
print(UserList([3, 1]) + [2], sorted(UserList([3, 1])), UserList("ab")[0:1], UserList([1]) == [1])
print(UserString("abc").upper(), UserString("a") + "b", len(UserString("xyz")), "b" in UserString("abc"))

plain, counted = {1: 2}, defaultdict(int, {3: 4})
print(counted | plain, plain | counted, (plain | counted).default_factory)

steps = deque([1, 2, 3, 2])
print(steps.count(2), steps.index(3), type(iter(steps)).__name__, type(reversed(steps)).__name__)
try:
    steps.index(9)
except ValueError as error:
    print(error)
try:
    steps.x = 1
except AttributeError as error:
    print(error)

Point = namedtuple("Point", "x y")
print(Point._make([1, 2]), Point._make.__qualname__)
try:
    Point._make()
except TypeError as error:
    print(error)
print(Counter("aab") + Counter("b"), Counter(a=2) - Counter(a=3), Counter("ab") & Counter("b"))
