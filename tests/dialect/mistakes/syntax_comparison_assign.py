print(x = = 5)
