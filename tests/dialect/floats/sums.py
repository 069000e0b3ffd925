# Accumulated rounding: running sums, means, variance, Kahan, all digit for digit.
import math

values = [((i * 7919) % 1000) / 7 for i in range(500)]
total = 0.0
for v in values:
    total += v
print(total, sum(values), math.fsum(values))
mean = total / len(values)
variance = sum((v - mean) ** 2 for v in values) / (len(values) - 1)
print(mean, variance, variance**0.5)
kahan = c = 0.0
for v in values:
    y = v - c
    t = kahan + y
    c = (t - kahan) - y
    kahan = t
print(kahan)
print(sum([1e16, 1.0, -1e16]), math.fsum([1e16, 1.0, -1e16]), sum([0.1, 0.2, 0.3]),
    sum((0.1, 0.2, 0.3), 1), sum([1, 2, 0.5, 3]), sum([10**20, 0.5]))
x = 1.0
steps = 0
while 1.0 + x != 1.0:
    x /= 2
    steps += 1
print(x, steps)
h = 1e-5
print((math.sin(1 + h) - math.sin(1 - h)) / (2 * h))
print(sum(1 / n for n in range(1, 2000)), sum(1 / n**2 for n in range(1, 2000)),
    sum((-1) ** n / (2 * n + 1) for n in range(2000)) * 4)
