print("before")
input("Your name? ")
