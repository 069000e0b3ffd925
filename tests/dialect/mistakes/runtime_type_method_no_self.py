class Counter:
    def up():
        pass


c = Counter()
c.up()
