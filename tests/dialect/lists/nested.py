# Nested lists: grids, transposition, neighbours, flood fill, rotation, copies.
grid = [list(row) for row in ("..#..", ".##..", ".....", "#...#")]
for row in grid:
    print("".join(row))


def fill(x, y):
    if 0 <= y < len(grid) and 0 <= x < len(grid[0]) and grid[y][x] == ".":
        grid[y][x] = "o"
        return 1 + sum(fill(x + dx, y + dy) for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)))
    return 0


print(fill(0, 0), ["".join(row) for row in grid])
m = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
print([list(r) for r in zip(*m)], [list(r) for r in zip(*m[::-1])], [r[::-1] for r in m],
    sum(m[i][i] for i in range(3)), [m[i][-i - 1] for i in range(3)], sum(sum(r) for r in m),
    [x for r in m for x in r if x % 2], max(max(r) for r in m),
    [[int(i == j) for j in range(3)] for i in range(3)],
    [[a + b for a, b in zip(r, s)] for r, s in zip(m, m)])
m[1][1] = [0]
m[1][1].append(m[0])
print(m, m[1][1][1] is m[0], len(m[1][1]))
triangle = [[0] * i for i in range(4)]
triangle[3][0] = triangle[2]
triangle[2][1] = "deep"
print(triangle, [] in triangle, [0] in triangle)
jagged = [[1], [2, 3], [], [4, 5, 6]]
print([len(r) for r in jagged], sum(map(len, jagged)), sorted(jagged, key=len), sorted(jagged),
    [r[-1] for r in jagged if r], max(jagged), [*jagged[1], *jagged[3]],
    [[c for c in r] for r in jagged if len(r) > 1], list(map(sum, jagged)))
del jagged[0], jagged[-1][1:]
jagged[0] += jagged[-1]
jagged.insert(1, jagged.pop())
print(jagged)
