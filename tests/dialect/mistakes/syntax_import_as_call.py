import math as f()
