class Loader:
    def __init__(self, data):
        self.data = data

    def __getitem__(self, i):
        return self.data[i] + 1


for item in Loader([1, None]):
    print(item)
