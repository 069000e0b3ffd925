print(f"{'a\n'}")
