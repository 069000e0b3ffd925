# Abstract classes: a class with abstract methods left cannot be instantiated.


def abstractmethod(function):
    function.__isabstractmethod__ = True
    return function


def _is_abstract(value):
    return getattr(value, "__isabstractmethod__", False) or (
        isinstance(value, property)
        and (getattr(value.fget, "__isabstractmethod__", False)
             or getattr(value.fset, "__isabstractmethod__", False)))


class ABC:
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
        names = sorted(cls.__abstractmethods__)
        if names:
            raise TypeError("Can't instantiate abstract class " + cls.__name__
                            + " with abstract method" + ("s " if len(names) > 1 else " ")
                            + ", ".join(names))
        if cls.__init__ is object.__init__ and (args or kwargs):
            raise TypeError(cls.__name__ + "() takes no arguments")
        return super().__new__(cls)
