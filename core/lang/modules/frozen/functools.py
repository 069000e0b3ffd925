# functools. Wrappers are plain functions, so that calls through them don't nest.
from collections import namedtuple as _namedtuple
from types import MappingProxyType as _MappingProxyType

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__")
WRAPPER_UPDATES = ("__dict__",)
_missing = object()
_native = (type(len), type(str.join), type([].append), type((1).__add__), type(int.__add__))


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    for name in assigned:
        if name == "__doc__" and isinstance(wrapped, _native):
            continue  # that text is refused
        value = getattr(wrapped, name, _missing)
        if value is not _missing:
            setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


def reduce(*args):
    if not 2 <= len(args) <= 3:
        bound = "at least 2" if len(args) < 2 else "at most 3"
        raise TypeError(f"reduce expected {bound} arguments, got {len(args)}")
    function, iterable, initial = args if len(args) == 3 else (*args, _missing)
    try:
        iterator = iter(iterable)
    except TypeError:
        raise TypeError("reduce() arg 2 must support iteration") from None
    if initial is _missing:
        for initial in iterator:
            break
        else:
            raise TypeError("reduce() of empty iterable with no initial value")
    for item in iterator:
        initial = function(initial, item)
    return initial


class partial:
    def __new__(cls, func=_missing, /, *args, **keywords):
        if func is _missing:
            raise TypeError("type 'partial' takes at least one argument")
        if not callable(func):
            raise TypeError("the first argument must be callable")
        if isinstance(func, partial) and not func.__dict__:
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self = super().__new__(cls)
        self._func = func
        self._args = args
        self._keywords = keywords
        return self

    __slots__ = ("_func", "_args", "_keywords", "__dict__", "__weakref__")
    func = property(lambda self: self._func)
    args = property(lambda self: self._args)
    keywords = property(lambda self: self._keywords)

    def __call__(self, /, *args, **keywords):
        return self._func(*self._args, *args, **{**self._keywords, **keywords})

    def __repr__(self):
        cls = type(self)
        name = cls.__qualname__
        if cls.__module__ == "functools":
            name = "functools." + name
        if self in _shown:
            return name + "(...)"
        _shown.append(self)
        try:
            parts = [repr(self._func)] + [repr(a) for a in self._args]
            parts += [str(k) + "=" + repr(v) for k, v in self._keywords.items()]
            return name + "(" + ", ".join(parts) + ")"
        finally:
            _shown.pop()

    def __reduce__(self):
        return type(self), (self._func,), (self._func, self._args, self._keywords or None,
                                           self.__dict__ or None)

    def __setstate__(self, state):
        if not isinstance(state, tuple):
            raise TypeError("argument to __setstate__ must be a tuple")
        if len(state) != 4:
            raise TypeError("expected 4 items in state, got " + str(len(state)))
        func, args, keywords, attributes = state
        if (not callable(func) or not isinstance(args, tuple)
                or (keywords is not None and not isinstance(keywords, dict))
                or (attributes is not None and not isinstance(attributes, dict))):
            raise TypeError("invalid partial state")
        self._func = func
        self._args = tuple(args)
        self._keywords = dict(keywords or {})
        self.__dict__.update(attributes or {})


_shown = []


class partialmethod:
    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(repr(func) + " is not callable or a descriptor")
        if isinstance(func, partialmethod):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self.func = func
        self.args = args
        self.keywords = keywords

    def __repr__(self):
        args = ", ".join(map(repr, self.args))
        keywords = ", ".join([k + "=" + repr(v) for k, v in self.keywords.items()])
        return (type(self).__module__ + "." + type(self).__qualname__ + "(" + repr(self.func) + ", "
                + args + ", " + keywords + ")")

    def _unbound(self):
        def _method(cls_or_self, /, *args, **keywords):
            keywords = {**self.keywords, **keywords}
            return self.func(cls_or_self, *self.args, *args, **keywords)
        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method._partialmethod = self
        return _method

    def __get__(self, instance, owner=None):
        get = getattr(self.func, "__get__", None)
        if get is not None:
            function = get(instance, owner)
            if function is not self.func:
                result = partial(function, *self.args, **self.keywords)
                if hasattr(function, "__self__"):
                    result.__self__ = function.__self__
                return result
        return self._unbound().__get__(instance, owner)

    @property
    def __isabstractmethod__(self):
        function = self.func
        if isinstance(function, (classmethod, staticmethod)):
            function = function.__func__
        return getattr(function, "__isabstractmethod__", False)


