# Shapes, an abstract base by hand, polymorphism and a registry.
import math


class Shape:
    registry = {}

    def __init_subclass__(cls):
        Shape.registry[cls.__name__.lower()] = cls

    def area(self):
        raise NotImplementedError(f"{type(self).__name__} must implement area")

    def __lt__(self, other):
        return self.area() < other.area()

    def __eq__(self, other):
        return isinstance(other, Shape) and self.area() == other.area()

    def __str__(self):
        return f"{type(self).__name__} with area {self.area():.2f}"

    def scaled(self, factor):
        return type(self)(*[v * factor for v in vars(self).values()])


class Circle(Shape):
    def __init__(self, radius):
        self.radius = radius

    def area(self):
        return math.pi * self.radius**2


class Rectangle(Shape):
    def __init__(self, width, height):
        self.width = width
        self.height = height

    def area(self):
        return self.width * self.height

    @property
    def diagonal(self):
        return math.hypot(self.width, self.height)


class Square(Rectangle):
    def __init__(self, side, _=None):
        super().__init__(side, side)

    def __str__(self):
        return "Special " + super().__str__()


class Blob(Shape):
    pass


shapes = [Circle(1), Rectangle(2, 3.5), Square(2.5), Shape.registry["circle"](0.5)]
for shape in sorted(shapes):
    print(shape)
print(max(shapes), min(shapes).radius, sum(s.area() for s in shapes), sorted(Shape.registry),
    shapes[1].scaled(2), shapes[2].scaled(2), Rectangle(3, 4).diagonal,
    Square(2) == Rectangle(1, 4), Square(2) != Circle(1))
try:
    print(Blob())
except NotImplementedError as error:
    print("NotImplementedError:", error)
try:
    hash(Circle(1))
except TypeError as error:
    print(error)
