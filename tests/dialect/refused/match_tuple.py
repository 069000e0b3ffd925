point = (0, 1)
match point:
    case (0, y):
        print(y)
