try:
    int("x")
except ValueError as e:
    print("handling", e)
    print(e.messages)
