# __int__, __index__, __trunc__, __bool__ and __float__ as int(), range() and friends use them.
class Int:
    def __int__(self): return 7


class Index:
    def __index__(self): return 3


class Float:
    def __float__(self): return 2.5


class BadInt:
    def __int__(self): return "seven"


class BadFloat:
    def __float__(self): return 1


class BadIndex:
    def __index__(self): return 1.5


for make in (Int, Index, Float, BadInt, BadFloat, BadIndex):
    thing = make()
    for convert in (int, float, range, hex, chr, bool, round, lambda x: [1, 2, 3, 4][x],
            lambda x: "ab" * x, lambda x: 10**x, lambda x: x + 1, lambda x: int("12", x),
            lambda x: [0] * x):
        try:
            print(make.__name__, convert(thing))
        except Exception as error:
            print(make.__name__, type(error).__name__, error)
