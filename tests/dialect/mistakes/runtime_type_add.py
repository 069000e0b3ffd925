name = "Ann"
age = 5
print("Hello " + name + ", you are " + age)
