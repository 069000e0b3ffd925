def f():
    try:
        return 1 / 0
    finally:
        print("cleaning up")
        undefined_in_finally


f()
