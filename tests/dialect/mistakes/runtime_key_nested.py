config = {"model": {"layers": 2}}
print(config["model"]["hidden"])
