print(len.__doc__ is None)
