try:
    int("x")
except ValueError as e:
    error = e
raise error
