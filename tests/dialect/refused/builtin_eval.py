print("before")
eval("1 + 1")
