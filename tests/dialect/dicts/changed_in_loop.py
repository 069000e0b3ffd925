# Dicts that change while a loop goes over them: what is noticed, and when.
d = {}
d[0] = 0
for what in (d, d.keys(), d.values(), d.items()):
    try:
        for i in what:
            del d[0]
            d[0] = 0
        print("not noticed")
    except RuntimeError as e:
        print(e)


def numbers(x):
    while True:
        x = (x * 1103515245 + 12345) % 2147483648
        yield x >> 8


for seed in range(200):
    r = numbers(seed)
    d = {i: i for i in range(next(r) % 30)}
    for i in range(next(r) % 40):
        if next(r) % 2:
            d.pop(next(r) % 30, None)
        else:
            d[next(r) % 30] = 1
    seen = []
    try:
        for k in d:
            seen.append(k)
            what = next(r) % 4
            if what == 0:
                d.pop(k)
                d[next(r) % 50] = 1
            elif what == 1:
                d.pop(k)
                d[k] = 1
            elif what == 2:
                d[k] = 3
        print(seed, "end", seen, list(d))
    except RuntimeError as e:
        print(seed, e, seen, list(d))
