# typing: names for annotations. They are shown as CPython shows them and checked by nobody.
import collections as _collections
from collections import abc as _abc
from _ranksh import refuse as _refuse

TYPE_CHECKING = False


def _show(value):
    """A parameter as it stands between the brackets."""
    if isinstance(value, type):
        if value.__module__ == "builtins":
            return value.__qualname__
        return f"{value.__module__}.{value.__qualname__}"
    if value is ...:
        return "..."
    if isinstance(value, list):
        return "[" + ", ".join([_show(item) for item in value]) + "]"
    if type(value) is type(_show):
        return value.__name__
    return repr(value)


def _check(value, message="Parameters to generic types must be types."):
    """A parameter as it is kept."""
    if value is None:
        return type(None)
    if isinstance(value, str):
        return ForwardRef(value)
    if type(value) is tuple:
        raise TypeError(f"{message} Got {value!r:.100}.")
    return value


class ForwardRef:
    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f"Forward reference must be a string -- got {arg!r}")
        self.__forward_arg__ = arg

    def __eq__(self, other):
        return isinstance(other, ForwardRef) and self.__forward_arg__ == other.__forward_arg__

    def __hash__(self):
        return hash(self.__forward_arg__)

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __repr__(self):
        return f"ForwardRef({self.__forward_arg__!r})"


class _Form:
    """Any, Union and what else has no class behind it."""

    def __init__(self, name, subscribe=None):
        self._name = name
        self._subscribe = subscribe

    def __getitem__(self, parameters):
        if self._subscribe is None:
            raise TypeError(f"{self!r} is not subscriptable")
        return self._subscribe(self, parameters)

    def __call__(self, *args, **kwds):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __instancecheck__(self, obj):
        raise TypeError(f"{self} cannot be used with isinstance()")

    def __subclasscheck__(self, cls):
        raise TypeError(f"{self} cannot be used with issubclass()")

    def __mro_entries__(self, bases):
        if self._name == "NamedTuple":
            return (_NamedTuple,)
        if self._name == "TypedDict":
            return (_TypedDict,)
        raise TypeError(f"Cannot subclass {self!r}")

    def __repr__(self):
        return "typing." + self._name


class _Alias:
    """A name with parameters: typing.List[int], or without: typing.List."""

    def __init__(self, origin, name, parameters, count=None):
        self.__origin__ = origin
        self._name = name
        self.__args__ = parameters
        self._count = count

    @property
    def __parameters__(self):
        return _variables(self.__args__ or ())

    def __getitem__(self, parameters):
        if not isinstance(parameters, tuple):
            parameters = (parameters,)
        if self.__args__ is None:
            if self._name == "Callable":
                return _callable(self, parameters)
            if self._name == "Tuple" and parameters == ((),):
                parameters = ()
            parameters = tuple([_check(value) for value in parameters])
            if self._count is not None and self._count >= 0 and len(parameters) != self._count:
                many = "many" if len(parameters) > self._count else "few"
                raise TypeError(f"Too {many} arguments for {self}; "
                                f"actual {len(parameters)}, expected {self._count}")
            return _Alias(self.__origin__, self._name, parameters)
        variables = self.__parameters__
        if not variables:
            raise TypeError(f"{self} is not a generic class")
        if len(variables) != len(parameters):
            many = "many" if len(parameters) > len(variables) else "few"
            raise TypeError(f"Too {many} arguments for {self}; "
                            f"actual {len(parameters)}, expected {len(variables)}")
        given = dict(zip(variables, [_check(value) for value in parameters]))
        return _replace(self, given)

    def __call__(self, *args, **kwargs):
        if self._name is not None:
            raise TypeError(f"Type {self._name} cannot be instantiated; "
                            f"use {self.__origin__.__name__}() instead")
        return self.__origin__(*args, **kwargs)

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return getattr(self.__origin__, name)

    def __mro_entries__(self, bases):
        if self.__origin__ in (Union, Literal, ClassVar, Final):
            raise TypeError(f"Cannot subclass {self!r}")
        return (self.__origin__,)

    def __instancecheck__(self, obj):
        if self.__args__ is not None:
            if self.__origin__ is Union:
                return any(isinstance(obj, part) for part in self.__args__)
            raise TypeError("Subscripted generics cannot be used with class and instance checks")
        return isinstance(obj, self.__origin__)

    def __subclasscheck__(self, cls):
        if self.__args__ is not None:
            raise TypeError("Subscripted generics cannot be used with class and instance checks")
        return issubclass(cls, self.__origin__)

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __eq__(self, other):
        if not isinstance(other, _Alias):
            return NotImplemented
        if self.__origin__ is not other.__origin__ or self._name != other._name:
            return False
        if self.__origin__ is Union:
            return set(self.__args__) == set(other.__args__)
        return self.__args__ == other.__args__

    def __hash__(self):
        if self.__origin__ is Union:
            return hash(frozenset(self.__args__))
        return hash((self._name, self.__args__))

    def __repr__(self):
        if self.__args__ is None:
            return "typing." + self._name
        args = self.__args__
        if self.__origin__ is Union and len(args) == 2 and type(None) in args:
            kept = args[0] if args[1] is type(None) else args[1]
            return f"typing.Optional[{_show(kept)}]"
        if self._name == "Callable":
            if args[0] is ...:
                return f"typing.Callable[..., {_show(args[1])}]"
            return f"typing.Callable[{_show(list(args[:-1]))}, {_show(args[-1])}]"
        name = _show(self.__origin__) if self._name is None else "typing." + self._name
        if self.__origin__ is Literal:
            return f"{name}[{', '.join([repr(value) for value in args])}]"
        return f"{name}[{', '.join([_show(value) for value in args]) or '()'}]"


