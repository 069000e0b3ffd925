# copy and deepcopy. What copies an object that says nothing about it: _parts().


class Error(Exception):
    pass


error = Error
_function = type(lambda: 0)
_atomic = frozenset((type(None), bool, int, float, str, bytes, type, range, type(print), _function,
                     type(...), type(NotImplemented), property))
_shallow = _atomic | {tuple, frozenset, slice}


def _own(cls, name):
    # What a class says that is not built in.
    for base in cls.__mro__:
        if base.__module__ != "builtins" and name in base.__dict__:
            return base.__dict__[name]
    return None


def _make(cls, *args, **kwargs):
    return cls.__new__(cls, *args, **kwargs)


def _slots(cls):
    for base in cls.__mro__:
        names = base.__dict__.get("__slots__", ())
        for name in (names,) if isinstance(names, str) else names:
            if name in ("__dict__", "__weakref__"):
                continue
            if name.startswith("__") and not name.endswith("__"):
                name = "_" + base.__name__.lstrip("_") + name
            yield name


def _state(x, cls):
    if _own(cls, "__getstate__") is not None:
        return x.__getstate__()
    state = dict(x.__dict__) if hasattr(x, "__dict__") else None
    slots = {name: getattr(x, name) for name in _slots(cls) if hasattr(x, name)}
    if slots:
        return state or None, slots
    return state or None


def _parts(x, cls):
    # (callable, arguments, state, items, pairs), as __reduce_ex__ of protocol 4 gives it.
    for name in ("__reduce_ex__", "__reduce__"):
        if _own(cls, name) is not None:
            return x.__reduce_ex__(4) if name == "__reduce_ex__" else x.__reduce__()
    if isinstance(x, BaseException):
        files = ()
        if isinstance(x, OSError) and len(x.args) == 2 and x.filename is not None:
            files = (x.filename,) if x.filename2 is None else (x.filename, None, x.filename2)
        return cls, (*x.args, *files), x.__dict__ or None
    if cls is super:
        raise NotImplementedError("ranksh has no copies of super objects")
    if _own(cls, "__getnewargs_ex__") is not None:
        args, kwargs = x.__getnewargs_ex__()
        if not isinstance(args, tuple) or not isinstance(kwargs, dict):
            raise TypeError("__getnewargs_ex__ should return a tuple and a dict")
        return lambda: _make(cls, *args, **kwargs), (), _state(x, cls), *_contents(x)
    if _own(cls, "__getnewargs__") is not None:
        args = (cls, *x.__getnewargs__())
    elif isinstance(x, (int, float, str, bytes)):
        plain = [base for base in (int, float, str, bytes) if isinstance(x, base)][0]
        args = (cls, plain(x))
    elif isinstance(x, tuple):
        args = (cls, tuple(x))
    elif isinstance(x, (set, frozenset)):
        return cls, (list(x),), _state(x, cls)
    elif hasattr(x, "appendleft") and hasattr(x, "maxlen"):
        if x.maxlen is None:
            return cls, (), _state(x, cls), iter(x)
        return cls, ((), x.maxlen), _state(x, cls), iter(x)
    elif isinstance(x, dict) and hasattr(x, "default_factory"):
        args = () if x.default_factory is None else (x.default_factory,)
        return cls, args, None, None, iter(x.items())
    elif cls is slice:
        return slice, (x.start, x.stop, x.step)
    elif cls.__module__ == "builtins" and cls not in (object, list, dict):
        _refuse(cls)
    else:
        args = (cls,)
    return _make, args, _state(x, cls), *_contents(x)


def _refuse(cls):
    if cls.__name__ in ("generator", "module", "code", "traceback", "frame", "dict_keys",
                        "dict_values", "dict_items", "mappingproxy", "cell", "classmethod",
                        "staticmethod", "getset_descriptor", "member_descriptor"):
        raise TypeError("cannot pickle '" + cls.__name__ + "' object")
    getattr(object, "__reduce_ex__")    # refused: iterators and the like


def _contents(x):
    return (iter(x) if isinstance(x, list) else None,
            iter(x.items()) if isinstance(x, dict) else None)


def _rebuild(x, memo, make, args, state=None, items=None, pairs=None, set_state=None):
    deep = memo is not None
    if deep and args:
        args = [deepcopy(arg, memo) for arg in args]
    y = make(*args)
    if deep:
        memo[id(x)] = y
    if state is not None:
        if deep:
            state = deepcopy(state, memo)
        if set_state is not None:
            set_state(y, state)
        elif hasattr(y, "__setstate__") if _own(type(y), "__setstate__") is not None else False:
            y.__setstate__(state)
        else:
            slots = None
            if isinstance(state, tuple) and len(state) == 2:
                state, slots = state
            if state is not None:
                y.__dict__.update(state)
            if slots is not None:
                for name, value in slots.items():
                    setattr(y, name, value)
    if items is not None:
        for item in items:
            y.append(deepcopy(item, memo) if deep else item)
    if pairs is not None:
        for key, value in pairs:
            if deep:
                key, value = deepcopy(key, memo), deepcopy(value, memo)
            y[key] = value
    return y


def _reduced(x, cls, memo):
    parts = _parts(x, cls)
    if isinstance(parts, str):
        return x
    return _rebuild(x, memo, *parts)


def copy(x):
    cls = type(x)
    if cls in _shallow or issubclass(cls, type):
        return x
    if cls in (list, dict, set):
        return x.copy()
    method = getattr(cls, "__copy__", None)
    if method is not None:
        return method(x)
    if cls is _bound:
        return x.__func__.__get__(x.__self__)
    return _reduced(x, cls, None)


class _C:
    def method(self):
        pass


_bound = type(_C().method)
del _C


def _deep_list(x, memo):
    y = []
    memo[id(x)] = y
    for item in x:
        y.append(deepcopy(item, memo))
    return y


def _deep_dict(x, memo):
    y = {}
    memo[id(x)] = y
    for key, value in x.items():
        y[deepcopy(key, memo)] = deepcopy(value, memo)
    return y


def _deep_tuple(x, memo):
    items = [deepcopy(item, memo) for item in x]
    if id(x) in memo:
        return memo[id(x)]
    for old, new in zip(x, items):
        if old is not new:
            return tuple(items)
    return x


def _deep_method(x, memo):
    return x.__func__.__get__(deepcopy(x.__self__, memo))


_deep = {list: _deep_list, dict: _deep_dict, tuple: _deep_tuple, _bound: _deep_method}


def deepcopy(x, memo=None, _nil=[]):
    if memo is None:
        memo = {}
    y = memo.get(id(x), _nil)
    if y is not _nil:
        return y
    cls = type(x)
    if cls in _atomic or issubclass(cls, type):
        return x
    copier = _deep.get(cls)
    if copier is not None:
        y = copier(x, memo)
    else:
        method = getattr(x, "__deepcopy__", None)
        y = method(memo) if method is not None else _reduced(x, cls, memo)
    if y is not x:
        memo[id(x)] = y
        memo.setdefault(id(memo), []).append(x)
    return y
