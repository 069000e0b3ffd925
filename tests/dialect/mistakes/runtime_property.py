class Circle:
    def __init__(self, r):
        self._r = r

    @property
    def area(self):
        return self.pi * self._r**2


print(Circle(2).area)
