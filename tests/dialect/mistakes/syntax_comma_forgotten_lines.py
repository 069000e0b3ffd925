model = Sequential(
    Linear(64, 64)
    Linear(64, 10)
)
