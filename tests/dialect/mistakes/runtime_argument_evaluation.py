def f(*args):
    return args


f(1, 2 / 0, 3)
