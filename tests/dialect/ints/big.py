# Integers past 64 bits: carry, borrow, products, quotients, comparison, text.
a = 123456789012345678901234567890
b = 987654321098765432109876543210
print(a + b, a - b, b - a, a * b, b // a, b % a, -b // a, -b % a)
print(a * a * a * a)
print(a == 123456789012345678901234567890, a < b, a > b, a <= a, a != b, -a < 0, hash(2**61 - 1),
    hash(2**61), hash(-1), hash(-2))
x = 2**63 - 1
for step in range(3):
    print(x, x + step, -x - step - 1)
x = 9223372036854775807
print(x + 1, -x - 2, x * x, x * -1, x - -1)
print(-9223372036854775808 // -1, abs(-9223372036854775808), -(-9223372036854775808))
print(4611686018427387904 * 2, 3037000500 * 3037000500, -3037000500 * 3037000500)
total = 0
for i in range(1, 200):
    total = total * 7 + i
print(total)
f = 1
for i in range(1, 61):
    f *= i
print(f)
while f > 1:
    f //= 97
print(f)
print(int("9" * 60) + 1, int("-" + "8" * 40))
print(10**40 == 10.0**40, 10**22 == 10.0**22, 2**53 + 1 == float(2**53 + 1),
    2**53 + 1 > float(2**53))
print(bool(10**30), not 10**30, bool(-(10**30)))
print(str(2**200)[::-1], len(str(3**1000)))
