def root(x):
    try:
        return x ** (1 / 3)
    except Exception:
        return "swallowed"


print(root(27))
print(root(-8))
