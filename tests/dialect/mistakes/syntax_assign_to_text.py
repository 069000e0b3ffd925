"name" = 3
