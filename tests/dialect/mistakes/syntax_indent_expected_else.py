if True:
    pass
else:
print("no")
