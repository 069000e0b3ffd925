f = lambda: return 5
