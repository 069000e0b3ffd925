# Digit work and loops over integers with growing values.
def digits(n, base=10):
    out = []
    while True:
        n, d = divmod(n, base)
        out.append(d)
        if not n:
            return out[::-1]


print(digits(0), digits(12345), digits(255, 2), digits(2**70, 16), digits(10**25, 7))
print([n for n in range(1, 10000) if sum(d ** len(str(n)) for d in digits(n)) == n])
n, steps = 89, 0
while str(n) != str(n)[::-1]:
    n += int(str(n)[::-1])
    steps += 1
print(n, steps)
e = 10**60 + sum(10**60 // f for f in [1])
term, total, k = 10**60, 0, 0
while term:
    total += term
    k += 1
    term //= k
print(total, k)


def sqrt_digits(n, places):
    x = n * 10 ** (2 * places)
    guess = 10 ** (len(str(x)) // 2 + 1)
    while True:
        better = (guess + x // guess) // 2
        if better >= guess:
            return guess
        guess = better


print(sqrt_digits(2, 60))


def pi_digits(n):
    def arctan(inverse, unity):
        total = term = unity // inverse
        k, sign = 3, -1
        while term:
            term //= inverse * inverse
            total += sign * (term // k)
            k, sign = k + 2, -sign
        return total
    unity = 10 ** (n + 10)
    return (4 * (4 * arctan(5, unity) - arctan(239, unity))) // 10**10


print(pi_digits(80))
print([int(bin(n)[2:]) for n in range(8)], [bin(n).count("1") for n in range(16)],
    int("".join(map(str, range(1, 30)))), 0b1011 ^ 0b110, [n & -n for n in range(1, 9)])
a, b = 2**127 - 1, 3**80
while b:
    a, b = b, a % b
print(a, (2**127 - 1) % (3**40), (7**77) // (5**55), -(7**77) // (5**55), (7**77) % -(5**55))
print(sum(i**5 for i in range(1000)), sum(1 << i for i in range(0, 130, 13)),
    (1 << 130) - 1 & ~((1 << 64) - 1), (12345678987654321 * 10**20 + 7) % 97)
