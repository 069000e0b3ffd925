print(f"hello {nme} and {1 + 1}")
