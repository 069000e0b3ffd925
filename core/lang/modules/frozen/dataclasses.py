# dataclasses: methods are written as source text from the fields and then compiled, so that their
# wrong calls have a function's words.
from _ranksh import define as _define, refuse as _refuse
from types import MappingProxyType as _Proxy
from functools import wraps as _wraps


class FrozenInstanceError(AttributeError):
    pass


class _Named:
    def __init__(self, text):
        self._text = text

    def __repr__(self):
        return self._text


class _MISSING_TYPE:
    pass


class _KW_ONLY_TYPE:
    pass


class _FACTORY_TYPE:
    def __repr__(self):
        return "<factory>"


MISSING = _MISSING_TYPE()
KW_ONLY = _KW_ONLY_TYPE()
_FACTORY = _FACTORY_TYPE()
_FIELD = _Named("_FIELD")
_FIELD_CLASSVAR = _Named("_FIELD_CLASSVAR")
_FIELD_INITVAR = _Named("_FIELD_INITVAR")
_FIELDS = "__dataclass_fields__"
_PARAMS = "__dataclass_params__"


class InitVar:
    __slots__ = ("type",)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        name = self.type.__name__ if isinstance(self.type, type) else repr(self.type)
        return "dataclasses.InitVar[" + name + "]"

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    __slots__ = ("name", "type", "default", "default_factory", "repr", "hash", "init", "compare",
                 "metadata", "kw_only", "_field_type")

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = _Proxy({} if metadata is None else metadata)
        self.kw_only = kw_only
        self._field_type = None

    def __repr__(self):
        names = ("name", "type", "default", "default_factory", "init", "repr", "hash", "compare",
                 "metadata", "kw_only", "_field_type")
        return "Field(" + ",".join([f"{name}={getattr(self, name)!r}" for name in names]) + ")"


