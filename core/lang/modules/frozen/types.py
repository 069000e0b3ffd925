# types: names for the types of things that have no name, and SimpleNamespace.


def _function():
    yield


class _Sample:
    def method(self):
        pass


FunctionType = LambdaType = type(_function)
GeneratorType = type(_function())
CodeType = type(_function.__code__)
MappingProxyType = type(_Sample.__dict__)
MethodType = type(_Sample().method)
BuiltinFunctionType = BuiltinMethodType = type(len)
MethodDescriptorType = type(str.join)
NoneType = type(None)
NotImplementedType = type(NotImplemented)
EllipsisType = type(...)


class SimpleNamespace:
    """A simple attribute-based namespace."""

    __type_name__ = "types.SimpleNamespace"

    def __init__(self, /, **kwargs):
        self.__dict__.update(kwargs)

    def __repr__(self):
        name = "namespace" if type(self) is SimpleNamespace else type(self).__name__
        items = [key + "=" + repr(value) for key, value in self.__dict__.items()]
        return name + "(" + ", ".join(items) + ")"

    def __eq__(self, other):
        if isinstance(self, SimpleNamespace) and isinstance(other, SimpleNamespace):
            return self.__dict__ == other.__dict__
        return NotImplemented


import sys as _sys

ModuleType = type(_sys)
try:
    raise TypeError
except TypeError as _error:
    TracebackType = type(_error.__traceback__)
GenericAlias = type(list[int])
UnionType = type(int | str)
