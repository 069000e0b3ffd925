# classmethod and staticmethod: alternative constructors, inheritance, calling through instances.
class Date:
    separator = "-"

    def __init__(self, y, m, d): self.y, self.m, self.d = y, m, d

    @classmethod
    def parse(cls, text): return cls(*map(int, text.split(cls.separator)))

    @classmethod
    def new_year(cls, year=2024): return cls(year, 1, 1)

    @staticmethod
    def leap(year): return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)

    @property
    def text(self): return f"{self.y:04d}{self.separator}{self.m:02d}{self.separator}{self.d:02d}"

    def __repr__(self): return f"{type(self).__name__}({self.text})"


class German(Date):
    separator = "."

    @classmethod
    def parse(cls, text):
        result = super().parse(".".join(reversed(text.split("."))))
        result.parsed = True
        return result

    @property
    def text(self): return ".".join(reversed(super().text.split(".")))


print(Date.parse("2024-02-29"), German.parse("24.12.2023"), German.new_year(),
    Date.new_year(1999).leap(2000), [Date.leap(y) for y in (1900, 2000, 2023, 2024)],
    German.parse("1.2.3").parsed, Date(1, 2, 3).parse("4-5-6"), German.leap(4))
f, g = Date.parse, Date.leap
print(f("1-1-1"), g(8), f.__name__, g.__name__, f.__self__ is Date, German.parse.__self__ is German,
    list(map(Date.leap, [4, 5])), type(Date.__dict__["parse"]).__name__,
    type(Date.__dict__["leap"]).__name__, type(Date.__dict__["text"]).__name__,
    callable(Date.parse))


class Registry:
    items = {}
    @classmethod
    def register(cls, name):
        def decorate(target):
            cls.items[name] = target
            return target
        return decorate
    def __class_getitem__(cls, name): return cls.items[name]


@Registry.register("a")
class A: pass
@Registry.register("f")
def func(): return "called"


print(sorted(Registry.items), Registry["f"](), Registry.items["a"] is A, Registry["a"].__name__)
for function in (lambda: Date.parse("x-y-z"), lambda: Date.parse("1-2"), lambda: Date.parse(),
        lambda: Date.leap(), lambda: Date.text.fget(Date(1, 2, 3)), lambda: Date.nothing(),
        lambda: Registry["zz"], lambda: Date.parse(5)):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


class Old:
    def plain(x): return x
    wrapped = staticmethod(plain)
    classy = classmethod(lambda cls: cls.__name__)


print(Old.plain(5), Old.wrapped(6), Old().wrapped(7), Old.classy(), Old().plain() is not None)
