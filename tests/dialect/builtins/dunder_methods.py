# Special methods of built-in values, called by name.
print((5).__add__(3), (5).__radd__(3), (5).__sub__(3), (5).__rsub__(3), (5).__mul__(2),
    (5).__truediv__(2), (5).__mod__(3), (5).__pow__(2), (5).__neg__(),
    (5).__invert__(), (5).__and__(4), (5).__lshift__(1), (5).__eq__(5), (5).__lt__(6),
    (5).__bool__(), (5).__float__(), (5).__index__(), (5).__hash__(), (5).__repr__(), (5).__str__(),
    (5).__format__("03d"), (5).__divmod__(2), (5).__add__("x"), (5).__eq__("x"), (5).__lt__(2.5))
print((1.5).__add__(1), (1.5).__radd__(1), (1.5).__eq__(1.5), (1.5).__lt__(2), (1.5).__int__(),
    (1.5).__round__(), (1.5).__round__(0), (1.5).__floordiv__(1), (1.5).__add__("x"),
    (1.5).__repr__(), (2.0).__pow__(3), (1.5).__trunc__(), (1.5).__floor__(), (1.5).__ceil__())
print("abc".__len__(), "abc".__getitem__(1), "abc".__contains__("b"), "abc".__add__("d"),
    "abc".__mul__(2), "abc".__rmul__(2), "abc".__eq__("abc"), "abc".__lt__("b"), "abc".__mod__(()),
    "%s".__mod__("x"), "abc".__iter__().__next__(), "abc".__format__(">5"),
    "abc".__hash__() == hash("abc"), "a".__eq__(1), "a".__lt__(1), "a".__repr__())
a = [1, 2]
print(a.__len__(), a.__getitem__(0), a.__setitem__(0, 9), a, a.__contains__(2), a.__add__([3]),
    a.__iadd__([4]), a, a.__mul__(2), a.__imul__(2), a, a.__delitem__(0), a, a.__eq__([1]),
    a.__reversed__().__next__(), a.__iter__().__next__(), a.__lt__([9]), a.__repr__())
d = {"a": 1}
print(d.__len__(), d.__getitem__("a"), d.__setitem__("b", 2), d, d.__contains__("a"),
    d.__delitem__("a"), d, d.__iter__().__next__(), d.__eq__({}), d.__or__({1: 2}), d.__repr__(),
    (1, 2).__getitem__(0), (1,).__add__((2,)), (1, 2).__contains__(1),
    (1, 2).__hash__() == hash((1, 2)), {1}.__and__({1, 2}), {1}.__or__({2}), {1}.__sub__({1}),
    {1}.__contains__(1), {1}.__len__(), {1}.__eq__({1}), {1}.__and__([1]))
print(range(5).__len__(), range(5).__getitem__(2), range(5).__contains__(3), None.__repr__(),
    None.__bool__(), None.__eq__(None), True.__and__(False), True.__repr__(), print.__name__,
    len.__call__([1]), (lambda: 5).__call__(), int.__call__("7"), int.__name__, int.__add__(1, 2),
    str.__len__("ab"), list.__len__([1]), object.__eq__(1, 1),
    object.__repr__(5).startswith("<int object at"), object.__str__(5), type.__call__(int, "5"),
    int.__repr__(5), dict.__getitem__({1: 2}, 1), list.__contains__([1], 1))
for function in (lambda: (5).__add__(), lambda: (5).__nothing__(), lambda: [].__getitem__(0),
        lambda: {}.__getitem__(0), lambda: "a".__getitem__("b"), lambda: [].__hash__(),
        lambda: int.__add__("a", 1), lambda: str.__len__(5), lambda: (5).__pow__("a"),
        lambda: iter([]).__next__(), lambda: {}.__hash__, lambda: [].__hash__,
        lambda: list.__add__([1], (2,)), lambda: (5).__mod__(0), lambda: (1,).__add__([2])):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)
