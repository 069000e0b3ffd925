class C:
    __slots__ = ("b", "a", "__p")
    def __init__(self): self.__p = 5
c = C()
try: c.a
except AttributeError as e: print(e)
try: del c.a
except AttributeError as e: print(e)
print(list(C.__dict__))
class D(C): pass
d = D(); d.a = 1; d.x = 2
print(d.__dict__, list(D.__dict__))

try:
    class X(int): __slots__=('a',)
except Exception as e: print(type(e), e)
try:
    class X(C): __slots__=('a','__dict__','__dict__')
except Exception as e: print(type(e), e)
try:
    class X: __slots__=('1a',)
except Exception as e: print(type(e), e)
try:
    class X:
        __slots__=('a',)
        a=1
except Exception as e: print(type(e), e)
try:
    class X: __slots__=(1,)
except Exception as e: print(type(e), e)
try:
    class X: __slots__=('__weakref__','__weakref__')
except Exception as e: print(type(e), e)
class L(list):
    __slots__ = ('q', 'r')
    def __init__(self, *a): super().__init__(*a); self.q = self
l = L([1]); l.r = [l]; print(l.q is l, hasattr(l, '__dict__'))
del l
class S(str): __slots__ = ('q',)
s = S("abc"); s.q = 5; print(s.q, s)
class M(L): __slots__ = ('z',)
m = M(); m.z = 7; m.q = 3; print(m.z, m.q, m)
m.r = m
class E:
    def __eq__(self, o): return True
    def m(self): pass
print(list(E.__dict__))
class F(Exception): pass
print(list(F.__dict__))
class F(list): pass
print(list(F.__dict__))
class F(list): "doc"; x: int = 1
print(list(F.__dict__))
class F(tuple): pass
print(list(F.__dict__))
class F(int): pass
print(list(F.__dict__))
class F(str): pass
print(list(F.__dict__))
class G(E): pass
print(list(G.__dict__))
class D2(dict): __slots__ = ()
try: D2().x = 1
except AttributeError as e: print(e)
try: C.a.__get__(5)
except TypeError as e: print(e)
try: C.a.__set__(5, 1)
except TypeError as e: print(e)
class A:
    __slots__ = ('x',)
class B:
    __slots__ = ('x',)
a = A(); a.x = 5
try: a.__class__ = B; print(a.x)
except TypeError as e: print(e)
try:
    class AB(A, B): pass
except TypeError as e: print(e)
class P: pass
class PA(P, A): __slots__ = ()
p = PA(); p.q = 1; p.x = 2; print(p.__dict__, PA.__weakref__)
try: c.zz = 1
except AttributeError as e: print(e)
try: object().zz = 1
except AttributeError as e: print(e)
print(C.a, C.a.__name__, C.a.__objclass__)
print(p.__weakref__)
