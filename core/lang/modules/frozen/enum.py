# enum. Classes below Enum turn what their bodies name into members when they are made; what a class
# itself can do (be iterated, counted) are functions named __class_…__, see instance.h.
from types import MappingProxyType as _Proxy


class _Later:
    """What an operator between values gives that are not known yet: `RW = R | W` in a Flag."""

    def __init__(self, operation, *operands):
        self._operation = operation
        self._operands = operands

    def _known(self):
        return self._operation(*[item._known() if isinstance(item, _Later) else item
                                 for item in self._operands])

    def __or__(self, other):
        return _Later(lambda a, b: a | b, self, other)

    def __and__(self, other):
        return _Later(lambda a, b: a & b, self, other)

    def __xor__(self, other):
        return _Later(lambda a, b: a ^ b, self, other)

    def __ror__(self, other):
        return _Later(lambda a, b: b | a, self, other)

    def __invert__(self):
        return _Later(lambda a: ~a, self)


class auto(_Later):
    """Instances are replaced with an appropriate value in Enum class suites."""

    def __init__(self, value=None):
        self.value = value

    def _known(self):
        return self.value

    def __repr__(self):
        return f"auto({self.value!r})" if self.value is not None else "auto()"


class member:
    def __init__(self, value):
        self.value = value


class nonmember:
    def __init__(self, value):
        self.value = value


class property(property):
    """Name, value and the like of members."""


_plain = type(lambda: None)


def _is_descriptor(value):
    return isinstance(value, _plain) or any(
        hasattr(type(value), name) for name in ("__get__", "__set__", "__delete__"))


def _is_dunder(name):
    return len(name) > 4 and name[:2] == name[-2:] == "__" and name[2] != "_" and name[-3] != "_"


def _is_sunder(name):
    return len(name) > 2 and name[0] == name[-1] == "_" and name[1] != "_" and name[-2] != "_"


def _is_private(cls, name):
    return name.startswith("_" + cls.__name__.lstrip("_") + "__") and not name.endswith("__")


def _data_type(cls):
    """The class that members are made of beside Enum: int, str; object when there is none."""
    for base in cls.__mro__[1:]:
        if base is object or "_is_enum_" in vars(base):
            continue
        if "__new__" in vars(base):
            return base
    return object


def _shows_repr(cls):
    for base in cls.__mro__[1:]:
        if base is not object and "_is_enum_" not in vars(base) and "__repr__" in vars(base):
            return base.__repr__
    return repr


def _no_init(self, *args, **kwds):
    pass


def _program_new(cls):
    """The __new__ that a program gave its class, if any."""
    for base in cls.__mro__:
        if "_program_new_" in vars(base):
            return vars(base)["_program_new_"]
    return None


def _make_member(cls, name, value, data_type, new, init):
    args = value if isinstance(value, tuple) else (value,)
    if data_type is tuple:
        args = (args,)
    if new is not None:
        made = new(cls, *args)
    elif data_type is object:
        made = object.__new__(cls)
    else:
        made = data_type.__new__(cls, *args)
    if not hasattr(made, "_value_"):
        if data_type is object:
            made._value_ = value
        elif new is not None:
            made._value_ = data_type(*args)
        else:
            try:
                made._value_ = data_type(*args)
            except Exception as error:
                raise TypeError("_value_ not set in __new__, unable to create it") from error
    made._name_ = name
    made.__objclass__ = cls
    if init is not None:
        init(made, *args)
    return made


