value = "text"
print(f"value: {value:.2f}")
