x = 5
print(y)
