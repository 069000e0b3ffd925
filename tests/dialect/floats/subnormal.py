# Small floats: gradual underflow, their text and arithmetic.
x = 1e-300
while x > 0:
    print(x)
    x /= 97.0
tiny = 5e-324
print(tiny / 2, tiny * 0.5, tiny * 0.6, tiny + tiny, 3 * tiny, tiny * 1e10, -tiny, tiny > 0,
    tiny == 4.9e-324, tiny / 3)
for n in range(1, 40):
    print(n * tiny, n**5 * tiny, n**9 * tiny)
print(2.2250738585072014e-308, 2.225073858507201e-308, 2.2250738585072014e-308 / 2, 1e-310,
    1.234567e-310, 9.88e-324, 1e-323 + 5e-324)