class Enum:
    """Create a collection of name/value pairs."""

    _is_enum_ = "enum"
    _member_names_ = []
    _member_map_ = {}
    _value2member_map_ = {}

    def __init_subclass__(cls, *, boundary=None, **kwds):
        super().__init_subclass__(**kwds)
        cls._is_enum_ = "below"
        for base in cls.__bases__:
            if issubclass(base, Enum) and base._member_names_:
                raise TypeError(f"{cls!r} cannot extend {base!r}")
        if boundary is not None:
            cls._boundary_ = boundary
        body = dict(vars(cls))
        ignored = body.get("_ignore_", ())
        if isinstance(ignored, str):
            ignored = ignored.replace(",", " ").split()
        found = []
        for name, value in body.items():
            if isinstance(value, nonmember):
                setattr(cls, name, value.value)
            elif name in ignored:
                delattr(cls, name)
            elif isinstance(value, member):
                found.append((name, value.value))
            elif not (_is_dunder(name) or _is_sunder(name) or _is_private(cls, name)
                      or _is_descriptor(value)):
                found.append((name, value))
        cls._member_names_ = []
        cls._member_map_ = {}
        cls._value2member_map_ = {}
        cls.__members__ = _Proxy(cls._member_map_)
        _choose_texts(cls, body)
        if "__new__" in body:
            cls._program_new_ = cls.__new__
        cls.__new__ = _Enum_new
        if found:
            _add_members(cls, found)

    def __new__(cls, value=_Later, names=None, *, module=None, qualname=None, type=None, start=1,
                boundary=None):
        if value is _Later:
            raise TypeError("EnumType.__call__() missing 1 required positional argument: 'value'")
        if names is not None or not cls._member_map_ and cls._is_enum_:
            if names is None:
                raise TypeError(f"{cls!r} has no members defined") if cls is not Enum else \
                    TypeError("EnumType.__call__() missing 1 required positional argument: 'names'")
            return _functional(cls, value, names, start, type, boundary)
        return _find(cls, value)

    def __init__(self, *args, **kwds):
        pass

    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start
        try:
            return sorted(last_values)[-1] + 1
        except TypeError:
            for value in reversed(last_values):
                try:
                    return value + 1
                except TypeError:
                    pass
            return start

    @classmethod
    def _missing_(cls, value):
        return None

    @property
    def name(self):
        """The name of the Enum member."""
        return self._name_

    @property
    def value(self):
        """The value of the Enum member."""
        return self._value_

    @name.setter
    def name(self, value):
        raise AttributeError("<enum 'Enum'> cannot set attribute 'name'")

    @value.setter
    def value(self, value):
        raise AttributeError("<enum 'Enum'> cannot set attribute 'value'")

    def __repr__(self):
        shows = _shows_repr(type(self))
        return f"<{self.__class__.__name__}.{self._name_}: {shows(self._value_)}>"

    def __str__(self):
        return f"{self.__class__.__name__}.{self._name_}"

    def __format__(self, format_spec):
        return str(self).__format__(format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    def __dir__(self):
        added = [name for base in type(self).__mro__ for name in vars(base)
                 if name[0] != "_" and name not in type(self)._member_map_]
        return sorted({"__class__", "__doc__", "__module__", "name", "value", *added})

    # ---- what the class itself can do

    def __class_iter__(cls):
        return iter([cls._member_map_[name] for name in cls._member_names_])

    def __class_len__(cls):
        return len(cls._member_names_)

    def __class_contains__(cls, value):
        if not isinstance(value, Enum):
            import warnings
            warnings.warn("in 3.12 __contains__ will no longer raise TypeError, but will return\n"
                          "True or False depending on whether the value is a member or\n"
                          "the value of a member", DeprecationWarning)
            raise TypeError("unsupported operand type(s) for 'in': '"
                            + type(value).__qualname__ + "' and '" + cls.__qualname__ + "'")
        return isinstance(value, cls) and value._name_ in cls._member_map_

    def __class_getitem__(cls, name):
        return cls._member_map_[name]

    def __class_getattr__(cls, name):
        raise AttributeError(name)

    def __class_repr__(cls):
        return f"<flag '{cls.__name__}'>" if issubclass(cls, Flag) else f"<enum '{cls.__name__}'>"

    def __class_set__(cls, name, *value):
        if name in vars(cls).get("_member_map_", ()):
            if value:
                raise AttributeError(f"cannot reassign member {name!r}")
            raise AttributeError(f"{cls.__name__!r} cannot delete member {name!r}.")


_Enum_new = Enum.__new__


def _choose_texts(cls, body):
    """Members show themselves as Enum's do, also where a mixed-in type comes first."""
    data_type = _data_type(cls)
    first = cls.__bases__[-1]
    if data_type is object or first is ReprEnum:
        return
    for name in ("__repr__", "__str__", "__format__"):
        if name not in body and getattr(cls, name) == getattr(data_type, name):
            setattr(cls, name, getattr(first, name))


def _add_members(cls, found):
    data_type = _data_type(cls)
    new = _program_new(cls)
    init = cls.__init__ if cls.__init__ is not Enum.__init__ and data_type is not cls else None
    if init is not None and any(init is getattr(base, "__init__", None)
                                for base in (object, data_type)):
        init = None
    last_values = []
    start = getattr(cls, "_start_", 1)
    for name, value in found:
        if name in ("mro", ""):
            raise ValueError(f"invalid enum member name(s) {name!r}")
        if isinstance(value, auto):
            if value.value is None:
                value.value = cls._generate_next_value_(name, start, len(last_values),
                                                        last_values[:])
            value = value.value
        elif isinstance(value, tuple) and any(isinstance(part, auto) for part in value):
            value = tuple([cls._generate_next_value_(name, start, len(last_values), last_values[:])
                           if isinstance(part, auto) else part for part in value])
        elif isinstance(value, _Later):
            value = value._known()
        last_values.append(value)
        made = _make_member(cls, name, value, data_type, new, init)
        value = made._value_
        try:
            same = cls._value2member_map_.get(value)
        except TypeError:
            same = None
            for other in cls._member_map_.values():
                if other._value_ == value:
                    same = other
                    break
        if same is not None:
            made = same
        else:
            made._sort_order_ = len(cls._member_names_)
            if not issubclass(cls, Flag) or _one_bit(value):
                cls._member_names_.append(name)
            try:
                cls._value2member_map_[value] = made
            except TypeError:
                pass
        setattr(cls, name, made)
        cls._member_map_[name] = made
    cls.__init__ = _no_init
    if issubclass(cls, Flag):
        cls._flag_mask_ = 0
        for item in cls._member_map_.values():
            cls._flag_mask_ |= item._value_


def _find(cls, value):
    if type(value) is cls:
        return value
    try:
        return cls._value2member_map_[value]
    except KeyError:
        pass
    except TypeError:
        for item in cls._member_map_.values():
            if item._value_ == value:
                return item
    failure = None
    try:
        result = cls._missing_(value)
    except Exception as error:
        result, failure = None, error
    if isinstance(result, cls):
        return result
    wrong = ValueError(f"{value!r} is not a valid {cls.__qualname__}")
    if result is None and failure is None:
        raise wrong
    if failure is None:
        failure = TypeError(f"error in {cls.__name__}._missing_: returned {result!r} "
                            "instead of None or a valid member")
    if not isinstance(failure, ValueError):
        failure.__context__ = wrong
    raise failure


def _functional(cls, name, names, start, mixin, boundary):
    if isinstance(names, str):
        names = names.replace(",", " ").split()
    body = {"__module__": "__main__", "_start_": start}
    pairs = names.items() if isinstance(names, dict) else names
    for item in pairs:
        if isinstance(item, str):
            body[item] = auto()
        else:
            body[item[0]] = item[1]
    bases = (cls,) if mixin is None else (mixin, cls)
    return type(name, bases, body)


class ReprEnum(Enum):
    """Only changes the repr(), leaving str() and format() to the mixed-in type."""


class IntEnum(int, ReprEnum):
    """Enum where members are also (and must be) ints"""

    __repr__ = Enum.__repr__
    __hash__ = int.__hash__

    def __str__(self):
        return int.__repr__(self)

    def __format__(self, format_spec):
        return int.__format__(self, format_spec)


class StrEnum(str, ReprEnum):
    """Enum where members are also (and must be) strings"""

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError(f"too many arguments for str(): {values!r}")
        if len(values) == 1 and not isinstance(values[0], str):
            raise TypeError(f"{values[0]!r} is not a string")
        made = str.__new__(cls, *values)
        made._value_ = str(*values)
        return made

    __repr__ = Enum.__repr__
    __hash__ = str.__hash__

    def __str__(self):
        return str.__str__(self)

    def __format__(self, format_spec):
        return str.__format__(self, format_spec)

    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


# ---- flags

def _one_bit(value):
    return isinstance(value, int) and value > 0 and value & value - 1 == 0


class FlagBoundary:
    def __init__(self, name):
        self._name_ = name

    def __repr__(self):
        return f"<FlagBoundary.{self._name_}: '{self._name_.lower()}'>"


STRICT = FlagBoundary("STRICT")
CONFORM = FlagBoundary("CONFORM")
EJECT = FlagBoundary("EJECT")
KEEP = FlagBoundary("KEEP")


def _bits(value, width):
    text = bin(value if value >= 0 else (1 << width) + value)[2:].rjust(width, "0")
    return ("0b1 " if value < 0 else "0b0 ") + text


class Flag(Enum):
    """Support for flags"""

    _boundary_ = CONFORM
    _flag_mask_ = 0

    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start if start is not None else 1
        last = max(last_values)
        try:
            return 2 ** last.bit_length()
        except Exception:
            raise TypeError(f"invalid flag value {last!r}") from None

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        mask = cls._flag_mask_
        if value < 0:
            value = max(mask + 1, 2 ** mask.bit_length()) + value
        outside = value & ~mask
        if outside and cls._boundary_ is not KEEP:
            if cls._boundary_ is STRICT:
                width = max(value.bit_length(), mask.bit_length())
                raise ValueError(f"{cls!r} invalid value {value!r}\n    given "
                                 f"{_bits(value, width)}\n  allowed {_bits(mask, width)}")
            if cls._boundary_ is EJECT:
                return value
            value &= mask
        found = cls._value2member_map_.get(value)
        if found is not None:
            return found
        made = int.__new__(cls, value) if issubclass(cls, int) else object.__new__(cls)
        made._value_ = value
        names = [item._name_ for item in _iterate(cls, value)]
        rest = value & ~mask
        made._name_ = "|".join(names) + (f"|{rest}" if rest and names else "") or None
        cls._value2member_map_[value] = made
        return made

    def _value_of(self, other):
        if isinstance(other, self.__class__):
            return other._value_
        if isinstance(self, int) and isinstance(other, int):
            return other
        return None

    def __contains__(self, other):
        if not isinstance(other, self.__class__):
            raise TypeError("unsupported operand type(s) for 'in': "
                            f"'{type(other).__qualname__}' and '{self.__class__.__qualname__}'")
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        yield from _iterate(type(self), self._value_)

    def __len__(self):
        return self._value_.bit_count()

    def __bool__(self):
        return bool(self._value_)

    def __repr__(self):
        name = self.__class__.__name__
        if self._name_ is None:
            return f"<{name}: {self._value_!r}>"
        return f"<{name}.{self._name_}: {self._value_!r}>"

    def __str__(self):
        name = self.__class__.__name__
        return f"{name}({self._value_!r})" if self._name_ is None else f"{name}.{self._name_}"

    def __or__(self, other):
        value = self._value_of(other)
        return NotImplemented if value is None else self.__class__(self._value_ | value)

    def __and__(self, other):
        value = self._value_of(other)
        return NotImplemented if value is None else self.__class__(self._value_ & value)

    def __xor__(self, other):
        value = self._value_of(other)
        return NotImplemented if value is None else self.__class__(self._value_ ^ value)

    def __invert__(self):
        if self._boundary_ is KEEP:
            return self.__class__(~self._value_)
        return self.__class__(self._flag_mask_ & ~self._value_)

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__


def _iterate(cls, value):
    return [cls._member_map_[name] for name in cls._member_names_
            if cls._member_map_[name]._value_ & value]


class IntFlag(int, ReprEnum, Flag):
    """Support for integer-based Flags"""

    _boundary_ = KEEP
    __repr__ = Flag.__repr__
    __hash__ = int.__hash__
    __or__ = __ror__ = Flag.__or__
    __and__ = __rand__ = Flag.__and__
    __xor__ = __rxor__ = Flag.__xor__
    __invert__ = Flag.__invert__
    __contains__ = Flag.__contains__

    def __str__(self):
        return int.__repr__(self)

    def __format__(self, format_spec):
        return int.__format__(self, format_spec)


def unique(enumeration):
    """Class decorator for enumerations ensuring unique member values."""
    doubles = [(name, item.name) for name, item in enumeration.__members__.items()
               if name != item.name]
    if doubles:
        details = ", ".join([f"{alias} -> {name}" for alias, name in doubles])
        raise ValueError(f"duplicate values found in {enumeration!r}: {details}")
    return enumeration


EnumType = EnumMeta = type
