print(f"{d["k"]}")
