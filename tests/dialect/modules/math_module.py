# math: constants, functions digit for digit, domain and type errors.
import math

print(math.pi, math.e, math.tau, math.inf, math.nan, -math.inf)
for x in (0.0, 0.5, 1, 2, 10, 100.25, 1e-9, 1e9):
    print(x, math.sqrt(x), math.exp(min(x, 500)), math.sin(x), math.cos(x), math.tan(x),
        math.atan(x), math.sinh(min(x, 20)), math.cosh(min(x, 20)), math.tanh(x), math.log1p(x),
        math.expm1(min(x, 100)), math.floor(x), math.ceil(x), math.trunc(-x), math.fabs(-x),
        math.degrees(x), math.radians(x))
for x in (0.1, 1, 2, 8, 10, 1000, 2**100, 10**400):
    print(math.log(x), math.log2(x), math.log10(x), math.log(x, 2), math.log(x, 10))
print(math.asin(0.5), math.acos(0.5), math.atan2(1, -1), math.atan2(-0.0, -1), math.hypot(3, 4),
    math.hypot(1, 2, 3), math.hypot(), math.pow(2, 0.5), math.fmod(-7, 3), math.modf(3.25),
    math.modf(-0.5), math.frexp(10.0), math.ldexp(0.5, 4), math.copysign(3, -0.0),
    math.dist((1, 2), (4, 6)), math.cbrt(27), math.exp2(5), math.remainder(7, 2),
    math.nextafter(1.0, 2.0), math.ulp(1.0))
print(math.factorial(0), math.factorial(25), math.gcd(12, 18), math.gcd(), math.gcd(0, 5, -10),
    math.lcm(4, 6), math.lcm(), math.comb(10, 3), math.comb(3, 10), math.perm(5, 2), math.perm(5),
    math.isqrt(10**20 + 1), math.isqrt(0), math.prod([1, 2, 3.5]), math.prod([]),
    math.prod([2], start=5), math.fsum([0.1] * 10))
print(math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1), math.isclose(0.1 + 0.2, 0.3),
    math.isclose(1, 1.1), math.isclose(1, 1.05, rel_tol=0.1), math.isclose(0, 1e-10, abs_tol=1e-9),
    math.floor(-0.5), math.ceil(-0.5), math.floor(2**70), math.ceil(1e20), math.trunc(2.9))
print(math.gamma(5), math.gamma(0.5), math.lgamma(10), math.erf(0.5), math.erfc(0.5))
for function in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.log(-1),
        lambda: math.log(0.0), lambda: math.log10(0), lambda: math.log2(-5), lambda: math.acos(2),
        lambda: math.exp(1000), lambda: math.pow(0, -1), lambda: math.pow(-8, 1 / 3),
        lambda: math.pow(10, 400), lambda: math.factorial(-1), lambda: math.factorial(2.5),
        lambda: math.factorial("5"), lambda: math.sqrt("4"), lambda: math.sqrt(None),
        lambda: math.sqrt(), lambda: math.sqrt(1, 2), lambda: math.floor("a"),
        lambda: math.floor(math.inf), lambda: math.ceil(math.nan), lambda: math.gcd(1.5, 2),
        lambda: math.isqrt(-1), lambda: math.comb(-1, 2), lambda: math.comb(5.0, 2),
        lambda: math.fmod(1, 0), lambda: math.log(1, 1), lambda: math.log(2, 0),
        lambda: math.sin(math.inf), lambda: math.tan("x"), lambda: math.isnan("x"),
        lambda: math.nothing, lambda: math.fsum(["a"]), lambda: math.prod(["a"]),
        lambda: math.atanh(1), lambda: math.cosh(1000), lambda: math.gamma(0),
        lambda: math.gamma(200), lambda: math.ldexp(1.0, 5000), lambda: math.dist((1,), (1, 2)),
        lambda: math.log(10**400, 0.5), lambda: math.sqrt(10**400), lambda: math.hypot("a"),
        lambda: math.modf("a"), lambda: math.log()):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)
print(math.__name__, type(math).__name__)
