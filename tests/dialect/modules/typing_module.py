# typing: how annotations are shown, generic classes, NamedTuple, casts.
import typing
from typing import (Any, Callable, ClassVar, Dict, Final, Generic, Iterable, List, Literal, NamedTuple, NewType, Optional, Protocol, Sequence, Set, Tuple, Type, TypeVar,
    Union, cast, get_args, get_origin, get_type_hints, TYPE_CHECKING)

T = TypeVar("T")
K = TypeVar("K", int, str)
print(List[int], Dict[str, List[float]], Optional[int], Union[int, str], Union[int, None, str], Tuple[int, ...], Tuple[()], Callable[[int, str], bool], Callable[..., None])
print(Any, List, Dict, Union, Optional, ClassVar[int], Final[str], Literal[1, "a"], Type[int], Set[T], Iterable["Node"], Sequence[Any], T, K, TypeVar("C", covariant=True))
print(Union[int], Union[int, int], Union[Union[int, str], float], Optional[Union[int, str]], Optional[None], List[None], List[T][int], Dict[T, K][str, int])
print(List[int] == List[int], List[int] == List[str], Union[int, str] == Union[str, int], hash(List[int]) == hash(List[int]), List[int] | None, int | List[str])
print(get_origin(List[int]), get_args(Dict[str, int]), get_args(Callable[[int], str]), get_origin(Union[int, str]), get_origin(int), get_args(int), get_origin(list[int]), get_args(list[int]))
print(isinstance([], List), isinstance({}, typing.Mapping), isinstance(5, typing.Hashable), TYPE_CHECKING, cast(int, "x"))


def f(x: int, y: Optional[str] = None, *args: Any, **kw: List[int]) -> Dict[str, T]:
    return {}


print(f.__annotations__)
print(get_type_hints(f))


class Stack(Generic[T]):
    def __init__(self) -> None:
        self.items: List[T] = []

    def push(self, item: T) -> "Stack[T]":
        self.items.append(item)
        return self


stack = Stack[int]()
print(stack.push(1).push(2).items, type(stack).__name__, Stack.__mro__, Stack[int], Stack.__parameters__)


class IntStack(Stack[int]):
    pass


print(IntStack().push(5).items, IntStack.__mro__, isinstance(IntStack(), Stack), IntStack.__orig_bases__)


class Pair(Generic[T, K]):
    pass


print(Pair[str, int], Pair.__parameters__)


class Point(NamedTuple):
    """A point."""
    x: int
    y: int = 0

    def norm(self):
        return self.x + self.y


p = Point(3)
print(p, p.norm(), p._fields, p == (3, 0), Point.__doc__, p._replace(y=4), Point._field_defaults, isinstance(p, tuple), Point(y=1, x=2), Point.__annotations__, p._asdict())
Employee = NamedTuple("Employee", [("name", str), ("id", int)])
print(Employee("Ada", 1), Employee.__name__)
UserId = NewType("UserId", int)
print(UserId(5), UserId, UserId.__supertype__)


class Closes(Protocol):
    def close(self) -> None: ...


class File:
    def close(self): print("closed")


def shut(thing: Closes) -> None:
    thing.close()


shut(File())


class Movie(typing.TypedDict):
    title: str
    year: int


movie: Movie = {"title": "x", "year": 1}
print(movie, Movie(title="y", year=2), typing.List[Movie])
for wrong in (lambda: List[int, str], lambda: Dict[int], lambda: List(), lambda: Any(), lambda: Optional[int, str], lambda: Union[()], lambda: isinstance(5, Any), lambda: isinstance([], List[int]),
        lambda: Stack[int, str], lambda: Closes(), lambda: Point(), lambda: Point(1, 2, 3), lambda: Any[int], lambda: List[5], lambda: TypeVar("X", int), lambda: List[int][str]):
    try:
        print(wrong())
    except TypeError as error:
        print(error)
