try:
    data = open("data.txt").read()
except Exception:
    data = "default"
print(data)
