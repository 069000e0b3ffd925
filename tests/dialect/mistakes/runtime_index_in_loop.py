def argmax(values):
    best = 0
    for i in range(len(values) + 1):
        if values[i] > values[best]:
            best = i
    return best


print(argmax([1, 5, 2]))
