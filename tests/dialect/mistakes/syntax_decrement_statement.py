i--
print(i)
