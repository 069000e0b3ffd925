n = int("five")
