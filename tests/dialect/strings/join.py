# join: lists, generators, empties, errors with the position.
print(",".join(["a", "b", "c"]), "".join([]), "-".join(["x"]), ", ".join("abc"),
    "".join(str(i) for i in range(10)), "é".join(("a", "漢")), "x".join({"k": 1, "l": 2}))
for argument in ([1], ["a", 2], ["a", None, "b"], [b"x"], 5, None, ["a", ["b"]],
        (c for c in ["ok", 3.5])):
    try:
        print(",".join(argument))
    except TypeError as error:
        print(error)
print("".join(sorted("the quick brown fox")), "".join(reversed("abc")),
    "|".join(map(str, [1, 2.0, None, True])), len("ab".join(["x"] * 1000)))
