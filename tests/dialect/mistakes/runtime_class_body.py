class Model:
    layers = 3
    size = layers / 0
