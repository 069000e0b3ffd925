# A walk through every operation of sets of numbers, printing each set: the order is CPython's.
seed = 11
state = seed * 2654435761 % 2**32 + 1
def rnd(n):
    global state
    state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
    return (state >> 33) % n
sets = [set(), set([1, 2, 3]), set(range(10)), frozenset([5, 6, 99]), {3, 1, 2, 100}]
for step in range(400):
    i = rnd(len(sets)); j = rnd(len(sets)); a = sets[i]; b = sets[j]
    lim = (8, 40, 300, 2**40)[rnd(4)]
    k = rnd(32)
    v = rnd(lim) - lim // 4
    if k >= 26: v = v / 4
    try:
        if k < 6 : a.add(v)
        elif k < 9: a.discard(rnd(40))
        elif k == 9: a = a | b
        elif k == 10: a = a & b
        elif k == 11: a = a - b
        elif k == 12: a = a ^ b
        elif k == 13: a |= b
        elif k == 14: a &= b
        elif k == 15: a -= b
        elif k == 16: a ^= b
        elif k == 17: a = set(list(b))
        elif k == 18: a = {x for x in b}
        elif k == 19: a = a.union(range(rnd(20)), b)
        elif k == 20: a = a.intersection(list(b))
        elif k == 21: a.update([rnd(lim) for _ in range(rnd(30))])
        elif k == 22: a = set(b)
        elif k == 23: a = frozenset(b)
        elif k == 24: print("pop", a.pop() if a else None)
        elif k == 25: a = a.symmetric_difference([rnd(lim) for _ in range(rnd(10))])
        elif k == 26: a.difference_update(list(b)[:rnd(10)])
        elif k == 27: a = set(dict.fromkeys(b))
        elif k == 28: a = a.copy()
        elif k == 29: a = {*a, *b}
        elif k == 30: a.intersection_update(b, list(a)[::2])
        elif k == 31: a = a.difference(b, [rnd(lim)])
    except (AttributeError, KeyError) as e:
        a = set(a)
    sets[i] = a
    if len(a) < 400: print(k, a)
    else: sets[i] = set()
    if rnd(20) == 0: sets[i] = set(range(rnd(50)))
