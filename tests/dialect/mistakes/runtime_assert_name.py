def check(x):
    assert x

check(0)
