# deep things
def show(f):
    try:
        r = f()
        print("fine", type(r).__name__)
    except RecursionError as e:
        print("RecursionError", str(e)[:60])
    except Exception as e:
        print(type(e).__name__, str(e)[:60])
def nest(n, kind=list):
    a = kind()
    for i in range(n):
        a = [a] if kind is list else {1: a} if kind is dict else (a,)
    return a
def plain(n=0): return plain(n + 1)
show(plain)
deep = nest(100000); deept = nest(100000, tuple); deepd = nest(100000, dict)
show(lambda: repr(deep)); show(lambda: repr(deept)); show(lambda: repr(deepd)); show(lambda: str(deep))
show(lambda: "%s" % (deep,)); show(lambda: f"{deep}"); 
deep2 = nest(100000); deept2 = nest(100000, tuple); deepd2 = nest(100000, dict)
show(lambda: deep == deep2); show(lambda: deept == deept2); show(lambda: deept < deept2); show(lambda: deepd == deepd2)
show(lambda: hash(deept)); show(lambda: {deept: 1}); show(lambda: deep in [deep2]); show(lambda: sorted([deep, deep2]))
import copy
show(lambda: copy.deepcopy(deep)); show(lambda: copy.copy(deep))
class A:
    def __repr__(self): return repr([self])
    def __eq__(self, o): return [self] == [o]
    def __lt__(self, o): return [self] < [o]
    def __len__(self): return len(self)
    def __hash__(self): return hash((self,))
    def __getattr__(self, n): return getattr(self, n + "x")
    def __bool__(self): return not self
    def __iter__(self): return iter(self)
    def __contains__(self, x): return x in self
    def __call__(self): return self()
    def __getitem__(self, i): return self[i]
    def __add__(self, o): return self + o
    def __radd__(self, o): return o + self
    def __str__(self): return str(self)
    def __format__(self, s): return format(self, s)
    def __neg__(self): return -self
    def __index__(self): return [1][self]
    def __int__(self): return int(self)
    def __float__(self): return float(self)
    def __enter__(self):
        with self: pass
    def __exit__(self, *a): pass
    def __setattr__(self, n, v): setattr(self, n, v)
    def __set_name__(self, o, n): pass
a = A(); b = A()
show(lambda: repr(a)); show(lambda: a == b); show(lambda: a < b); show(lambda: len(a)); show(lambda: hash(a)); show(lambda: a.foo)
show(lambda: bool(a)); show(lambda: list(a)); show(lambda: 1 in a); show(lambda: a()); show(lambda: a[0]); show(lambda: a + b)
show(lambda: str(a)); show(lambda: format(a)); show(lambda: -a); show(lambda: [1][a]); show(lambda: int(a)); show(lambda: float(a))
show(lambda: a.__enter__()); show(lambda: setattr(a, "x", 1)); show(lambda: sum([a, b])); show(lambda: max([a, b])); show(lambda: f"{a}{a!r}")
def g():
    yield from g()
show(lambda: list(g()))
def mapped(x): return list(map(mapped, [x]))
show(lambda: mapped(1))
def keyed(x): return sorted([1, 2], key=keyed)
show(lambda: keyed(1))
class P:
    @property
    def p(self): return self.p
show(lambda: P().p)
def deco(f): return deco(lambda *a: f(*a))
show(lambda: deco(print))
f = lambda: 1
for i in range(100000): f = (lambda f: lambda: f())(f)
show(f)
it = iter([1])
for i in range(100000): it = map(abs, it)
show(lambda: list(it))
it = iter([1])
for i in range(100000): it = zip(it)
show(lambda: list(it))
it = [1]
for i in range(100000): it = (x for x in it)
show(lambda: list(it))
it = [1]
for i in range(100000): it = enumerate(it)
show(lambda: list(it))
it = iter([1])
for i in range(100000): it = filter(None, it)
show(lambda: list(it))
it = [1]
import itertools
for i in range(100000): it = itertools.chain(it)
show(lambda: list(it))
it = [1]
for i in range(50000): it = reversed(list(it))
import functools
p = abs
for i in range(100000): p = functools.partial(p)
show(lambda: p(1))
class M: pass
m = M
for i in range(2000): m = type("M", (m,), {})
show(m)
def build(n):
    e = ValueError(0)
    for i in range(n):
        x = ValueError(i); x.__cause__ = e; x.__context__ = e; e = x
    return e
show(lambda: str(build(100000)))
def isin(t): return isinstance(1, t)
show(lambda: isinstance(1, deept)); show(lambda: issubclass(int, deept))
show(lambda: "%s" % deept)
show(lambda: print(deep))
def exc():
    try: exc()
    finally: exc()
print("done")
class L(list):
    def __iter__(self): return iter(list(self))
show(lambda: [*L([1])])
def withs(n):
    class C:
        def __enter__(s): return withs(n + 1)
        def __exit__(s, *a): pass
    with C() as c: pass
show(lambda: withs(0))
x = {}; x[1] = x; print(x); y = []; y.append(y); print(y); show(lambda: y == [y]); t = ([],); t[0].append(t); print(t)
show(lambda: copy.deepcopy(y)); show(lambda: copy.deepcopy(x))
