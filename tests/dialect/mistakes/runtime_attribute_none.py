result = [3, 1, 2].sort()
print(result.index(1))
