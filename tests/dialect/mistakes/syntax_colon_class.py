class Net
    pass
