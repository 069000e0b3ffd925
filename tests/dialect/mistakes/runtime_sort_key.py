print(sorted(["a", 1], key=lambda v: v.lower()))
