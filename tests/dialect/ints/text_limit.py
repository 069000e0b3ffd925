# The limit of 4,300 digits between int and text.
big = 10**4299
print(len(str(big)))
for function in (lambda: str(10**4300), lambda: repr(10**5000), lambda: int("1" * 4301),
        lambda: f"{10**4300}",
                 lambda: "%d" % 10**4300):
    try:
        text = function()
        print(len(str(text)))
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
print(len(hex(10**5000)), len(bin(2**20000)))
print(int("f" * 5000, 16).bit_length())
print(10**5000 % 1000007, (10**5000).bit_length())
