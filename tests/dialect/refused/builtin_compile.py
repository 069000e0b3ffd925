print("before")
compile("1", "f", "eval")
