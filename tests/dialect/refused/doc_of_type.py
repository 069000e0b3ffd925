class Own(dict):
    pass


print(Own.__doc__, Own().__doc__, None.__doc__)
print(getattr({}, "__doc__", "missing"))
