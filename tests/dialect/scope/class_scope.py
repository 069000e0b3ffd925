# Names in class bodies: what methods, comprehensions and nested classes see.
x = "module"
y = "module y"


class A:
    x = "class"
    z = x + "/" + y
    y = "class y"
    copied = [x for _ in range(1)]
    ranged = [i for i in range(len(x))]
    function = lambda self: x
    names = sorted(k for k in locals() if not k.startswith("_"))

    def method(self):
        return x, y, self.x, self.y, A.z

    class Inner:
        seen = x

        def method(self): return x

    def default(self, value=x):
        return value


print(A.z, A.copied, A.ranged, A().function(), A().method(), A.Inner.seen, A.Inner().method(),
    A().default(), A.names)


def make(x):
    class Local:
        x = x if False else "own"
        def get(self): return x
    return Local


try:
    print(make("argument").x)
except NameError as error:
    print(error)


def closure(value):
    class Local:
        got = value
        def get(self): return value
        def set(self, new):
            nonlocal value
            value = new
    return Local()


c = closure(5)
c.set(7)
print(c.get(), c.got)


class Counter:
    count = 0
    def up(self):
        self.count += 1
        return self.count, Counter.count
    def up_all(self):
        Counter.count += 10


a, b = Counter(), Counter()
print(a.up(), a.up(), b.up())
a.up_all()
print(a.count, b.count, Counter.count, Counter().count)


class G:
    global made_global
    made_global = "from class"
    local = 1


print(made_global, hasattr(G, "made_global"))
for i in range(2):
    class Loop:
        number = i
    print(Loop.number, end=" ")
print()


class Uses:
    def before(self): return later_name()
    def __private(self): return "private"
    def call(self): return self.__private()


def later_name(): return "later"


print(Uses().before(), Uses().call(), [n for n in dir(Uses) if "private" in n])
