# * and ** in calls, displays and returns.
def show(*args, **kwargs):
    print(args, kwargs)


show(*[1, 2], 3, *(4,), *"ab", *range(2), *{"k": 1}, *{7}, x=1, **{"y": 2}, **{"z": 3})
show(*[], **{})
show(**dict(a=1), b=2)
print([*range(3), *"ab"], (*[1], 2), {*[1, 2], *{2}}, {**{"a": 1}, "b": 2, **{"a": 3}}, [*[*[1]]],
    *[], *(1, 2))


def pair():
    return 1, *[2, 3]


def three(a, b, c=0):
    return a, b, c


print(pair(), three(*pair()), three(*"ab"), three(**{"a": 1, "b": 2}), three(1, *[2], **{"c": 3}))
for function in (lambda: three(*5), lambda: three(**5), lambda: three(**{1: 2}),
        lambda: three(*[1], **{"a": 2}), lambda: three(*"abcd"), lambda: three(1, 2, 3, *[4]),
        lambda: three(a=1, **{"a": 2}), lambda: show(**{"x": 1}, **{"x": 2}),
        lambda: show(x=1, **{"x": 2}), lambda: three(*None), lambda: three(**None),
        lambda: three(**[("a", 1)])):
    try:
        print(function())
    except TypeError as error:
        print(error)
for x in *[1, 2], 3:
    print(x, end=" ")
print()
x = *[1, 2], 3
a = [1, 2, 3]
print(x, max(*a), max(*a, 10), [*a, *a][::2], dict(**{"k": 1}), [*zip(*[(1, 2), (3, 4)])],
    list(map(lambda *v: sum(v), a, a, a)))
