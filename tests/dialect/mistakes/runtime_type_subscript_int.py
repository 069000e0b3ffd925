number = 12
print(number[0] + number[1])
