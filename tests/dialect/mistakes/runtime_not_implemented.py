class Shape:
    def area(self):
        raise NotImplementedError


class Square(Shape):
    pass


print(Square().area())