def _variables(parameters):
    found = []
    for value in parameters:
        inner = (value,) if isinstance(value, TypeVar) else getattr(value, "__parameters__", ())
        for variable in inner:
            if variable not in found:
                found.append(variable)
    return tuple(found)


def _replace(alias, given):
    made = []
    for value in alias.__args__:
        if isinstance(value, TypeVar):
            made.append(given[value])
        elif isinstance(value, _Alias) and value.__parameters__:
            made.append(_replace(value, given))
        else:
            made.append(value)
    if alias.__origin__ is Union:
        return Union[tuple(made)]
    return _Alias(alias.__origin__, alias._name, tuple(made))


def _union(form, parameters):
    if parameters == ():
        raise TypeError("Cannot take a Union of no types.")
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    members = []
    for value in parameters:
        value = _check(value, "Union[arg, ...]: each arg must be a type.")
        parts = value.__args__ if getattr(value, "__origin__", None) is Union \
            or isinstance(value, type(int | str)) else (value,)
        for part in parts:
            if part not in members:
                members.append(part)
    if len(members) == 1:
        return members[0]
    return _Alias(Union, "Union", tuple(members))


def _optional(form, parameter):
    return Union[_check(parameter, f"{form} requires a single type."), type(None)]


def _literal(form, parameters):
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    return _Alias(Literal, "Literal", parameters)


def _one(form, parameter):
    return _Alias(form, form._name, (_check(parameter, f"{form} accepts only single type."),))


def _annotated(form, parameters):
    if not isinstance(parameters, tuple) or len(parameters) < 2:
        raise TypeError("Annotated[...] should be used with at least two arguments"
                        " (a type and an annotation).")
    return _Annotated(_check(parameters[0]), parameters[1:])


class _Annotated:
    def __init__(self, origin, metadata):
        self.__origin__ = origin
        self.__metadata__ = metadata

    def __call__(self, *args, **kwargs):
        return self.__origin__(*args, **kwargs)

    def __repr__(self):
        notes = ", ".join([repr(note) for note in self.__metadata__])
        return f"typing.Annotated[{_show(self.__origin__)}, {notes}]"


def _callable(alias, parameters):
    if len(parameters) != 2:
        raise TypeError("Callable must be used as Callable[[arg, ...], result].")
    args, result = parameters
    if args is ...:
        return _Alias(_abc.Callable, "Callable", (..., _check(result)))
    if not isinstance(args, (list, tuple)):
        raise TypeError("Callable[args, result]: args must be a list."
                        f" Got {args!r}")
    return _Alias(_abc.Callable, "Callable",
                  tuple([_check(value) for value in args]) + (_check(result),))



class Any:
    """Special type indicating an unconstrained type."""

    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls)

    def __class_repr__(cls):
        return "typing.Any" if cls is Any else f"<class '{cls.__module__}.{cls.__qualname__}'>"

    def __abc_check__(cls, subclass):
        if cls is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return False


NoReturn = _Form("NoReturn")
Never = _Form("Never")
Self = _Form("Self")
LiteralString = _Form("LiteralString")
Union = _Form("Union", _union)
Optional = _Form("Optional", _optional)
Literal = _Form("Literal", _literal)
ClassVar = _Form("ClassVar", _one)
Final = _Form("Final", _one)
TypeGuard = _Form("TypeGuard", _one)
Required = _Form("Required", _one)
NotRequired = _Form("NotRequired", _one)
Annotated = _Form("Annotated", _annotated)
TypeAlias = _Form("TypeAlias")


