# A fraction class, a polynomial class and a complex number class, with every operator they need.
from math import gcd


class Fraction:
    def __init__(self, n, d=1):
        if d == 0:
            raise ZeroDivisionError(f"Fraction({n}, 0)")
        sign, g = (-1 if d < 0 else 1), gcd(n, d)
        self.n, self.d = sign * n // g, sign * d // g

    @staticmethod
    def of(x): return x if isinstance(x, Fraction) else Fraction(x) if isinstance(x,
            int) else NotImplemented
    def __add__(self, o): return NotImplemented if (
            o := self.of(o)) is NotImplemented else Fraction(self.n * o.d + o.n * self.d,
            self.d * o.d)
    def __mul__(self, o): return NotImplemented if (
            o := self.of(o)) is NotImplemented else Fraction(self.n * o.n, self.d * o.d)
    def __neg__(self): return Fraction(-self.n, self.d)
    def __sub__(self, o): return self + -o
    def __rsub__(self, o): return -self + o
    def __truediv__(self, o): return self * Fraction(1) if o == 1 else self * Fraction(self.of(o).d,
            self.of(o).n)
    def __rtruediv__(self, o): return self.of(o) / self
    def __pow__(self, k): return Fraction(self.n**k, self.d**k) if k >= 0 else Fraction(self.d**-k,
            self.n**-k)
    def __eq__(self, o): return (o := self.of(o)) is not NotImplemented and (self.n,
            self.d) == (o.n, o.d)
    def __lt__(self, o): return self.n * self.of(o).d < self.of(o).n * self.d
    def __hash__(self): return hash((self.n, self.d))
    def __float__(self): return self.n / self.d
    def __repr__(self): return f"{self.n}/{self.d}" if self.d != 1 else str(self.n)
    def __bool__(self): return self.n != 0
    __radd__, __rmul__ = __add__, __mul__


a, b = Fraction(1, 3), Fraction(-2, 4)
print(a + b, a - b, a * b, a / b, a**3, a**-2, -a, 1 - a, 2 * a, 1 / a, a + 1, 3 + a,
    a == Fraction(2, 6), a < b, sorted([a, b, Fraction(0)]), float(a), bool(a - a), sum([a, b, 1]),
    {a: 1}[Fraction(2, 6)], max(a, b))
for bad in (lambda: Fraction(1, 0), lambda: a + "x", lambda: "x" + a, lambda: a / 0,
        lambda: a + 0.5, lambda: a % 2):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
harmonic = Fraction(0)
for n in range(1, 31):
    harmonic += Fraction(1, n)
print(harmonic, float(harmonic))


class Polynomial:
    def __init__(self, *coefficients):
        c = list(coefficients)
        while c and not c[-1]:
            c.pop()
        self.c = c

    def __call__(self, x):
        result = 0
        for c in reversed(self.c):
            result = result * x + c
        return result

    def __add__(self, o):
        n = max(len(self.c), len(o.c))
        return Polynomial(*[a + b for a, b in zip(self.c + [0] * (n - len(self.c)),
            o.c + [0] * (n - len(o.c)))])

    def __mul__(self, o):
        out = [0] * (len(self.c) + len(o.c))
        for i, a in enumerate(self.c):
            for j, b in enumerate(o.c):
                out[i + j] += a * b
        return Polynomial(*out)

    def __divmod__(self, o):
        rest, quotient = self.c[:], [Fraction(0)] * max(0, len(self.c) - len(o.c) + 1)
        for i in range(len(quotient) - 1, -1, -1):
            quotient[i] = Fraction.of(rest[i + len(o.c) - 1]) / o.c[-1]
            rest = [r - quotient[i] * (o.c[j - i] if 0 <= j - i < len(o.c) else 0) for j,
                r in enumerate(rest)]
        return Polynomial(*quotient), Polynomial(*rest)

    def derivative(self): return Polynomial(*[i * c for i, c in enumerate(self.c)][1:])

    def __str__(self):
        terms = [f"{c}" + ("" if i == 0 else "x" if i == 1 else f"x^{i}") for i,
            c in enumerate(self.c) if c]
        return " + ".join(terms[::-1]) or "0"


p, q = Polynomial(-1, 0, 3, 2), Polynomial(1, 2)
print(p, q, p + q, p * q, p.derivative(), p(2), p(0.5), [p(x) for x in range(-2, 3)], Polynomial(),
    sep=" | ")
quotient, rest = divmod(p, q)
print(quotient, rest, quotient * q + rest, sep=" | ")


class Complex:
    def __init__(self, re, im=0.0): self.re, self.im = re, im
    def __add__(self, o): return Complex(self.re + o.re, self.im + o.im)
    def __mul__(self, o): return Complex(self.re * o.re - self.im * o.im,
            self.re * o.im + self.im * o.re)
    def __abs__(self): return (self.re**2 + self.im**2) ** 0.5
    def __repr__(self): return f"({self.re:g}{self.im:+g}j)"


print(Complex(1, 2) * Complex(3, -1), Complex(0.5, 0.25) + Complex(1), abs(Complex(3, 4)))
for y in range(-6, 7, 2):
    line = ""
    for x in range(-20, 8):
        z, c, n = Complex(0.0), Complex(x / 10, y / 5), 0
        while abs(z) < 2 and n < 20:
            z, n = z * z + c, n + 1
        line += " .:-=+*#%@"[n // 2] if n < 20 else "@"
    print(line.rstrip())
