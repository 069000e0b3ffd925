# Comparison and equality between int, bool, float, at the edge of precision.
values = [0, 1, -1, True, False, 0.0, -0.0, 1.0, 0.5, 2**53, 2**53 + 1, float(2**53), 10**400,
    -(10**400), float("inf"), float("-inf")]
for a in values:
    row = ""
    for b in values:
        row += ("<" if a < b else "") + (">" if a > b else "") + ("=" if a == b else "") + " "
    print(row)
nan = float("nan")
print(nan == nan, nan != nan, nan < 1, nan > 1, 1 < nan, nan < 10**400, nan is nan, [nan] == [nan],
    nan in [nan])
print(1 == 1.0 == True, {1: "a", 1.0: "b", True: "c"}, {True, 1, 1.0})
print(sorted([3, 1.5, True, -2, 10**20, 1e19, False]))
print(max(1, 1.0), max(1.0, 1), min(True, 1), max(True, 1.0))
print(1 == "1", 1 != "1", None == 0, [] == (), 0 == [], "" == 0)