class TypeVar:
    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False):
        if covariant and contravariant:
            raise ValueError("Bivariant types are not supported.")
        if len(constraints) == 1:
            raise TypeError("A single constraint is not allowed")
        self.__name__ = name
        self.__constraints__ = constraints
        self.__bound__ = bound
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __repr__(self):
        sign = "+" if self.__covariant__ else "-" if self.__contravariant__ else "~"
        return sign + self.__name__


class ParamSpec(TypeVar):
    pass


def NewType(name, tp):
    """NewType creates simple unique types with almost zero runtime overhead."""
    return _NewType(name, tp)


class _NewType:
    __type_name__ = "typing.NewType"

    def __init__(self, name, tp):
        self.__name__ = self.__qualname__ = name
        self.__supertype__ = tp

    def __call__(self, x, /):
        return x

    def __or__(self, other):
        return Union[self, other]

    def __repr__(self):
        return "__main__." + self.__name__


class Generic:
    __slots__ = ()

    def __class_getitem__(cls, parameters):
        if not isinstance(parameters, tuple):
            parameters = (parameters,)
        if not parameters:
            raise TypeError(f"Parameter list to {cls.__qualname__}[...] cannot be empty")
        kept = tuple([_check(value) for value in parameters])
        if cls in (Generic, Protocol):
            if not all(isinstance(value, TypeVar) for value in kept):
                raise TypeError(f"Parameters to {cls.__name__}[...] must all be type variables"
                                " or parameter specification variables.")
            if len(set(kept)) != len(kept):
                raise TypeError(f"Parameters to {cls.__name__}[...] must all be unique")
            return _Alias(cls, None, kept)
        variables = cls.__dict__.get("__parameters__", ())
        if not variables:
            raise TypeError(f"{cls} is not a generic class")
        if len(kept) != len(variables):
            many = "many" if len(kept) > len(variables) else "few"
            raise TypeError(f"Too {many} arguments for {cls}; "
                            f"actual {len(kept)}, expected {len(variables)}")
        return _Alias(cls, None, kept)

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        if "__orig_bases__" in cls.__dict__:
            found = ()
            for base in cls.__orig_bases__:
                if getattr(base, "__origin__", None) is Generic:
                    found = base.__args__
                    break
                found += tuple([variable for variable in getattr(base, "__parameters__", ())
                                if variable not in found])
            cls.__parameters__ = found
        elif Generic in cls.__bases__ and cls.__name__ != "Protocol":
            raise TypeError("Cannot inherit from plain Generic")
        else:
            cls.__parameters__ = ()


class Protocol(Generic):
    __slots__ = ()
    _is_protocol = True

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        cls._is_protocol = any(base is Protocol for base in cls.__bases__)

    def __new__(cls, *args, **kwargs):
        if cls._is_protocol:
            raise TypeError("Protocols cannot be instantiated")
        return super().__new__(cls)


def runtime_checkable(cls):
    _refuse("typing.runtime_checkable")


class _NamedTuple:
    """What a class statement over NamedTuple inherits from first; it makes another class."""

    def __new__(cls, *args, **kwargs):
        return cls._made(*args, **kwargs)


def _named_tuple(name, fields, defaults, module):
    made = _collections.namedtuple(name, [field for field, _ in fields], defaults=defaults)
    made.__annotations__ = dict(fields)
    made.__module__ = module
    return made


class _NamedTupleForm(_Form):
    def __call__(self, typename, fields=None, /, **kwargs):
        if fields is None:
            fields = kwargs.items()
        elif kwargs:
            raise TypeError("Either list of fields or keywords can be provided to NamedTuple, not both")
        return _named_tuple(typename, [(name, _check(kind)) for name, kind in fields], (),
                            "__main__")

    def __make_class__(self, name, bases, body):
        """What a class statement with this base gives, instead of a class made in the usual way."""
        if len(bases) > 1 and any(base is not Generic for base in bases[1:]):
            raise TypeError("can only inherit from a NamedTuple type and Generic")
        kinds = body.get("__annotations__", {})
        defaults = []
        for field in kinds:
            if field in body:
                defaults.append(body[field])
            elif defaults:
                raise TypeError(f"non-default namedtuple field {field} cannot follow default field"
                                f"{'s' if len(defaults) > 1 else ''} "
                                + ", ".join([its for its in kinds if its in body]))
        made = _named_tuple(name, [(field, _check(kind)) for field, kind in kinds.items()],
                            defaults, body["__module__"])
        for key, value in body.items():
            if key in ("__new__", "__init__", "__slots__", "__getnewargs__", "_fields",
                       "_field_defaults", "_make", "_replace", "_asdict", "_source"):
                raise AttributeError("Cannot overwrite NamedTuple attribute " + key)
            if key not in kinds and key not in ("__module__", "__annotations__", "__classcell__"):
                setattr(made, key, value)
        return made


