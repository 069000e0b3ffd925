double = lambda x: x * missing
print(double(2))
