# Abstract classes: one with abstract methods left cannot be instantiated, and isinstance() and
# issubclass() ask it through __abc_check__.


def abstractmethod(funcobj):
    """A decorator indicating abstract methods."""
    funcobj.__isabstractmethod__ = True
    return funcobj


class abstractproperty(property):
    __isabstractmethod__ = True


class abstractclassmethod(classmethod):
    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractstaticmethod(staticmethod):
    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


def _is_abstract(value):
    if isinstance(value, property):
        return any(_is_abstract(part) for part in (value.fget, value.fset))
    if isinstance(value, (classmethod, staticmethod)):
        value = value.__func__
    return getattr(value, "__isabstractmethod__", False)


_registered = {}  # abstract class -> classes that were registered with it


class ABC:
    """Helper class that provides a standard way to create an ABC using inheritance."""

    __slots__ = ()
    __abstractmethods__ = frozenset()

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        names = {name for name, value in vars(cls).items() if _is_abstract(value)}
        for base in cls.__mro__[1:]:
            for name in vars(base).get("__abstractmethods__", ()):
                if _is_abstract(getattr(cls, name, None)):
                    names.add(name)
        cls.__abstractmethods__ = frozenset(names)

    def __new__(cls, *args, **kwargs):
        if cls.__abstractmethods__:
            names = sorted(cls.__abstractmethods__)
            raise TypeError("Can't instantiate abstract class " + cls.__name__
                            + " with abstract method" + ("s " if len(names) > 1 else " ")
                            + ", ".join(names))
        if cls.__init__ is object.__init__ and (args or kwargs):
            raise TypeError(cls.__name__ + "() takes no arguments")
        return super().__new__(cls)

    @classmethod
    def __subclasshook__(cls, subclass):
        return NotImplemented

    def __abc_check__(cls, subclass):
        answer = cls.__subclasshook__(subclass)
        if answer is not NotImplemented:
            return answer
        if cls in subclass.__mro__:
            return True
        for registered in _registered.get(cls, ()):
            if issubclass(subclass, registered):
                return True
        for below in cls.__subclasses__():
            if issubclass(subclass, below):
                return True
        return False

    @classmethod
    def register(cls, subclass):
        """Register a virtual subclass of an ABC."""
        if not isinstance(subclass, type):
            raise TypeError("Can only register classes")
        if not issubclass(subclass, cls):
            _registered.setdefault(cls, []).append(subclass)
        return subclass


def get_cache_token():
    return len(_registered)
