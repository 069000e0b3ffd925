items = ["a", "b"]
middle = len(items) / 2
print(items[middle])
