# Augmented assignment: names, attributes, items, slices; evaluated once; in place or rebound.
x = 10
x += 5; x -= 3; x *= 2; x //= 5; x **= 3; x %= 50; x <<= 2; x >>= 1; x |= 1; x &= 0xFF; x ^= 3
print(x)
x /= 4
print(x)


class C:
    n = 1

    def __init__(self): self.items = []


c = C()
c.n += 5
c.items += [1, 2]
print(c.n, C.n, c.items)
calls = []


def index():
    calls.append("index")
    return 0


def get():
    calls.append("get")
    return data


data = [1, 2, 3]
get()[index()] += 10
print(data, calls)
data[1:2] += [7, 8]
data[-1] -= 1
d = {"a": 1}
d["a"] += 1
d["l"] = []
d["l"] += "xy"
print(data, d)
try:
    d["missing"] += 1
except KeyError as error:
    print(repr(error))
try:
    c.missing += 1
except AttributeError as error:
    print(error)
try:
    undefined += 1
except NameError as error:
    print(error)
t = (1, [2])
try:
    t[1] += [3]
except TypeError as error:
    print(error, t)
a = b = [1]
a += [2]
a = a + [3]
print(a, b)
s = u = "x"
s += "y"
print(s, u)
m = n = (1,)
m += (2,)
print(m, n)
p = q = {1}
p |= {2}
p = p | {3}
print(p, q)
x = y = 5
x += 1
print(x, y)
text = ""
for i in range(5):
    text += str(i)
    text *= 2 if i == 1 else 1
print(text)


class InPlace:
    def __init__(self): self.log = []
    def __iadd__(self, other):
        self.log.append(("iadd", other))
        return self
    def __isub__(self, other): return "replaced"
    def __imul__(self, other): return NotImplemented
    def __mul__(self, other): return "mul used"


o = InPlace()
o += 1
o += "a"
print(o.log)
r = o
r *= 2
print(r)
o -= 1
print(o)
