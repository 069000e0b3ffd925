if model.training = True:
    pass
