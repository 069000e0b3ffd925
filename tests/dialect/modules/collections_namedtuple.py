# namedtuple: making, fields, defaults, replacing, printing, errors, subclassing.
from collections import namedtuple

Point = namedtuple("Point", ["x", "y"])
p = Point(1, y=2)
print(p, p.x, p[1], p == (1, 2), len(p), p._fields, p._asdict(), p._replace(x=9),
    Point._make([5, 6]), list(p), p + (3,), hash(p) == hash((1, 2)), isinstance(p, tuple),
    Point.__name__, repr(p), str(p), sorted([Point(2, 1), Point(1, 5)]), p < Point(1, 3),
    {p: 1}[1, 2], p.index(2), p.count(1), p[::-1], max(p), Point._fields, p.__class__.__name__,
    tuple(p), Point(*[3, 4]), Point(**{"x": 1, "y": 0}))
a, b = p
print(a, b, [f"{name}={value}" for name, value in zip(p._fields, p)])
Color = namedtuple("Color", "red green blue alpha", defaults=[255])
print(Color(1, 2, 3), Color(1, 2, 3, 4), Color._field_defaults, namedtuple("A", "x, y,z")(1, 2, 3),
    namedtuple("E", "")(), namedtuple("R", "a class a _x", rename=True)(1, 2, 3, 4),
    namedtuple("D", "a b", defaults=(1, 2))())
for function in (lambda: Point(), lambda: Point(1), lambda: Point(1, 2, 3), lambda: Point(1, z=2),
        lambda: Point(1, x=2), lambda: p.z, lambda: p[5], lambda: p._replace(q=1),
        lambda: Point._make([1]), lambda: namedtuple("X", "a a"), lambda: namedtuple("X", "class"),
        lambda: namedtuple("X", "_a"), lambda: namedtuple("1X", "a"),
        lambda: namedtuple("X", "a b", defaults=(1, 2, 3)), lambda: namedtuple(5, "a"),
        lambda: p.append(1), lambda: p + [1]):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)
try:
    p.x = 5
except AttributeError as error:
    print(error)
try:
    p[0] = 5
except TypeError as error:
    print(error)


class Vector(namedtuple("Vector", "x y")):
    @property
    def length(self): return (self.x**2 + self.y**2) ** 0.5
    def __add__(self, other): return Vector(self.x + other.x, self.y + other.y)


v = Vector(3, 4)
print(v, v.length, v + v, v._replace(x=0), type(v + v).__name__, Vector(y=1, x=2), v == (3, 4))
Employee = namedtuple("Employee", "name, age, salary")
staff = [Employee("Ann", 30, 1000), Employee("Bob", 25, 1500.5), Employee("Cy", 35, 800)]
for e in sorted(staff, key=lambda e: e.salary, reverse=True):
    print(f"{e.name:<5}{e.age:>4}{e.salary:>10.2f}")
print(sum(e.salary for e in staff), max(staff, key=lambda e: e.age).name,
    [e._replace(age=e.age + 1) for e in staff][0])
