print("before")
help()
