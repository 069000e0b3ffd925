# type, object and None as values: calling, comparing, printing, attributes.
print(type(1), type("a") is str, type(type), type(object), type(None), type(print), type(...),
    object, type, int.__class__, (5).__class__.__class__, type(5)("7"), type([])((1, 2)),
    type("x")(5), [t.__name__ for t in map(type, (1, 1.5, "a", None, [], {}, (), set(), True, len,
    print, range(1), slice(1), lambda: 0, int, ..., NotImplemented, b"", ValueError(), iter([]),
    (x for x in [])))])
o = object()
print(o == o, o == object(), o is o, hash(o) == hash(o), repr(o).startswith("<object object at 0x"),
    isinstance(o, object), isinstance(int, object), issubclass(int, object), bool(o), o != 5,
    {o: 1}[o], callable(o))
print(None is None, None == 0, None == False, str(None), repr(None), bool(None),
    hash(None) == hash(None), [None], type(None)() is None, None or "default", not None,
    None in [None], {None: 1}[None])
print(..., Ellipsis is ..., repr(...), bool(...), NotImplemented, repr(NotImplemented),
    type(...)() is ...)
print(int is int, int == int, int != str, {int: "int", str: "text"}[type(5)], int in (int, str),
    sorted([str, int], key=lambda t: t.__name__), isinstance(5, int) and not isinstance("5", int),
    [t("1") for t in (int, float, str, list, tuple)], int() == 0, float() == 0.0, str() == "",
    list() == [], bool() is False, tuple() == (), dict() == {}, set() == set())


class A: pass


print(A, type(A), type(A()), A.__class__, A().__class__, A.__class__.__class__, type(A) is type,
    isinstance(A, type), A == A, A() == A(), type(A()) == A, str(A), f"{A}", [A], {"a": A},
    A.__name__, A.__module__, A.__qualname__, A.__doc__, A.__bases__, A.__mro__, A.mro())
for function in (lambda: type(), lambda: type(1, 2), lambda: object(1), lambda: None.x,
        lambda: type(None)(1), lambda: A(1), lambda: int.x, lambda: A.x, lambda: A().x,
        lambda: int < str, lambda: A < A, lambda: A + A, lambda: len(A), lambda: iter(A),
        lambda: A[0], lambda: type.x, lambda: isinstance(1, A()), lambda: issubclass(A(), A),
        lambda: NotImplemented + 1, lambda: int("a").x, lambda: object.x, lambda: object().x,
        lambda: -object(), lambda: object() < object(), lambda: type("X", (), 5), lambda: type(5, (), {}),
        lambda: type("X", (int,), {"a": 1})(3) + type("Y", (), {"b": 2}).b):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, str(error).split(" at 0x")[0])
try:
    int.x = 1
except TypeError as error:
    print(error)
try:
    None.x = 1
except AttributeError as error:
    print(error)
try:
    object().x = 1
except AttributeError as error:
    print(error)
try:
    del A.nothing
except AttributeError as error:
    print(error)
