class TrainingError(Exception):
    """Something went wrong."""


def step(n):
    if n == 2:
        raise TrainingError("diverged at", n)


for n in range(5):
    step(n)
