class Timer:
    def __enter__(self):
        return self

    def __exit__(self, *exc):
        print("exit", exc[0].__name__)


with Timer() as t:
    t.start
