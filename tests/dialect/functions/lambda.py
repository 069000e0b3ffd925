# Lambdas: defaults, stars, nesting, conditional bodies, immediate calls, storage, recursion.
print((lambda: 42)(), (lambda x: x)(1), (lambda x, y=2: x + y)(1), (lambda *a: a)(1, 2),
    (lambda **k: k)(a=1), (lambda x, *, y: (x, y))(1, y=2), (lambda x: lambda y: x * y)(3)(4),
    (lambda: (yield))().__class__.__name__, (lambda x: x if x > 0 else -x)(-5),
    (lambda x: (x, x))(1), (lambda x: [i for i in range(x)])(3),
    (lambda f, n: f(f, n))(lambda f, n: 1 if n < 2 else n * f(f, n - 1), 6), (lambda x, /: x)(1))
ops = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "id": lambda *a: a}
print([ops[o](5, 3) for o in ops], sorted("bca", key=lambda c: -ord(c)),
    list(map(lambda p: p[0] * p[1], [(1, 2), (3, 4)])),
    list(filter(lambda s: len(s) > 1, ["a", "bb"])), max([(1, 5), (2, 1)], key=lambda p: p[1]),
    [f(2) for f in [lambda x: x, lambda x: x**2]], (lambda a=[]: a.append(1) or a)())
square = lambda x: x * x
print(square(4), square.__name__, callable(square), [(lambda i: i * 10)(i) for i in range(3)],
    [f() for f in [(lambda: i) for i in range(3)]],
    [f() for f in [(lambda i=i: i) for i in range(3)]])
x = 10
f = lambda: x
x = 20
print(f(), (lambda x=x: x)(), (lambda: [x := 5, x])())
compose = lambda *fs: lambda x: compose(*fs[:-1])(fs[-1](x)) if fs else x
print(compose(str, square, lambda x: x + 1)(2), compose()(7),
    (lambda x, y: x and y or "none")(0, 5), (lambda s: s[::-1])("abc"),
    (lambda *args, sep="-": sep.join(map(str, args)))(1, 2, 3, sep="+"))
for bad in (lambda x: 0, lambda: 1 / 0, lambda x, y: 0):
    try:
        bad()
    except Exception as error:
        print(type(error).__name__, error)
