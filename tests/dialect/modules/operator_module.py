# operator: operators as functions, getters, their words.
import operator
from operator import attrgetter, itemgetter, methodcaller

print(operator.add(2, 3), operator.sub(2, 3), operator.mul("ab", 2), operator.truediv(7, 2), operator.floordiv(7, -2),
    operator.mod(-7, 3), operator.pow(2, 10), operator.neg(5), operator.pos(-5), operator.invert(5), operator.abs(-3))
print(operator.lt(1, 2), operator.le(2, 2), operator.eq(1, 1.0), operator.ne(1, 2), operator.gt(1, 2), operator.ge(2, 3))
print(operator.and_(6, 3), operator.or_(6, 3), operator.xor(6, 3), operator.lshift(1, 4), operator.rshift(16, 2))
print(operator.not_([]), operator.truth("x"), operator.is_(None, None), operator.is_not(1, None), operator.contains([1, 2], 2))
values = [3, 1, 2]
operator.setitem(values, 0, 9)
operator.delitem(values, 1)
print(values, operator.getitem(values, 0), operator.getitem(values, slice(1)), operator.index(True), operator.concat([1], [2]))
print(operator.countOf([1, 2, 1.0, True], 1), operator.indexOf("abc", "c"), operator.length_hint(iter([1, 2])), operator.length_hint(5, 7))
numbers = [1]
print(operator.iadd(numbers, [2]), numbers, operator.iconcat(numbers, (3,)), operator.imul(3, 4))
people = [("Ada", 36), ("Bob", 25), ("Cy", 30)]
print(sorted(people, key=itemgetter(1)), max(people, key=itemgetter(1)), itemgetter(0, 1)("xyz"), itemgetter("a")({"a": 1}))


class Point:
    def __init__(self, x, y=None):
        self.x, self.y = x, y

    def shift(self, by, *, twice=False):
        return self.x + by * (2 if twice else 1)


point = Point(1, Point(2, 3))
print(attrgetter("x")(point), attrgetter("y.x", "x")(point), methodcaller("shift", 5)(point), methodcaller("shift", 5, twice=True)(point))
print(itemgetter(1), itemgetter(1, "a"), attrgetter("a.b", "c"), methodcaller("m", 1, k=2), operator.add, operator.itemgetter)
print(operator.__add__(1, 2), operator.__not__(1), type(itemgetter(1)), operator.add.__name__)
for wrong in (lambda: operator.add(1), lambda: operator.add("a", 1), lambda: itemgetter(), lambda: attrgetter(5), lambda: methodcaller(),
        lambda: methodcaller(5), lambda: attrgetter("zz")(point), lambda: itemgetter(7)([1]), lambda: operator.indexOf([1], 2),
        lambda: operator.concat(1, 2), lambda: operator.index(1.5), lambda: operator.neg("a"), lambda: operator.lt(1, "a"),
        lambda: operator.countOf(5, 1), lambda: operator.getitem({}, "k"), lambda: operator.length_hint(1, "a")):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
