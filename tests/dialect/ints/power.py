# Powers: signs, negative exponents, three arguments, modular inverses.
print(2**0, 0**0, (-2)**3, (-2)**4, -2**2, 2**-1, (-2)**-3, 10**-2)
print(2**3**2, (2**3)**2, -3**2)
print(7**50)
print((-7)**51)
print(pow(2, 10), pow(2, 100, 1000007), pow(3, -1, 11), pow(-3, 5, 7), pow(3, 5, -7))
print(pow(10**20, 10**5, 10**9 + 7))
print(2**64 - 1, 2**64, -(2**64), 2**63, -2**63, 2**62 + 2**62)
print(1**10**9, (-1)**(10**9 + 1), 0**10**9)


def attempt(*args):
    try:
        print(pow(*args))
    except Exception as error:
        print(type(error).__name__, error)


attempt(2, 3, 0)
attempt(2, -1, 4)
attempt(2, 3.0, 5)
attempt("2", 3)
attempt(2, None)
attempt(2.5, 2, 3)
print(pow(2, 5, 1), pow(5, 0, 3), pow(0, 0, 1))
print(pow(base=3, exp=4), pow(base=3, exp=4, mod=5))
