# Compound statements inside each other: try in for in while in with in functions in classes.
class Tracker:
    def __init__(self): self.events = []
    def __enter__(self):
        self.events.append("in")
        return self
    def __exit__(self, kind, value, trace):
        self.events.append(kind.__name__ if kind else "out")
        return kind is LookupError

    def work(self, items):
        for i, item in enumerate(items):
            with self:
                while True:
                    try:
                        if item == "skip":
                            break
                        elif item == "lookup":
                            raise LookupError
                        for x in item:
                            if x == 0:
                                continue
                            try:
                                yield 10 // x
                            except ZeroDivisionError:
                                yield "never"
                            else:
                                if x < 0:
                                    break
                            finally:
                                self.events.append(x)
                        else:
                            yield "all"
                    except TypeError as error:
                        yield f"type {error}"
                        if i > 3:
                            return
                        break
                    else:
                        if i % 2:
                            continue_here = False
                            break
                        item = [1] if item != [1] else "skip"
                    finally:
                        self.events.append(f"f{i}")


t = Tracker()
print(list(t.work([[1, 0, 5], "skip", [-2, 3], "lookup", 7, [9]])))
print(t.events)


def deep(n):
    if n:
        for a in range(2):
            if a:
                while n:
                    n -= 1
                    if n == 2:
                        continue
                    try:
                        if n == 1:
                            return [a, n, [deep(0) for _ in range(2)]]
                    finally:
                        n = n if n else 0
            else:
                with Tracker() as inner:
                    pass
                if inner.events != ["in", "out"]:
                    return "wrong"
    else:
        return (lambda: [x if x else y for x in range(2) for y in "ab"])()


print(deep(5), deep(0), deep(1))
result = []
for i in range(4):
    for j in range(4):
        if (i + j) % 3 == 0:
            continue
        elif i * j == 6:
            break
        for k in range(j):
            if k == 2:
                break
            result.append((i, j, k))
        else:
            result.append("k")
    else:
        result.append("j")
print(result)
x = [[(a, b) if a != b else {a: [b]} for b in (lambda n: range(n, n + 2))(a)] for a in range(2)
    if [c for c in "x" if c]]
print(x, [f(y) for f in (lambda v: v + 1, lambda v: [v, *range(v)]) for y in (1, 2)],
    {k: {v: [w for w in range(v)] for v in range(k)} for k in range(3)})
