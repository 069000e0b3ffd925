class Pairs(zip):
    pass
