print(f"{x +}")