_CacheInfo = _namedtuple("CacheInfo", ["hits", "misses", "maxsize", "currsize"],
                        module="functools")


def _key(args, kwargs, typed):
    key = args
    if len(args) == 1 and not kwargs and not typed and type(args[0]) in (int, str):
        return args[0]
    if kwargs:
        key = (args, tuple(kwargs.items()))
    if typed:
        key = (key, tuple([type(a) for a in args]), tuple([type(v) for v in kwargs.values()]))
    return key


def lru_cache(maxsize=128, typed=False):
    if callable(maxsize) and isinstance(typed, bool):
        return _cached(maxsize, 128, typed)
    if maxsize is not None and not isinstance(maxsize, int):
        raise TypeError("Expected first argument to be an integer, a callable, or None")
    if maxsize is not None and maxsize < 0:
        maxsize = 0

    def decorate(function):
        return _cached(function, maxsize, typed)
    return decorate


def cache(user_function, /):
    return _cached(user_function, None, False)


def _cached(function, maxsize, typed):
    if not callable(function):
        raise TypeError("the first argument must be callable")
    results = {}
    hits = misses = 0

    def wrapper(*args, **kwargs):
        nonlocal hits, misses
        if maxsize == 0:
            misses += 1
            return function(*args, **kwargs)
        key = _key(args, kwargs, typed)
        if key in results:
            hits += 1
            result = results[key]
            if maxsize is not None:
                del results[key]
                results[key] = result
            return result
        misses += 1
        result = function(*args, **kwargs)
        if maxsize is not None and len(results) >= maxsize and key not in results:
            del results[next(iter(results))]
        results[key] = result
        return result

    def cache_info():
        return _CacheInfo(hits, misses, maxsize, len(results))

    def cache_clear():
        nonlocal hits, misses
        results.clear()
        hits = misses = 0

    wrapper.cache_info = cache_info
    wrapper.cache_clear = cache_clear
    wrapper.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
    return update_wrapper(wrapper, function)


class cached_property:
    def __init__(self, func):
        self.func = func
        self.attrname = None
        if not isinstance(func, _native):
            self.__doc__ = func.__doc__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError("Cannot assign the same cached_property to two different names ("
                            + repr(self.attrname) + " and " + repr(name) + ").")

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        name = self.attrname
        if name is None:
            raise TypeError("Cannot use cached_property instance without calling __set_name__ "
                            "on it.")
        if not hasattr(instance, "__dict__"):
            raise TypeError("No '__dict__' attribute on " + repr(type(instance).__name__)
                            + " instance to cache " + repr(name) + " property.") from None
        cache = instance.__dict__
        if name not in cache:
            cache[name] = self.func(instance)
        return cache[name]


def cmp_to_key(mycmp):
    class K:
        __slots__ = ("obj",)

        def __init__(self, obj):
            self.obj = obj

        def __lt__(self, other):
            return mycmp(self.obj, other.obj) < 0

        def __gt__(self, other):
            return mycmp(self.obj, other.obj) > 0

        def __eq__(self, other):
            return mycmp(self.obj, other.obj) == 0

        def __le__(self, other):
            return mycmp(self.obj, other.obj) <= 0

        def __ge__(self, other):
            return mycmp(self.obj, other.obj) >= 0

        __hash__ = None
    return K


def _not(result):
    return result if result is NotImplemented else not result


