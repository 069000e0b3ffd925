# Operator protocols: arithmetic, reflected, in-place, comparison, unary, NotImplemented.
class Vector:
    def __init__(self, *values):
        self.values = list(values)

    def __repr__(self):
        return f"Vector({', '.join(map(repr, self.values))})"

    def __add__(self, other):
        if isinstance(other, Vector):
            return Vector(*[a + b for a, b in zip(self.values, other.values)])
        if isinstance(other, (int, float)):
            return Vector(*[a + other for a in self.values])
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other): return self + -other
    def __rsub__(self, other): return -self + other
    def __neg__(self): return Vector(*[-a for a in self.values])
    def __pos__(self): return Vector(*self.values)
    def __abs__(self): return sum(a * a for a in self.values) ** 0.5
    def __invert__(self): return Vector(*reversed(self.values))
    def __mul__(self, other): return Vector(*[a * other for a in self.values]) if not isinstance(
            other, Vector) else NotImplemented
    def __rmul__(self, other): return self * other
    def __matmul__(self, other): return sum(a * b for a, b in zip(self.values, other.values))
    def __truediv__(self, other): return self * (1 / other)
    def __floordiv__(self, other): return Vector(*[a // other for a in self.values])
    def __mod__(self, other): return Vector(*[a % other for a in self.values])
    def __pow__(self, n, mod=None): return Vector(*[pow(a, n, mod) for a in self.values])
    def __divmod__(self, other): return self // other, self % other
    def __lshift__(self, n): return Vector(*self.values[n:], *self.values[:n])
    def __rshift__(self, n): return self << -n
    def __and__(self, other): return Vector(*[a & b for a, b in zip(self.values, other.values)])
    def __or__(self, other): return "or"
    def __xor__(self, other): return "xor"
    def __ror__(self, other): return "ror"
    def __eq__(self, other): return isinstance(other, Vector) and self.values == other.values
    def __lt__(self, other): return abs(self) < abs(other)
    def __le__(self, other): return abs(self) <= abs(other)
    def __bool__(self): return any(self.values)
    def __len__(self): return len(self.values)
    def __iadd__(self, other):
        self.values.append(other)
        return self


v, w = Vector(3, 4), Vector(1, 2)
print(v + w, v + 1, 1 + v, v - w, 10 - v, -v, +v, abs(v), ~v, v * 2, 2 * v, v @ w, v / 2, v // 2,
    v % 2, v**2, pow(v, 3, 5), divmod(v, 2), v << 1, v >> 1, v & w, v | w, v ^ w, 5 | v)
print(v == w, v != w, v == Vector(3, 4), v < w, v > w, v <= w, v >= w, bool(v), bool(Vector(0, 0)),
    not Vector(), len(v), max(v, w), sorted([v, w]), sum([v, w], Vector(0, 0)), v == 5, v != 5)
u = v
u += 9
print(u, v, u is v)
u -= w
print(u, v, u is v)
for function in (lambda: v + "a", lambda: "a" + v, lambda: v * w, lambda: v + None, lambda: v["x"],
        lambda: hash(v), lambda: 5 % v, lambda: 5 // v, lambda: v | 1 and v < 5, lambda: w << "a",
        lambda: 5 @ v, lambda: 2 ** v, lambda: int(v), lambda: 5 < v):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


class Left:
    def __add__(self, other): return "Left.add"
    def __eq__(self, other): return "Left.eq"
    def __lt__(self, other): return "Left.lt"


class Right:
    def __radd__(self, other): return "Right.radd"
    def __eq__(self, other): return "Right.eq"
    def __gt__(self, other): return "Right.gt"


class Sub(Left):
    def __radd__(self, other): return "Sub.radd"
    def __eq__(self, other): return "Sub.eq"
    def __gt__(self, other): return "Sub.gt"


class Not:
    def __add__(self, other): return NotImplemented
    def __radd__(self, other): return NotImplemented
    def __eq__(self, other): return NotImplemented
    def __lt__(self, other): return NotImplemented


print(Left() + Right(), 5 + Right(), Left() + Sub(), Sub() + Left(), Left() == Right(),
    Left() == Sub(), Left() < Sub(), Left() < Right(), 5 < Right(), Not() == Not(), Not() == 5,
    Left() != Right())
for function in (lambda: Not() + Not(), lambda: Not() < Not(), lambda: Not() + 5, lambda: 5 + Not(),
        lambda: Not() - 1, lambda: Not() > 1):
    try:
        print(function())
    except TypeError as error:
        print(error)
