import functools


class Cell:
    def __init__(self):
        self.alive = False

    def set_state(self, state):
        self.alive = state

    set_alive = functools.partialmethod(set_state, True)

    @functools.singledispatchmethod
    def show(self, value):
        return "thing", value

    @show.register
    def _(self, value: int):
        return "int", value

    @show.register(list)
    def _(self, value):
        return "list", len(value)

    @functools.cached_property
    def slow(self):
        print("computed")
        return 42


cell = Cell()
cell.set_alive()
print(cell.alive, cell.show(1), cell.show([1]), cell.show("a"), cell.slow, cell.slow)


@functools.lru_cache(maxsize=None)
def kind(value):
    return type(value).__name__


print(kind(3), kind(3.0), kind(True), kind("3"), kind.cache_info())
print(repr(functools.partial(int, base=2)), functools.partial(int, base=2)("101"))
print(functools.partial(functools.partial(max, 1), 5).args)


@functools.singledispatch
def area(shape):
    return "unknown"


@area.register
def _(shape: int | float):
    return shape * shape


print(area(3), area(1.5), area("x"), sorted(k.__name__ for k in area.registry))
for wrong in (lambda: functools.partial(), lambda: functools.partial(5), lambda: functools.cache(5),
              lambda: area(), lambda: area.register(5), lambda: functools.reduce(max, [])):
    try:
        wrong()
    except TypeError as error:
        print(error)


@functools.wraps(area)
def wrapper():
    pass


print(wrapper.__name__, wrapper.__wrapped__ is area)
