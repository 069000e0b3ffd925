import copy
class C(tuple): pass
x = C([[1, 2], 3]); y = copy.deepcopy(x); print(y, type(y).__name__, y[0] is x[0])
class S(str): pass
s = S("a"); s.k = [1]; t = copy.deepcopy(s); print(t, t.k, t.k is s.k, type(copy.copy(s)).__name__)
class L(list): pass
l = L([1]); l.append(l); m = copy.deepcopy(l); print(m[1] is m, type(m).__name__)
class F(frozenset): pass
print(copy.deepcopy(F([1])), copy.copy({1: [2]}), copy.deepcopy(ValueError(1, [2])).args)
