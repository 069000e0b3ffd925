if (n := len(None)) > 1:
    print(n)
