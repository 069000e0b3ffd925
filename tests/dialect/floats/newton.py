# Root finding and integration by hand: every digit of the iterates.
def newton(f, df, x, steps):
    for i in range(steps):
        x = x - f(x) / df(x)
        print(i, x)
    return x


newton(lambda x: x * x - 2, lambda x: 2 * x, 1.0, 6)
newton(lambda x: x**3 - x - 2, lambda x: 3 * x**2 - 1, 1.5, 6)
low, high = 0.0, 2.0
while high - low > 1e-6:
    middle = (low + high) / 2
    if middle**2 < 2:
        low = middle
    else:
        high = middle
print(low, high)


def simpson(f, a, b, n):
    h = (b - a) / n
    total = f(a) + f(b)
    for i in range(1, n):
        total += (4 if i % 2 else 2) * f(a + i * h)
    return total * h / 3


print(simpson(lambda x: x**3, 0, 2, 10), simpson(lambda x: 1 / (1 + x * x), 0, 1, 50) * 4)
x, y, dt = 1.0, 0.0, 0.05
for step in range(40):
    x, y = x + y * dt, y - x * dt
    if step % 8 == 0:
        print(step, x, y, x * x + y * y)
