# Inheritance: overriding, super in both spellings, diamond, mro, mixins, isinstance.
class Animal:
    sound = "?"

    def __init__(self, name):
        self.name = name
        print("Animal init", name)

    def speak(self):
        return f"{self.name} says {self.sound}"

    def describe(self):
        return f"{type(self).__name__}: {self.speak()}"


class Dog(Animal):
    sound = "woof"

    def __init__(self, name, breed):
        super().__init__(name)
        self.breed = breed

    def describe(self):
        return super().describe() + f" ({self.breed})"


class Puppy(Dog):
    def __init__(self, name):
        super(Puppy, self).__init__(name, "tiny")

    def speak(self):
        return Animal.speak(self) + "?"


for animal in (Animal("it"), Dog("Rex", "lab"), Puppy("Bit")):
    print(animal.describe(), isinstance(animal, Dog), issubclass(type(animal), Animal))


class A:
    def who(self): return ["A"]
    def __init__(self): self.log = ["A"]


class B(A):
    def who(self): return ["B"] + super().who()
    def __init__(self):
        super().__init__()
        self.log.append("B")


class C(A):
    def who(self): return ["C"] + super().who()
    def __init__(self):
        super().__init__()
        self.log.append("C")


class D(B, C):
    def who(self): return ["D"] + super().who()


print(D().who(), D().log, [c.__name__ for c in D.__mro__], D.__bases__, D.mro()[1].__name__,
    issubclass(D, C), issubclass(B, C))


class Loud:
    def speak(self):
        return super().speak().upper()


class LoudDog(Loud, Dog):
    pass


print(LoudDog("Max", "x").speak(), super(Dog, Puppy("p")).speak())
try:
    class Bad(A, B): pass
except TypeError as error:
    print(error)
try:
    class Twice(A, A): pass
except TypeError as error:
    print(error)
for base in (5, "x", None, [A]):
    try:
        class FromValue(base): pass
    except TypeError as error:
        print(type(error).__name__)


class Base:
    def template(self):
        return self.step() + self.other()

    def step(self):
        raise NotImplementedError("step is missing")

    def other(self):
        return "other"


class Done(Base):
    def step(self): return "done-"


print(Done().template())
try:
    Base().template()
except NotImplementedError as error:
    print(type(error).__name__, error)


class NoSuper(A):
    def __init__(self): pass


for function in (lambda: NoSuper().log, lambda: super(), lambda: super(A, 5).who(),
        lambda: super(5).x, lambda: super(B, B()).nothing, lambda: D().who(1), lambda: Dog("x"),
        lambda: isinstance(1, 5), lambda: issubclass(1, A), lambda: issubclass(A, 5),
        lambda: isinstance(1, (int, 5)), lambda: isinstance("a", (int, 5))):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


class Meta:
    @classmethod
    def create(cls, *args): return cls(*args)


class Child(Meta):
    def __init__(self, x=0): self.x = x


print(Child.create(5).x, Child.create().x, type(Child.create()).__name__)


class Grandparent:
    x = 1


class Parent(Grandparent): pass
class Kid(Parent): pass


Grandparent.x = 2
print(Kid.x)
Parent.x = 3
print(Kid.x, Grandparent.x)
del Parent.x
print(Kid.x, Kid().x, Kid.__base__, Kid.__mro__[-1])
