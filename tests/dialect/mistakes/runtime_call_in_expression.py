def half(x):
    return x / 2


y = half(4) + half("4") + half(6)
