# Floor division and modulo: the signs of every combination, and divmod's identity.
for a in (7, -7, 0, 1, -1, 2**63 - 1, -2**63, 10**20, -10**20):
    for b in (2, -2, 3, -3, 2**31, -(2**64), 10**19 + 1):
        q, r = divmod(a, b)
        assert q * b + r == a
        assert (q, r) == (a // b, a % b)
        print(a, b, q, r)

print(-7 // 2, -7 % 2, 7 // -2, 7 % -2, -7 // -2, -7 % -2)
print(-(7 // 2), -7 // 1, 0 // -5, 0 % -5)
print(True // True, True % 2, -True, +True, ~True, ~False)
print(divmod(True, 2), divmod(-1, 10**30))
