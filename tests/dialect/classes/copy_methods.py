# Objects that build others: copies with changes, fluent calls, frozen records, sentinels, enums.
class Record:
    __slots__ = ("_values",)
    fields = ("name", "size")

    def __init__(self, **values):
        unknown = set(values) - set(self.fields)
        if unknown:
            raise TypeError(f"unknown fields: {', '.join(sorted(unknown))}")
        object.__setattr__(self, "_values", {f: values.get(f) for f in self.fields})

    def __getattr__(self, name):
        try:
            return self._values[name]
        except KeyError:
            raise AttributeError(f"{type(self).__name__} has no field {name!r}") from None

    def __setattr__(self, name, value):
        raise AttributeError(f"{type(self).__name__} is frozen")

    def replace(self, **changes): return type(self)(**{**self._values, **changes})
    def __eq__(self, other): return type(self) is type(other) and self._values == other._values
    def __hash__(self): return hash(tuple(self._values.values()))
    def __repr__(self):
        inside = ", ".join(f"{k}={v!r}" for k, v in self._values.items())
        return f"{type(self).__name__}({inside})"


a = Record(name="a", size=1)
b = a.replace(size=2)
print(a, b, a == Record(size=1, name="a"), a != b, {a: 1}[Record(name="a", size=1)], b.size,
    Record())
for function in (lambda: Record(color=1), lambda: a.color, lambda: setattr(a, "name", "b"),
        lambda: a.replace(x=1), lambda: hasattr(a, "zz")):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


class Query:
    def __init__(self, items): self.items = list(items)
    def where(self, test): return Query(i for i in self.items if test(i))
    def select(self, f): return Query(map(f, self.items))
    def order(self, key=None, descending=False): return Query(
            sorted(self.items, key=key, reverse=descending))
    def take(self, n): return Query(self.items[:n])
    def __iter__(self): return iter(self.items)
    def first(self, default=None): return next(iter(self), default)


q = Query(range(20)).where(lambda x: x % 3 == 0).select(lambda x: x * x).order(
    descending=True).take(3)
print(list(q), q.first(), q.where(lambda x: x > 1000).first("none"), sum(q))


class Color:
    members = {}
    def __init__(self, name, value):
        self.name, self.value = name, value
        Color.members[name] = self
    def __repr__(self): return f"<Color.{self.name}: {self.value}>"
    @classmethod
    def of(cls, value): return next(m for m in cls.members.values() if m.value == value)


Color.RED, Color.BLUE = Color("RED", 1), Color("BLUE", 2)
print(Color.RED, Color.of(2), Color.of(1) is Color.RED, list(Color.members))
try:
    Color.of(9)
except StopIteration as stop:
    print("no such color", repr(stop))
MISSING = object()


def get(d, key, default=MISSING):
    value = d.get(key, MISSING)
    if value is MISSING:
        if default is MISSING:
            raise KeyError(key)
        return default
    return value


print(get({"a": None}, "a"), get({}, "a", None), get({}, "a", MISSING) if False else "-")
try:
    get({}, "a")
except KeyError as error:
    print(repr(error))