def _or_equal(method):
    def compare(self, other):
        result = method(self, other)
        return result if result is NotImplemented else result or self == other
    return compare


def _and_unequal(method):
    def compare(self, other):
        result = method(self, other)
        return result if result is NotImplemented else result and self != other
    return compare


def _neither(method):
    def compare(self, other):
        result = method(self, other)
        return result if result is NotImplemented else not result and self != other
    return compare


def _inverse(method):
    return lambda self, other: _not(method(self, other))


def _not_or_equal(method):
    def compare(self, other):
        result = method(self, other)
        return result if result is NotImplemented else not result or self == other
    return compare


_from_root = {
    "__lt__": (("__gt__", _neither), ("__le__", _or_equal), ("__ge__", _inverse)),
    "__le__": (("__ge__", _not_or_equal), ("__lt__", _and_unequal), ("__gt__", _inverse)),
    "__gt__": (("__lt__", _neither), ("__ge__", _or_equal), ("__le__", _inverse)),
    "__ge__": (("__le__", _not_or_equal), ("__gt__", _and_unequal), ("__lt__", _inverse)),
}


def total_ordering(cls):
    roots = [name for name in _from_root
             if getattr(cls, name, None) is not getattr(object, name, None)]
    if not roots:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = "__lt__" if "__lt__" in roots else max(roots)
    for name, make in _from_root[root]:
        if name not in roots:
            function = make(getattr(cls, root))
            function.__name__ = name
            setattr(cls, name, function)
    return cls


def _most_specific(cls, registry):
    for base in cls.__mro__:
        if base in registry and base is not object:
            return registry[base]
    found = [kind for kind in registry if kind is not object and issubclass(cls, kind)]
    best = [kind for kind in found
            if not any(other is not kind and issubclass(other, kind) for other in found)]
    if len(best) > 1:
        raise RuntimeError("Ambiguous dispatch: " + repr(best[0]) + " or " + repr(best[1]))
    return registry[best[0]] if best else registry[object]


_union = type(int | str)


def _is_class(kind):
    return isinstance(kind, type) or (isinstance(kind, _union)
                                      and all(isinstance(arg, type) for arg in kind.__args__))


def singledispatch(func):
    registry = {}

    def dispatch(cls):
        return _most_specific(cls, registry)

    def register(cls, func=None):
        if _is_class(cls):
            if func is None:
                return lambda f: register(cls, f)
        else:
            if func is not None:
                raise TypeError("Invalid first argument to `register()`. " + repr(cls)
                                + " is not a class or union type.")
            annotations = getattr(cls, "__annotations__", {})
            if not annotations:
                raise TypeError("Invalid first argument to `register()`: " + repr(cls)
                                + ". Use either `@register(some_class)` or plain `@register` "
                                "on an annotated function.")
            func = cls
            name, cls = next(iter(annotations.items()))
            if not _is_class(cls):
                if isinstance(cls, _union):
                    raise TypeError("Invalid annotation for " + repr(name) + ". " + repr(cls)
                                    + " not all arguments are classes.")
                raise TypeError("Invalid annotation for " + repr(name) + ". " + repr(cls)
                                + " is not a class.")
        for kind in cls.__args__ if isinstance(cls, _union) else (cls,):
            registry[kind] = func
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(name + " requires at least 1 positional argument")
        return dispatch(args[0].__class__)(*args, **kw)

    name = getattr(func, "__name__", "singledispatch function")
    registry[object] = func
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = _MappingProxyType(registry)
    wrapper._clear_cache = lambda: None
    update_wrapper(wrapper, func)
    return wrapper


class singledispatchmethod:
    def __init__(self, func):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(repr(func) + " is not callable or a descriptor")
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        def _method(*args, **kwargs):
            method = self.dispatcher.dispatch(args[0].__class__)
            return method.__get__(obj, cls)(*args, **kwargs)
        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.register = self.register
        update_wrapper(_method, self.func)
        return _method

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)
