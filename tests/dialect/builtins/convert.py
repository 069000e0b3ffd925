# bool, int, float, str, list, tuple, set, dict, chr, ord, hex, ascii, repr as functions and types.
values = [0, 1, -5, 2.7, -2.7, True, False, "12", "", "abc", None, [], [1, 2], (1, 2), {}, {"a": 1},
    {1}, range(3)]
for convert in (bool, int, float, str, repr, list, tuple, len, abs, round, hex, ord, sum, sorted,
        any, type, callable):
    row = []
    for value in values:
        try:
            row.append(convert(value))
        except Exception as error:
            row.append(type(error).__name__)
    print(convert.__name__, row)
print(int("0b11", 2), int("-ff", 16), float("1e3"), str(1e3), list("ab"), tuple([1]),
    sorted(set("aab")), dict([("a", 1)]), bool("0"), str([1, "a"]), repr("a'b"), ascii("é"),
    chr(233), ord("é"), int(" 42 "), list({"x": 1, "y": 2}), tuple({1: 2}.items()), bytes([1, 2]),
    frozenset([1]))
print(bool, int, float, str, list, tuple, dict, set, frozenset, range, type, object, slice, bytes,
    property, staticmethod, classmethod, super, enumerate, zip, map, filter, reversed, Exception,
    type(None), type(...), type(NotImplemented), type(len), type(lambda: 0), type(x for x in ""),
    type([].append), type(iter([])), type(iter("")), type({}.keys()), type(range(1).__iter__()))
print(type(5) == int, type(5) is int, type(True) == int, type("") is str, type(type), type(int),
    int.__name__, type([]).__name__, type(None).__name__, isinstance(None, type(None)),
    isinstance(5, (str, int)), isinstance(5, ()), isinstance(int, type),
    isinstance(len, type(print)), issubclass(bool, (str, int)))
