print("before")
breakpoint()
