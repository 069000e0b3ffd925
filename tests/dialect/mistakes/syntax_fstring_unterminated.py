print(f"{x)
