from . import x, (y)
