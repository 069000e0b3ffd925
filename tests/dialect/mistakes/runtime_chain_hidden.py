try:
    {}["a"]
except KeyError:
    raise ValueError("only this one") from None
