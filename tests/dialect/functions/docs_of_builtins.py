import functools, operator, math, contextlib, collections, copy
class Q: "q"
class L(list): pass
class E(Exception): "e"
class P(property): pass
class N(collections.namedtuple("B", "x y")): pass
print(Q.__doc__, Q().__doc__, L.__doc__, L().__doc__, E.__doc__, E("x").__doc__, N.__doc__, N(1,2).__doc__, P.__doc__)
print(None.__doc__, NotImplemented.__doc__, ....__doc__)
class R:
    a = property(operator.itemgetter(0))
    @property
    def b(self): "bb"
    @functools.cached_property
    def c(self): "cc"; return 1
    @P
    def d(self): "dd"
    e = functools.cached_property(len)
print(R.b.__doc__, R.c.__doc__, R().c)
print(functools.lru_cache(len)("abc"), functools.wraps(math.sqrt)(lambda x: x).__name__)
print(functools.cache(math.sqrt)(4.0), functools.partial(int, base=2)("11"))
@contextlib.contextmanager
def cm(): yield 1
with cm() as x: print(x)
with contextlib.suppress(KeyError): {}[1]
@functools.singledispatch
def g(x): "gg"; return 1
g.register(int, str)
print(g(3), g.__doc__)
print(sorted(d for d in dir(1) if d == "__doc__"), "__doc__" in dir(len), "__doc__" in dir(int))
f = functools.partial(len)
print(callable(f), vars(Q)["__doc__"])
print([k for k in vars(Q)])
