# Comparison of lists and tuples, membership, identity, aliasing.
lists = [[], [1], [1, 2], [2], [1, 1], [1.0], [True, 2.0], ["a"], [[1]], [None]]
for a in lists:
    row = []
    for b in lists:
        try:
            row.append((a < b) + 2 * (a == b) + 4 * (a > b) + 8 * (a <= b) + 16 * (a != b))
        except TypeError as error:
            row.append(str(error)[:30])
    print(a, row)
print((1, 2) < (1, 3), (1,) < (1, 0), () < (0,), (1, 2) == [1, 2], (1, 2) != [1, 2],
    (1, "a") < (2, 5), ("a", 1) > ("a", 0), [1, 2] == [1.0, 2.0], [[1]] == [[True]])
print(1 in [1, 2], 1.0 in [1], "a" in ["ab"], None in [None], [] in [[]], 3 not in (1, 2),
    True in [1], (1, 2) in [(1, 2)], float("nan") in [float("nan")])
for function in (lambda: [1] < (1,), lambda: (1,) < [1], lambda: [1] < 1, lambda: [1] + (1,),
        lambda: (1,) + [1], lambda: [1] * [1], lambda: [1] * "a", lambda: [1] - [1],
        lambda: [1] * 1.0, lambda: (1,) * None, lambda: 1 in 5, lambda: [1] in "ab",
        lambda: [1] & [2], lambda: -[1], lambda: [1] / 2, lambda: [1, "a"] < [1, 2],
        lambda: [1] + None, lambda: {} < {}, lambda: {} + {}, lambda: {1} + {2}, lambda: None + 1,
        lambda: None < None, lambda: object() < object(), lambda: len < len, lambda: int < str,
        lambda: [] < None):
    try:
        print(function())
    except TypeError as error:
        print(error)
grid = [[0] * 3] * 2
grid[0][0] = 1
print(grid, grid[0] is grid[1])
grid = [[0] * 3 for _ in range(2)]
grid[0][0] = 1
print(grid)