class _DataclassParams:
    __slots__ = ("init", "repr", "eq", "order", "unsafe_hash", "frozen")

    def __init__(self, init, repr, eq, order, unsafe_hash, frozen):
        self.init = init
        self.repr = repr
        self.eq = eq
        self.order = order
        self.unsafe_hash = unsafe_hash
        self.frozen = frozen

    def __repr__(self):
        names = ("init", "repr", "eq", "order", "unsafe_hash", "frozen")
        inside = ",".join([f"{name}={getattr(self, name)!r}" for name in names])
        return "_DataclassParams(" + inside + ")"


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None,
          compare=True, metadata=None, kw_only=MISSING):
    """Return an object to identify dataclass fields."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


# ---- the fields of a class

def _kind(annotation):
    """Which kind of field an annotation makes."""
    if isinstance(annotation, str):
        head = annotation.split("[")[0].split(".")[-1]
        return {"ClassVar": _FIELD_CLASSVAR, "InitVar": _FIELD_INITVAR}.get(head, _FIELD)
    if annotation is InitVar or isinstance(annotation, InitVar):
        return _FIELD_INITVAR
    text = repr(annotation)
    return _FIELD_CLASSVAR if text.startswith("typing.ClassVar") else _FIELD


def _get_field(cls, name, annotation, kw_only):
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        made = default
    else:
        if name in getattr(cls, "__slots__", ()):
            default = MISSING
        made = field(default=default)
    made.name = name
    made.type = annotation
    made._field_type = _kind(annotation)
    if made._field_type is not _FIELD and made.default_factory is not MISSING:
        raise TypeError(f"field {name} cannot have a default factory")
    if made._field_type is _FIELD_CLASSVAR:
        if made.kw_only is not MISSING:
            raise TypeError(f"field {name} is a ClassVar but specifies kw_only")
    elif made.kw_only is MISSING:
        made.kw_only = kw_only
    if made._field_type is _FIELD and made.default.__class__.__hash__ is None:
        raise ValueError(f"mutable default {type(made.default)} for field "
                         f"{name} is not allowed: use default_factory")
    return made


def _collect_fields(cls, kw_only):
    fields = {}
    inherited = []
    for base in cls.__mro__[-1:0:-1]:
        theirs = base.__dict__.get(_FIELDS)
        if theirs is not None:
            inherited.append(base)
            fields.update(theirs)
    annotations = cls.__dict__.get("__annotations__", {})
    seen_kw_only = False
    own = []
    for name, annotation in annotations.items():
        if annotation is KW_ONLY or annotation == "KW_ONLY" or annotation == "dataclasses.KW_ONLY":
            if seen_kw_only:
                raise TypeError(f"{name!r} is KW_ONLY, but KW_ONLY has already been specified")
            seen_kw_only = True
            kw_only = True
            continue
        own.append(_get_field(cls, name, annotation, kw_only))
    for item in own:
        fields[item.name] = item
        if isinstance(getattr(cls, item.name, None), Field):
            if item.default is MISSING:
                delattr(cls, item.name)
            else:
                setattr(cls, item.name, item.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f"{name!r} is a field but has no type annotation")
    return fields, inherited


# ---- methods

def _function(cls, name, parameters, body, names, returns=True):
    names = {"__builtins_type_error__": TypeError, **names}
    lines = [f"def {name}({', '.join(parameters)}):"] + ["  " + line for line in body or ["pass"]]
    _define("\n".join(lines) + "\n", names)
    made = names[name]
    made.__qualname__ = f"{cls.__qualname__}.{name}"
    made.__module__ = cls.__module__
    return made


def _parameter(item):
    if item.default is MISSING and item.default_factory is MISSING:
        return item.name
    if item.default is not MISSING:
        return f"{item.name}=_dflt_{item.name}"
    return f"{item.name}=_FACTORY"


def _init(cls, fields, frozen, self_name):
    positional = [item for item in fields if item.init and not item.kw_only]
    keyword = [item for item in fields if item.init and item.kw_only]
    earlier = None
    for item in positional:
        if item.default is not MISSING or item.default_factory is not MISSING:
            earlier = item
        elif earlier is not None:
            raise TypeError(f"non-default argument {item.name!r} follows default argument")
    names = {"_FACTORY": _FACTORY, "MISSING": MISSING, "_set": object.__setattr__}
    body = []
    for item in fields:
        if item.default is not MISSING:
            names[f"_dflt_{item.name}"] = item.default
        if item.default_factory is not MISSING:
            names[f"_make_{item.name}"] = item.default_factory
            value = f"_make_{item.name}()"
            if item.init:
                value += f" if {item.name} is _FACTORY else {item.name}"
        elif item.init:
            value = item.name
        else:
            continue
        if item._field_type is _FIELD_INITVAR:
            continue
        body.append(f"_set({self_name}, {item.name!r}, {value})" if frozen
                    else f"{self_name}.{item.name} = {value}")
    if hasattr(cls, "__post_init__"):
        passed = ", ".join([item.name for item in fields
                            if item._field_type is _FIELD_INITVAR])
        body.append(f"{self_name}.__post_init__({passed})")
    parameters = [self_name] + [_parameter(item) for item in positional]
    if keyword:
        parameters += ["*"] + [_parameter(item) for item in keyword]
    made = _function(cls, "__init__", parameters, body, names)
    made.__annotations__ = {item.name: item.type for item in positional + keyword}
    made.__annotations__["return"] = None
    return made


_showing = set()  # objects whose repr is under way


def _repr(cls, fields):
    shown = [item.name for item in fields if item.repr]

    def __repr__(self):
        if id(self) in _showing:
            return "..."
        _showing.add(id(self))
        try:
            parts = [f"{name}={getattr(self, name)!r}" for name in shown]
        finally:
            _showing.discard(id(self))
        return self.__class__.__qualname__ + "(" + ", ".join(parts) + ")"

    __repr__.__qualname__ = f"{cls.__qualname__}.__repr__"
    return __repr__


def _compared(cls, name, fields, symbol):
    mine = "".join([f"self.{item.name}," for item in fields])
    theirs = "".join([f"other.{item.name}," for item in fields])
    return _function(cls, name, ["self", "other"], [
        "if other.__class__ is self.__class__:",
        f"  return ({mine}) {symbol} ({theirs})",
        "return NotImplemented"], {})


def _frozen_methods(cls, fields):
    names = {"cls": cls, "_names": tuple([item.name for item in fields]),
             "FrozenInstanceError": FrozenInstanceError}
    check = "if type(self) is cls or name in _names:"
    return (
        _function(cls, "__setattr__", ["self", "name", "value"], [
            check, "  raise FrozenInstanceError(f\"cannot assign to field {name!r}\")",
            "super(cls, self).__setattr__(name, value)"], dict(names)),
        _function(cls, "__delattr__", ["self", "name"], [
            check, "  raise FrozenInstanceError(f\"cannot delete field {name!r}\")",
            "super(cls, self).__delattr__(name)"], dict(names)))


def _hash(cls, fields):
    inside = "".join([f"self.{item.name}," for item in fields
                      if (item.compare if item.hash is None else item.hash)])
    return _function(cls, "__hash__", ["self"], [f"return hash(({inside}))"], {})


def _add(cls, name, made):
    if name in cls.__dict__:
        return True
    setattr(cls, name, made)
    return False


def _set_hash(cls, fields, params):
    explicit = cls.__dict__.get("__hash__", MISSING)
    has_explicit = not (explicit is MISSING or (explicit is None and "__eq__" in cls.__dict__))
    if params.unsafe_hash:
        if has_explicit:
            raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")
        cls.__hash__ = _hash(cls, fields)
    elif params.eq and not has_explicit:
        cls.__hash__ = _hash(cls, fields) if params.frozen else None


def _process(cls, params, match_args, kw_only):
    fields, inherited = _collect_fields(cls, kw_only)
    if inherited:
        any_frozen = any(getattr(base, _PARAMS).frozen for base in inherited)
        if any_frozen and not params.frozen:
            raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
        if not all(getattr(base, _PARAMS).frozen for base in inherited) and params.frozen:
            raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    setattr(cls, _FIELDS, fields)
    setattr(cls, _PARAMS, params)
    usual = [item for item in fields.values() if item._field_type is _FIELD]
    set_hash_first = "__eq__" in cls.__dict__
    if params.init:
        made = _init(cls, [item for item in fields.values()
                           if item._field_type is not _FIELD_CLASSVAR],
                     params.frozen, "__dataclass_self__" if "self" in fields else "self")
        _add(cls, "__init__", made)
    if params.repr:
        _add(cls, "__repr__", _repr(cls, usual))
    hashed = cls.__dict__.get("__hash__", MISSING)
    compared = [item for item in usual if item.compare]
    if params.eq:
        _add(cls, "__eq__", _compared(cls, "__eq__", compared, "=="))
    if params.order:
        for name, symbol in (("__lt__", "<"), ("__le__", "<="), ("__gt__", ">"), ("__ge__", ">=")):
            if _add(cls, name, _compared(cls, name, compared, symbol)):
                raise TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__}. "
                                "Consider using functools.total_ordering")
    if params.frozen:
        for made in _frozen_methods(cls, usual):
            if _add(cls, made.__name__, made):
                raise TypeError(f"Cannot overwrite attribute {made.__name__} "
                                f"in class {cls.__name__}")
    if hashed is MISSING or (hashed is None and set_hash_first):
        if "__hash__" in cls.__dict__ and hashed is MISSING:
            del cls.__hash__
        _set_hash(cls, usual, params)
    elif params.unsafe_hash:
        raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")
    if match_args:
        _add(cls, "__match_args__",
             tuple([item.name for item in usual if item.init and not item.kw_only]))
    if not cls.__doc__:
        cls.__doc__ = cls.__name__ + _signature(fields.values())
    return cls


def _signature(fields):
    parts = []
    starred = False
    for item in sorted([item for item in fields
                        if item.init and item._field_type is not _FIELD_CLASSVAR],
                       key=lambda item: bool(item.kw_only)):
        if item.kw_only and not starred:
            parts.append("*")
            starred = True
        kind = item.type.__name__ if isinstance(item.type, type) else repr(item.type)
        default = "" if item.default is MISSING else f" = {item.default!r}"
        if item.default_factory is not MISSING:
            default = " = <factory>"
        parts.append(f"{item.name}: {kind}{default}")
    return "(" + ", ".join(parts) + ")"


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False,
              frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """Add dunder methods based on the fields defined in the class."""
    if slots or weakref_slot:
        _refuse("dataclass(slots=True)")
    if order and not eq:
        raise ValueError("eq must be true if order is true")

    def wrap(cls):
        params = _DataclassParams(init, repr, eq, order, unsafe_hash, frozen)
        return _process(cls, params, match_args, kw_only)

    return wrap if cls is None else wrap(cls)


# ---- asking and copying

def fields(class_or_instance):
    """Return a tuple describing the fields of this dataclass."""
    found = getattr(class_or_instance, _FIELDS, None)
    if found is None:
        raise TypeError("must be called with a dataclass type or instance")
    return tuple([item for item in found.values() if item._field_type is _FIELD])


def is_dataclass(obj):
    """Returns True if obj is a dataclass or an instance of a dataclass."""
    return hasattr(obj if isinstance(obj, type) else type(obj), _FIELDS)


def _is_instance(obj):
    return hasattr(type(obj), _FIELDS)


def _inner(obj, make, make_dict):
    if _is_instance(obj):
        return make([(item.name, _inner(getattr(obj, item.name), make, make_dict))
                     for item in fields(obj)])
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return type(obj)(*[_inner(value, make, make_dict) for value in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)([_inner(value, make, make_dict) for value in obj])
    if isinstance(obj, dict):
        return make_dict(obj, [(_inner(key, make, make_dict), _inner(value, make, make_dict))
                               for key, value in obj.items()])
    from copy import deepcopy
    return deepcopy(obj)


def _same_dict(old, pairs):
    if hasattr(type(old), "default_factory"):
        made = type(old)(old.default_factory)
        made.update(pairs)
        return made
    return type(old)(pairs)


def asdict(obj, *, dict_factory=dict):
    """Return the fields of a dataclass instance as a new dictionary."""
    if not _is_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _inner(obj, dict_factory, _same_dict)


def astuple(obj, *, tuple_factory=tuple):
    """Return the fields of a dataclass instance as a new tuple of field values."""
    if not _is_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _inner(obj, lambda pairs: tuple_factory([value for _, value in pairs]), _same_dict)


def replace(obj, /, **changes):
    """Return a new object replacing specified fields with new values."""
    if not _is_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    for item in getattr(obj, _FIELDS).values():
        if item._field_type is _FIELD_CLASSVAR:
            continue
        if not item.init:
            if item.name in changes:
                raise ValueError(f"field {item.name} is declared with init=False, "
                                 "it cannot be specified with replace()")
            continue
        if item.name not in changes:
            if item._field_type is _FIELD_INITVAR and item.default is MISSING:
                raise ValueError(f"InitVar {item.name!r} must be specified with replace()")
            changes[item.name] = getattr(obj, item.name)
    return obj.__class__(**changes)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True,
                   order=False, unsafe_hash=False, frozen=False, match_args=True, kw_only=False):
    """Return a new dynamically created dataclass."""
    body = {} if namespace is None else dict(namespace)
    annotations = {}
    for item in fields:
        if isinstance(item, str):
            name, kind = item, "typing.Any"
        elif len(item) == 2:
            name, kind = item
        elif len(item) == 3:
            name, kind, body[item[0]] = item
        else:
            raise TypeError(f"Invalid field: {item!r}")
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        if name in annotations:
            raise TypeError(f"Field name duplicated: {name!r}")
        annotations[name] = kind
    body["__annotations__"] = annotations
    made = type(cls_name, bases, body)
    return dataclass(made, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash,
                     frozen=frozen, match_args=match_args, kw_only=kw_only)


__all__ = ["dataclass", "field", "Field", "FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING",
           "fields", "asdict", "astuple", "make_dataclass", "replace", "is_dataclass"]
