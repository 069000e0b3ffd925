# ** with floats: roots, negative bases with whole exponents, overflow, special values.
inf, nan = float("inf"), float("nan")
print(2.0**3, 2**0.5, 9**0.5, 27**(1 / 3), (-8.0)**3, (-8)**3.0, (-2.0)**-3, 2**-0.5, 4**-0.5,
    0.0**0, 0**0.0, inf**0, nan**0, 1**nan, 1.0**inf)
print(2.0**-1074, 2.0**-1075, 2.0**1023, inf**-1, (-inf)**3, (-inf)**2, (-inf)**-3, 0.0**2.5,
    (-0.0)**3, 0.5**inf, 0.5**-inf, (-1.0)**inf)
print(10.0**2, 10.0**-2, 10.0**15, 10.0**16, 10.0**22, 10**-3, 1.1**10, 1.0001**10000)
for a, b in ((0.0, -1), (-0.0, -3.0), (0, -0.5), (2.0, 1024), (10.0, 309), (-10.0, 309),
        (1e200, 2)):
    try:
        print(a**b)
    except (ZeroDivisionError, OverflowError) as error:
        print(type(error).__name__, error)
x = 1.5
x **= 2
print(x)
x **= -1
print(x)
