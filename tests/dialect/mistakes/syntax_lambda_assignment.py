lambda: (x = 1)
