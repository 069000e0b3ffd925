# heapq and bisect.
import bisect
import heapq
import random

random.seed(11)
heap = []
for value in [5, 3, 8, 1, 9, 2, 7]:
    heapq.heappush(heap, value)
print(heap, [heapq.heappop(heap) for _ in range(7)], heap)
numbers = [random.randrange(100) for _ in range(40)]
heap = numbers[:]
heapq.heapify(heap)
print(heap)
print(heapq.heapreplace(heap, 50), heapq.heappushpop(heap, 1), heapq.heappushpop(heap, 99), heap)
print(heapq.nlargest(3, numbers), heapq.nsmallest(4, numbers), heapq.nlargest(2, ["a", "ccc", "bb"], key=len), heapq.nsmallest(0, numbers))
print(list(heapq.merge([1, 4, 7], [2, 4, 8], [0])), list(heapq.merge("dca", "eb", reverse=True)), list(heapq.merge(["a", "bbb"], ["cc"], key=len)))
tasks = [(2, "two"), (1, "one"), (2, "deux")]
heapq.heapify(tasks)
print([heapq.heappop(tasks) for _ in range(3)])
for wrong in (lambda: heapq.heappop([]), lambda: heapq.heapify((1, 2)), lambda: heapq.heappush((1,), 2), lambda: heapq.heappush([1], "a")):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
row = [1, 3, 3, 5, 8]
print(bisect.bisect(row, 3), bisect.bisect_left(row, 3), bisect.bisect_right(row, 9), bisect.bisect_left(row, 0), bisect.bisect(row, 3, 0, 2))
bisect.insort(row, 4)
bisect.insort_left(row, 3)
print(row, bisect.bisect_left(["a", "BB", "ccc"], 2, key=len))
grade = lambda score: "FDCBA"[bisect.bisect([60, 70, 80, 90], score)]
print([grade(score) for score in (33, 99, 77, 70, 89, 90, 100)])
try:
    bisect.bisect([1], 1, -1)
except ValueError as error:
    print(error)
