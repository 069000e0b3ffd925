>>> print(5)
