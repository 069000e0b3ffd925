while x = next_one():
    print(x)
