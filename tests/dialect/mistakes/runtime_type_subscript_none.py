def find():
    pass


print(find()[0])
