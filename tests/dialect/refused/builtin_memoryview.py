print("before")
memoryview(b"x")
