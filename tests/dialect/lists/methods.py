# Every list method, its return value and its errors.
a = [3, 1, 2]
print(a.append(4), a, a.extend([5, 6]), a, a.extend("ab"), a, a.insert(0, "first"), a,
    a.insert(-1, "x"), a, a.insert(100, "end"), a, a.insert(-100, "start"), a)
print(a.pop(), a.pop(0), a.pop(-2), a.pop(1), a)
print(a.remove("b"), a, a.index(4), a.index(4, 1), a.index(4, -4), a.count(4), a.count("zz"),
    a.reverse(), a, a.copy(), a.copy() is a)
print(a.clear(), a, [1, 2] + [3], [1] * 3, [] * 5, [1, 2] * 0, [1] * -1, 2 * [[]])
a = [1, 2, 3, 2, 1]
for function in (lambda: a.pop(10), lambda: a.pop(-10), lambda: [].pop(), lambda: a.remove(99),
        lambda: a.index(99), lambda: a.index(1, 1, 3), lambda: a.append(), lambda: a.append(1, 2),
        lambda: a.extend(5), lambda: a.extend(None), lambda: a.insert(1), lambda: a.insert("x", 1),
        lambda: a.pop("x"), lambda: a.pop(1.0), lambda: a.index(), lambda: a.count(),
        lambda: a.sort(1), lambda: a.sort(foo=1), lambda: a.push(1), lambda: a.reverse(1),
        lambda: a.copy(1), lambda: a.length, lambda: list(5), lambda: list(1, 2), lambda: list(x=1),
        lambda: a.index("1")):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)
print(a, list(), list("abc"), list((1, 2)), list({"k": 1}), list(range(3)), list({5}),
    list(map(str, [1, 2])), list(a) == a, list(a) is a)
a += (7, 8)
a += "xy"
a += {}
a *= 2
print(a)
b = c = [1]
b += [2]
print(b, c, b is c)
b = b + [3]
print(b, c)
try:
    a += 5
except TypeError as error:
    print(error)
