def numbers():
    yield 1


class Quiet:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        return True


with Quiet():  # nothing takes a refusal away
    try:
        print(hasattr(numbers(), "gi_frame"))
    finally:
        print("never")
