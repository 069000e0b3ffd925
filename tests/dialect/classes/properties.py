# property with getter, setter, deleter; static and class methods; descriptors.
class Temperature:
    def __init__(self, celsius): self.celsius = celsius

    @property
    def celsius(self):
        "Degrees."
        return self._celsius

    @celsius.setter
    def celsius(self, value):
        if value < -273.15:
            raise ValueError(f"{value} is below absolute zero")
        self._celsius = value

    @celsius.deleter
    def celsius(self):
        print("deleting")
        self._celsius = 0

    @property
    def fahrenheit(self): return self.celsius * 9 / 5 + 32

    area = property(lambda self: 42, doc="the area")

    @staticmethod
    def parse(text): return Temperature(float(text))

    @classmethod
    def boiling(cls): return cls(100)


t = Temperature(25)
print(t.celsius, t.fahrenheit, t.area, Temperature.parse("1.5").celsius,
    Temperature.boiling().celsius, t.parse("2").celsius, t.boiling().fahrenheit,
    Temperature.celsius.__doc__, type(Temperature.celsius))
t.celsius = -10
t.celsius += 5
print(t.celsius)
del t.celsius
print(t.celsius, vars(t))


class Hot(Temperature):
    @property
    def fahrenheit(self): return super().fahrenheit + 1000


print(Hot(0).fahrenheit, Hot.boiling().__class__.__name__)


def assign(o, name, value): setattr(o, name, value)


for function in (lambda: Temperature(-300), lambda: assign(t, "fahrenheit", 5),
        lambda: delattr(t, "fahrenheit"), lambda: assign(t, "area", 1),
        lambda: Temperature.parse("x"), lambda: t.celsius(), lambda: Temperature.fahrenheit(t)):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


class Typed:
    def __init__(self, kind): self.kind = kind
    def __set_name__(self, owner, name):
        self.name = "_" + name
        print("named", name, "in", owner.__name__)
    def __get__(self, instance, owner):
        if instance is None:
            return self
        return getattr(instance, self.name, f"unset {self.name}")
    def __set__(self, instance, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name[1:]} must be {self.kind.__name__}")
        setattr(instance, self.name, value)


class Person:
    name = Typed(str)
    age = Typed(int)


p = Person()
print(p.name)
p.name, p.age = "Al", 5
print(p.name, p.age, vars(p), type(Person.name).__name__)
try:
    p.age = "old"
except TypeError as error:
    print(error)


class NonData:
    def __get__(self, instance, owner): return "descriptor"


class Holder:
    attribute = NonData()


h = Holder()
print(h.attribute, Holder.attribute)
h.attribute = "instance wins"
print(h.attribute)


class Cached:
    def __init__(self, function): self.function = function
    def __get__(self, instance, owner):
        value = instance.__dict__[self.function.__name__] = self.function(instance)
        return value


class Slow:
    @Cached
    def result(self):
        print("computing")
        return 42


s = Slow()
print(s.result, s.result, vars(s))


class Counter:
    total = 0

    @classmethod
    def up(cls):
        cls.total += 1
        return cls

    @staticmethod
    def pure(): return "pure"


class Sub(Counter): pass


print(Counter.up().total, Sub.up().total, Counter.total, Sub.total, Sub.pure(),
    Counter.up().up().total, Sub.total, Counter.__dict__["pure"].__class__.__name__,
    Counter.up.__self__.__name__)
