# global and nonlocal, shadowing, builtins shadowed and restored, class scope, del of names.
x = "global"


def read():
    return x


def shadow():
    x = "local"
    return x, read()


def write():
    global x, fresh
    x = "written"
    fresh = "made"


print(read(), shadow())
write()
print(x, fresh)


def outer():
    x = "outer"

    def inner():
        global x
        x = "from inner"
        return x
    return x, inner(), x


print(outer(), x)


class C:
    x = "class"
    y = x + "!"

    def m(self):
        return x, self.x


print(C().m(), C.y)
len = lambda _: "shadowed"
print(len("abc"))
del len
print(len("abc"))


def shadow_builtin():
    sum = 5
    max, min = 1, 2
    return sum + max + min


print(shadow_builtin(), sum([1]))
for function in (lambda: missing, lambda: x + missing2):
    try:
        function()
    except NameError as error:
        print(type(error).__name__, error)
del x
try:
    read()
except NameError as error:
    print(error)
try:
    del never
except NameError as error:
    print(error)


def late():
    return defined_later()


def defined_later():
    return "later"


print(late())
for loop_variable in range(3):
    pass
print(loop_variable)
if False:
    never_made = 1
try:
    print(never_made)
except NameError as error:
    print(error)


def conditional(flag):
    if flag:
        value = 1
    return value


print(conditional(True))
try:
    conditional(False)
except UnboundLocalError as error:
    print(error)
total = 0


def forgot_global():
    total += 1


try:
    forgot_global()
except UnboundLocalError as error:
    print(error)
try:
    raise ValueError("gone")
except ValueError as error:
    pass
try:
    error
except NameError as e:
    print(e)
print("x" in globals(), "fresh" in globals(), __name__)
globals()["dynamic"] = 5
print(dynamic, sorted(k for k in globals() if k.startswith("d")))


def show_locals(a, b=2):
    c = 3
    return locals()


print(show_locals(1))