NamedTuple = _NamedTupleForm("NamedTuple")


class _TypedDictForm(_Form):
    def __call__(self, typename, fields=None, /, *, total=True, **kwargs):
        return _typed_dict(typename, kwargs if fields is None else fields, (), "__main__")

    def __make_class__(self, name, bases, body):
        return _typed_dict(name, body.get("__annotations__", {}), bases, body["__module__"])


def _typed_dict(name, kinds, bases, module):
    class made(dict):
        pass
    made.__name__ = made.__qualname__ = name
    made.__module__ = module
    made.__annotations__ = {key: _check(kind) for key, kind in kinds.items()}
    return made


TypedDict = _TypedDictForm("TypedDict")


# ---- names for classes that are there

def _named(name, origin, count):
    return _Alias(origin, name, None, count)


List = _named("List", list, 1)
Dict = _named("Dict", dict, 2)
Set = _named("Set", set, 1)
FrozenSet = _named("FrozenSet", frozenset, 1)
Tuple = _named("Tuple", tuple, -1)
Type = _named("Type", type, 1)
DefaultDict = _named("DefaultDict", _collections.defaultdict, 2)
OrderedDict = _named("OrderedDict", _collections.OrderedDict, 2)
Counter = _named("Counter", _collections.Counter, 1)
ChainMap = _named("ChainMap", _collections.ChainMap, 2)
Deque = _named("Deque", _collections.deque, 1)
Callable = _named("Callable", _abc.Callable, None)
Iterable = _named("Iterable", _abc.Iterable, 1)
Iterator = _named("Iterator", _abc.Iterator, 1)
Generator = _named("Generator", _abc.Generator, 3)
Hashable = _named("Hashable", _abc.Hashable, 0)
Sized = _named("Sized", _abc.Sized, 0)
Container = _named("Container", _abc.Container, 1)
Collection = _named("Collection", _abc.Collection, 1)
Reversible = _named("Reversible", _abc.Reversible, 1)
Sequence = _named("Sequence", _abc.Sequence, 1)
MutableSequence = _named("MutableSequence", _abc.MutableSequence, 1)
AbstractSet = _named("AbstractSet", _abc.Set, 1)
MutableSet = _named("MutableSet", _abc.MutableSet, 1)
Mapping = _named("Mapping", _abc.Mapping, 2)
MutableMapping = _named("MutableMapping", _abc.MutableMapping, 2)
KeysView = _named("KeysView", _abc.KeysView, 1)
ItemsView = _named("ItemsView", _abc.ItemsView, 2)
ValuesView = _named("ValuesView", _abc.ValuesView, 1)
Text = str
T = TypeVar("T")
KT = TypeVar("KT")
VT = TypeVar("VT")
AnyStr = TypeVar("AnyStr", bytes, str)


# ---- functions

def cast(typ, val):
    """Cast a value to a type."""
    return val


def overload(func):
    def _overload_dummy(*args, **kwds):
        raise NotImplementedError(
            "You should not call an overloaded function. "
            "A series of @overload-decorated functions "
            "outside a stub module should always be followed "
            "by an implementation that is not @overload-ed.")
    return _overload_dummy


def final(f):
    try:
        f.__final__ = True
    except (AttributeError, TypeError):
        pass
    return f


def assert_never(arg, /):
    raise AssertionError(f"Expected code to be unreachable, but got: {arg!r}")


def get_origin(tp):
    """Get the unsubscripted version of a type."""
    if isinstance(tp, _Annotated):
        return Annotated
    if isinstance(tp, _Alias) and tp.__args__ is None:
        return tp.__origin__
    return getattr(tp, "__origin__", None)


def get_args(tp):
    """Get type arguments with all substitutions performed."""
    if isinstance(tp, _Annotated):
        return (tp.__origin__,) + tp.__metadata__
    args = getattr(tp, "__args__", None) or ()
    if isinstance(tp, _Alias) and tp._name == "Callable" and args and args[0] is not ...:
        return (list(args[:-1]), args[-1])
    return args


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """Return type hints for an object."""
    found = {}
    classes = reversed(obj.__mro__) if isinstance(obj, type) else (obj,)
    for part in classes:
        for name, kind in getattr(part, "__dict__", {}).get("__annotations__", {}).items() \
                if isinstance(part, type) else part.__annotations__.items():
            if isinstance(kind, str):
                _refuse("typing.get_type_hints() of annotations in quotes")
            found[name] = type(None) if kind is None else kind
    return found
