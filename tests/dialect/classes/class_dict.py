class Plain:
    x = 1

    def method(self):
        pass


print(list(Plain.__dict__), type(Plain.__dict__).__name__)
seen = Plain.__dict__
Plain.later = 2
print(seen["later"], "later" in vars(Plain), Plain.__dict__.get("none", 5))
print([name for name in dir(Plain()) if "dict" in name or "weak" in name])


class Error(Exception):
    pass


class Items(list):
    "documented"


print(list(Error.__dict__), list(Items.__dict__), Plain().__weakref__)
for owner, name in (([], "__sub__"), ({}, "__add__"), ("", "__truediv__"), (1.5, "__invert__"),
                    ((), "__iadd__"), ([], "__iadd__"), ({}, "__ior__"), (1, "__matmul__")):
    print(type(owner).__name__, name, hasattr(owner, name))
try:
    Plain.__dict__["x"] = 3
except TypeError as error:
    print(error)
for made in (lambda: object.__new__(int), lambda: int.__new__(bool, 0), lambda: list.__new__(dict),
             lambda: int.__new__(5), lambda: tuple.__new__()):
    try:
        made()
    except TypeError as error:
        print(error)
try:
    Plain.__dict__["__dict__"].__get__(5)
except TypeError as error:
    print(error)
