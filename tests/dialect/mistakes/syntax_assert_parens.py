assert x == 1, 
