for i in range(10 / 2):
    print(i)
