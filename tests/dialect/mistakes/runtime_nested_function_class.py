def factory():
    class Inner:
        def method(self):
            raise LookupError("inner")
    return Inner


factory()().method()
