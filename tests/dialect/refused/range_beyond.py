try:
    print(range(10**20))
except OverflowError:
    print("caught")
