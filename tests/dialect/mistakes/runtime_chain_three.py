try:
    try:
        1 / 0
    except ZeroDivisionError as a:
        raise KeyError("second") from a
except KeyError:
    raise TypeError("third")
