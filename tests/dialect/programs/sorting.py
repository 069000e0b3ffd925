# Sorting algorithms side by side, counting comparisons.
class Counted:
    count = 0

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        Counted.count += 1
        return self.value < other.value

    def __repr__(self):
        return str(self.value)


def bubble(a):
    for end in range(len(a) - 1, 0, -1):
        swapped = False
        for i in range(end):
            if a[i + 1] < a[i]:
                a[i], a[i + 1] = a[i + 1], a[i]
                swapped = True
        if not swapped:
            break
    return a


def insertion(a):
    for i in range(1, len(a)):
        item, j = a[i], i
        while j > 0 and item < a[j - 1]:
            a[j] = a[j - 1]
            j -= 1
        a[j] = item
    return a


def selection(a):
    for i in range(len(a)):
        least = i
        for j in range(i + 1, len(a)):
            if a[j] < a[least]:
                least = j
        a[i], a[least] = a[least], a[i]
    return a


def merge(a):
    if len(a) < 2:
        return a
    left, right = merge(a[: len(a) // 2]), merge(a[len(a) // 2 :])
    out, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        if right[j] < left[i]:
            out.append(right[j])
            j += 1
        else:
            out.append(left[i])
            i += 1
    return out + left[i:] + right[j:]


def quick(a):
    if not a:
        return []
    pivot, *rest = a
    return quick([x for x in rest if x < pivot]) + [pivot] + quick(
        [x for x in rest if not x < pivot])


def heap(a):
    def sift(start, end):
        root = start
        while (child := 2 * root + 1) <= end:
            if child + 1 <= end and a[child] < a[child + 1]:
                child += 1
            if not a[root] < a[child]:
                return
            a[root], a[child] = a[child], a[root]
            root = child

    for start in range(len(a) // 2 - 1, -1, -1):
        sift(start, len(a) - 1)
    for end in range(len(a) - 1, 0, -1):
        a[0], a[end] = a[end], a[0]
        sift(0, end - 1)
    return a


def shell(a):
    gap = len(a) // 2
    while gap:
        for i in range(gap, len(a)):
            item, j = a[i], i
            while j >= gap and item < a[j - gap]:
                a[j] = a[j - gap]
                j -= gap
            a[j] = item
        gap //= 2
    return a


def counting(a):
    counts = [0] * (max(x.value for x in a) + 1)
    for x in a:
        counts[x.value] += 1
    return [Counted(v) for v, n in enumerate(counts) for _ in range(n)]


state = 11
data = []
for _ in range(40):
    state = (state * 75 + 74) % 65537
    data.append(state % 50)
expected = sorted(data)
for algorithm in (bubble, insertion, selection, merge, quick, heap, shell, counting):
    Counted.count = 0
    result = algorithm([Counted(v) for v in data])
    print(
        f"{algorithm.__name__:<10}{[x.value for x in result] == expected!s:<6}{Counted.count:>5} {result[:5]}...{result[-3:]}")
