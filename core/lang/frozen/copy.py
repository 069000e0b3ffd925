# copy and deepcopy.


class Error(Exception):
    pass


error = Error
_atomic = (type(None), bool, int, float, str, bytes, type, range, slice, type(print),
           type(lambda: 0), type(...), type(NotImplemented), property, type(len))


def copy(x):
    cls = type(x)
    if issubclass(cls, type) or cls in _atomic or cls in (tuple, frozenset):
        return x
    method = getattr(cls, "__copy__", None)
    if method is not None:
        return method(x)
    if cls in (list, dict, set):
        return x.copy()
    return _rebuild(x, cls, None)


def deepcopy(x, memo=None, _nil=[]):
    if memo is None:
        memo = {}
    known = memo.get(id(x), _nil)
    if known is not _nil:
        return known
    cls = type(x)
    if issubclass(cls, type) or cls in _atomic:
        return x
    method = getattr(x, "__deepcopy__", None)
    if method is not None:
        y = method(memo)
    elif cls is list:
        y = []
        memo[id(x)] = y
        for item in x:
            y.append(deepcopy(item, memo))
    elif cls is dict:
        y = {}
        memo[id(x)] = y
        for key, value in x.items():
            y[deepcopy(key, memo)] = deepcopy(value, memo)
    elif cls is tuple:
        items = [deepcopy(item, memo) for item in x]
        if id(x) in memo:
            return memo[id(x)]
        y = x
        for old, new in zip(x, items):
            if old is not new:
                y = tuple(items)
                break
    elif cls in (set, frozenset):
        y = cls([deepcopy(item, memo) for item in x])
    else:
        y = _rebuild(x, cls, memo)
    if y is not x:
        memo[id(x)] = y
        memo.setdefault(id(memo), []).append(x)
    return y


def _rebuild(x, cls, memo):
    # What __reduce_ex__ does for plain classes: a new instance with the same attributes and items.
    deep = memo is not None
    if isinstance(x, BaseException):
        y = cls.__new__(cls, *x.args)
        y.args = deepcopy(x.args, memo) if deep else x.args
    elif isinstance(x, tuple):
        y = tuple.__new__(cls, [deepcopy(item, memo) for item in x] if deep else x)
    elif isinstance(x, frozenset):
        y = cls([deepcopy(item, memo) for item in x] if deep else x)
    elif type(x).__module__ == "builtins":
        raise TypeError("cannot pickle '" + cls.__name__ + "' object")
    else:
        y = cls.__new__(cls)
    if deep:
        memo[id(x)] = y
    state = getattr(x, "__dict__", None)
    getstate = getattr(cls, "__getstate__", None)
    if getstate is not None:
        state = getstate(x)
    if state:
        if deep:
            state = deepcopy(state, memo)
        if hasattr(y, "__setstate__"):
            y.__setstate__(state)
        else:
            y.__dict__.update(state)
    for base in cls.__mro__:
        names = base.__dict__.get("__slots__", ())
        for name in (names,) if isinstance(names, str) else names:
            if name not in ("__dict__", "__weakref__") and hasattr(x, name):
                value = getattr(x, name)
                setattr(y, name, deepcopy(value, memo) if deep else value)
    if isinstance(x, list):
        for item in x:
            y.append(deepcopy(item, memo) if deep else item)
    elif isinstance(x, dict):
        if hasattr(x, "default_factory"):
            y.default_factory = x.default_factory
        for key, value in x.items():
            y[deepcopy(key, memo) if deep else key] = deepcopy(value, memo) if deep else value
    elif isinstance(x, set):
        y.update([deepcopy(item, memo) for item in x] if deep else x)
    elif hasattr(x, "appendleft") and hasattr(x, "maxlen"):
        y.__init__([deepcopy(item, memo) for item in x] if deep else x, x.maxlen)
    return y
