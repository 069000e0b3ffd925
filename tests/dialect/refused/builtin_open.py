print("before")
open("data.txt")
