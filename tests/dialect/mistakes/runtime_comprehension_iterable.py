numbers = 5
print([n * 2 for n in numbers])
