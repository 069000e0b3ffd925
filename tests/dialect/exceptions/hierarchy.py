# Built-in exceptions: who derives from whom, args, str and repr, attributes.
classes = [BaseException, Exception, ArithmeticError, AssertionError, AttributeError, EOFError,
    FloatingPointError, GeneratorExit, ImportError, IndexError, KeyError, KeyboardInterrupt,
    LookupError, MemoryError, ModuleNotFoundError, NameError, NotImplementedError, OSError,
    OverflowError, RecursionError, ReferenceError, RuntimeError, StopIteration, SyntaxError,
    IndentationError, SystemExit, TypeError, UnboundLocalError, UnicodeError, ValueError,
    ZeroDivisionError, FileNotFoundError, PermissionError, TimeoutError, ConnectionError, Warning,
    UserWarning, DeprecationWarning]
for c in classes:
    print(c.__name__, c, c.__base__.__name__, [other.__name__ for other in classes
        if issubclass(c, other)], repr(c("x")) if c is not SyntaxError else "")
for args in ((), ("one",), ("one", 2), (5,), (None,), ("it's",), ([1, "a"],), (("t",),), ("",),
        ("new\nline",)):
    for c in (ValueError, KeyError, Exception, RuntimeError):
        error = c(*args)
        print(repr(str(error)), repr(error), error.args, f"{error}", "%s" % error)
print(StopIteration(5).value, StopIteration().value, SystemExit(3).code, SystemExit().code,
    SystemExit("bye").code, IOError is OSError, EnvironmentError is OSError,
    KeyError("k").__class__.__name__)
e = ValueError("a")
e.note = "attribute"
e.args = ("changed", 2)
print(e, e.note, e.args, e == e, ValueError("a") == ValueError("a"), isinstance(e, ValueError),
    e.__cause__, e.__context__, e.__suppress_context__)
error = OSError(2, "No such file or directory")
print(error, repr(error), error.errno, error.strerror, type(error).__name__,
    FileNotFoundError(2, "gone", "name.txt"))
print(ImportError("m", name="n").name, AttributeError("m", name="n", obj=5).name,
    NameError("m", name="x").name)
for function in (lambda: ValueError(x=1), lambda: Exception(1, y=2), lambda: KeyError()["x"],
        lambda: ValueError().nothing):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)
