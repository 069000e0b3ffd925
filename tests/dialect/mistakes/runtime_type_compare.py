if "5" > 3:
    print("big")
