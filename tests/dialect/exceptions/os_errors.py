# What OSError keeps where: the files leave args; subclasses with __new__ or __init__ of their own.
import copy


def show(error):
    print(type(error).__name__, error.args, error.errno, error.strerror, error.filename,
          error.filename2, str(error), repr(error))


for arguments in ((), ("x",), (2, "x"), (2, "x", "f"), (2, "x", None), (2, "x", "f", None, "g"),
                  (2, "x", "f", 0), (1, 2, 3, 4, 5, 6), (32, "x", "f"), (108, "x"), (99, "y", "f")):
    show(OSError(*arguments))
show(FileNotFoundError(13, "x", b"f"))


class Kept(OSError):
    def __init__(self, *arguments, more=None):
        super().__init__(*arguments)
        self.more = more


class Made(OSError):
    def __new__(cls, message, more):
        self = super().__new__(cls, message)
        self.more = more
        return self


class Both(OSError):
    def __new__(cls, *arguments):
        return super().__new__(cls, 2, "made")

    def __init__(self, *arguments):
        super().__init__("initialized")


show(Kept(2, "m", "f", more=3))
show(Kept())
print(Kept(2, "m", more=3).more)
show(Made("a", 3))
show(Made("a", more=3))
show(Both("z"))
try:
    OSError(2, "x", more=1)
except TypeError as error:
    print(error)
try:
    raise OSError(2, "x", "f", None, "g")
except FileNotFoundError as error:
    show(error)

bare = Kept.__new__(Kept, 2, "x", "f")
show(bare)
bare.__init__(2, "x", "f")
show(bare)

for error in (OSError(2, "x", "f"), OSError(2, "x", "f", None, "g"), OSError("x")):
    show(copy.copy(error))
