# import, from, as, several at once, inside functions and try, names bound, missing ones.
import collections
import math
import math as m
import os, sys as system
from collections import (
    OrderedDict,
    defaultdict as dd,
)
from math import pi
from math import sqrt as root, floor

print(math is m, m.pi == pi, root(16), floor(2.5), dd(int)["x"],
    OrderedDict is collections.OrderedDict, system.argv is not None, type(math), math.__name__)


def lazy():
    import random as r
    from itertools import count
    return r.Random(1).random(), next(count(3))


print(lazy())
try:
    r
except NameError as error:
    print(error)
for attempt in range(3):
    try:
        if attempt == 0:
            import nonexistent_module
        elif attempt == 1:
            from math import nonexistent_name
        else:
            from nonexistent_package import something
    except ModuleNotFoundError as error:
        print("module", type(error).__name__, str(error).split(" (")[0], error.name)
    except ImportError as error:
        print("name", type(error).__name__, str(error).split(" (")[0], error.name)
try:
    import numpy_is_not_here as np
except ImportError:
    np = None
print(np, math.sqrt is root)


class WithImport:
    from math import cos, tau

    def area(self): return self.tau


print(WithImport().area(), WithImport.cos(0))
math.custom = 5
print(m.custom)
if True:
    from math import *
print(sin(0), ceil(1.5), e, __name__)
sqrt = "shadowed"
print(sqrt, math.sqrt(4))
