def greet(name):
    print("hi", name)


greet("a", "b")
