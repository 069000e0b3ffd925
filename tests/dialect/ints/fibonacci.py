# Long sums of big integers, iteratively, recursively with a memo, and by doubling.
def fib(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


memo = {0: 0, 1: 1}


def fib_memo(n):
    if n not in memo:
        memo[n] = fib_memo(n - 1) + fib_memo(n - 2)
    return memo[n]


def fib_doubling(n):
    if n == 0:
        return (0, 1)
    a, b = fib_doubling(n // 2)
    c = a * (2 * b - a)
    d = a * a + b * b
    return (d, c + d) if n % 2 else (c, d)


print(fib(10), fib(93), fib(200))
print(fib_memo(200))
print(fib_doubling(1000)[0])
print(fib(300) == fib_memo(300) == fib_doubling(300)[0])
print(sum(int(digit) for digit in str(fib(500))))
