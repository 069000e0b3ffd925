a, b = 1, 2
assert a == 1 and b == 3
