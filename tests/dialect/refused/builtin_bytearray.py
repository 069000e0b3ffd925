print("before")
bytearray(5)
