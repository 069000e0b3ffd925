# Classes: attributes, methods, class and instance state, introspection.
class Dog:
    """A dog."""
    kind = "canine"
    count = 0
    tricks = []

    def __init__(self, name, age=1):
        self.name = name
        self.age = age
        Dog.count += 1

    def bark(self, times=1):
        return "woof " * times + self.name

    def birthday(self):
        self.age += 1
        return self


a, b = Dog("Rex"), Dog("Fido", age=3)
print(a.name, b.age, a.kind, Dog.kind, Dog.count, a.bark(), b.bark(2), a.birthday().birthday().age,
    Dog.bark(b), Dog.__doc__, Dog.__name__, a.__class__.__name__, type(a) is Dog)
a.kind = "wolf"
print(a.kind, b.kind, Dog.kind)
del a.kind
print(a.kind)
Dog.kind = "changed"
print(a.kind, b.kind)
a.tricks.append("roll")
print(b.tricks, Dog.tricks)
a.tricks = ["own"]
a.count += 10
print(a.count, Dog.count, b.count, a.tricks, b.tricks)
a.color = "brown"
print(vars(a), a.__dict__ == vars(a), sorted(vars(b)), hasattr(a, "color"), hasattr(b, "color"),
    getattr(b, "color", "none"))
setattr(b, "color", "black")
delattr(b, "color")
print(hasattr(b, "color"))
Dog.speak = lambda self: f"{self.name} speaks"
print(a.speak(), isinstance(a, Dog), isinstance(a, object), isinstance(5, Dog),
    isinstance(a, (int, Dog)), issubclass(Dog, object), a == a, a == b, a != b, a is a)
print(repr(a).startswith("<__main__.Dog object at 0x"), str(a) == repr(a), repr(Dog),
    Dog.__module__, Dog.__bases__, Dog.__mro__)
a.bark = lambda: "instance function"
print(a.bark(), b.bark())
for function in (lambda: a.missing, lambda: Dog.missing, lambda: Dog(), lambda: Dog("a", 1, 2),
        lambda: a.bark(1), lambda: a(), lambda: a[0], lambda: len(a), lambda: a + 1, lambda: 1 + a,
        lambda: a < b, lambda: iter(a), lambda: a.name.missing, lambda: int(a), lambda: float(a),
        lambda: -a, lambda: next(a), lambda: Dog + 1, lambda: Dog[0], lambda: delattr(a, "zz"),
        lambda: Dog.bark(), lambda: [].x, lambda: a in b, lambda: a in 5, lambda: bool(a),
        lambda: round(a), lambda: abs(a), lambda: divmod(a, 1), lambda: "".join([a]),
        lambda: range(a), lambda: [1][a], lambda: sum([a]), lambda: reversed(a), lambda: a @ b,
        lambda: a ** 2, lambda: sorted([a, b]), lambda: max(a, b), lambda: a.x.y):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, str(error))


class Empty:
    pass


class Statements:
    print("class body runs")
    for i in range(2):
        x = i
    if x:
        def method(self): return "conditional"
    del i


print(Statements.x, Statements().method(), hasattr(Statements, "i"), Empty().__class__,
    Empty.__dict__.get("zz"), Empty.__doc__)


class Outer:
    class Inner:
        value = 5

        def get(self):
            return self.value

    def make(self):
        return self.Inner()


print(Outer.Inner.value, Outer().make().get(), Outer.Inner.__qualname__, Outer.Inner)


def local():
    class Local: pass
    return Local


print(local(), local() is local(), local().__qualname__)
