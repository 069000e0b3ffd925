print(lenght([1]))
prnt("x")
