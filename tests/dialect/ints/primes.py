# Small number theory: sieve, gcd, factorisation, modular exponent, perfect numbers.
def sieve(limit):
    flags = [True] * (limit + 1)
    flags[0:2] = [False, False]
    for n in range(2, int(limit**0.5) + 1):
        if flags[n]:
            flags[n * n :: n] = [False] * len(flags[n * n :: n])
    return [n for n, prime in enumerate(flags) if prime]


def gcd(a, b):
    while b:
        a, b = b, a % b
    return abs(a)


def factor(n):
    found = []
    p = 2
    while p * p <= n:
        while not n % p:
            found.append(p)
            n //= p
        p += 1 if p == 2 else 2
    return found + [n] if n > 1 else found


def egcd(a, b):
    if not b:
        return a, 1, 0
    g, x, y = egcd(b, a % b)
    return g, y, x - a // b * y


primes = sieve(1000)
print(len(primes), primes[:10], primes[-5:])
print(gcd(1071, 462), gcd(-12, 18), gcd(0, 5), gcd(10**20, 6**30))
print(factor(360), factor(9973), factor(2**31 - 2), factor(600851475143))
g, x, y = egcd(240, 46)
print(g, x, y, 240 * x + 46 * y)
print([n for n in range(2, 1000) if sum(d for d in range(1, n) if n % d == 0) == n])
p, q, e = 10**9 + 7, 998244353, 65537
d = pow(e, -1, (p - 1) * (q - 1))
message = 123456789012345
print(pow(pow(message, e, p * q), d, p * q) == message)
