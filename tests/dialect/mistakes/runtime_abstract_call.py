class Base:
    def run(self):
        return self.step(1)


class Child(Base):
    def step(self):
        return 1


Child().run()
