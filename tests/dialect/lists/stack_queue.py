# A stack, a queue, a matrix and searching with nothing but lists.
def balanced(text):
    stack, pairs = [], {")": "(", "]": "[", "}": "{"}
    for c in text:
        if c in "([{":
            stack.append(c)
        elif c in pairs:
            if not stack or stack.pop() != pairs[c]:
                return False
    return not stack


def rpn(text):
    stack = []
    for token in text.split():
        if token in "+-*/":
            b, a = stack.pop(), stack.pop()
            stack.append({"+": a + b, "-": a - b, "*": a * b, "/": a / b if b else None}[token])
        else:
            stack.append(float(token) if "." in token else int(token))
    return stack


def binary_search(items, wanted):
    low, high = 0, len(items) - 1
    while low <= high:
        middle = (low + high) // 2
        if items[middle] == wanted:
            return middle
        low, high = (middle + 1, high) if items[middle] < wanted else (low, middle - 1)
    return -1


print([balanced(t) for t in ("", "()", "([{}])", "(]", "(", "a(b)c", ")(")])
print(rpn("3 4 + 2 *"), rpn("5 1 2 + 4 * + 3 -"), rpn("1 2 3"), rpn("2.5 2 /"))
evens = list(range(0, 100, 2))
print([binary_search(evens, n) for n in (0, 98, 50, 51, -1, 100)])
matrix = [[1, 2, 3], [4, 5, 6]]
print([list(row) for row in zip(*matrix)], [sum(row) for row in matrix],
    [[sum(a * b for a, b in zip(r, c)) for c in zip(*[[1, 0], [0, 1], [1, 1]])] for r in matrix])
queue = [("start", 0)]
seen = {"start"}
graph = {"start": ["a", "b"], "a": ["c"], "b": ["c", "d"], "c": ["d"], "d": ["start"]}
while queue:
    node, depth = queue.pop(0)
    print(node, depth, end="; ")
    for following in graph[node]:
        if following not in seen:
            seen.add(following)
            queue.append((following, depth + 1))
print()
print(max(evens, key=lambda x: (x % 7, x)), [x for row in matrix for x in row], sum(matrix, []),
    any(5 in row for row in matrix), [row[::-1] for row in matrix[::-1]])
