def risky():
    raise KeyError("k")


try:
    risky()
except KeyError:
    print("logging")
    raise
