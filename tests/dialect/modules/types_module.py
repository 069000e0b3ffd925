import types


def f():
    yield 1


space = types.SimpleNamespace(a=1, b="x")
space.c = [2]
print(space, space == types.SimpleNamespace(a=1, b="x", c=[2]), space.a, vars(space))
print(isinstance(f, types.FunctionType), isinstance(f(), types.GeneratorType), isinstance(len, types.BuiltinFunctionType), types.NoneType)
print(isinstance(types, types.ModuleType), types.FunctionType, types.LambdaType is types.FunctionType)
print(types.MappingProxyType({"a": 1}), types.MethodType(lambda self: self + 1, 5)())
