options = {"lr": 0.1,
           "epochs": 3

for key in options:
    print(key)
