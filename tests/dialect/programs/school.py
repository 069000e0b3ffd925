# Grades with nested dicts, statistics, ranking, formatting: a typical exercise.
students = {
    "Alice": {"math": [90, 85.5, 77], "art": [100]},
    "Bob": {"math": [60], "art": [], "music": [70, 71]},
    "Cleo": {},
}


def average(values, default=None):
    values = list(values)
    try:
        return sum(values) / len(values)
    except ZeroDivisionError:
        return default


def all_grades(record):
    return [grade for grades in record.values() for grade in grades]


def median(values):
    ordered = sorted(values)
    n = len(ordered)
    if not n:
        raise ValueError("median of nothing")
    return ordered[n // 2] if n % 2 else (ordered[n // 2 - 1] + ordered[n // 2]) / 2


def deviation(values):
    m = average(values)
    return (sum((v - m) ** 2 for v in values) / (len(values) - 1)) ** 0.5


for name, record in students.items():
    grades = all_grades(record)
    mean = average(grades)
    label = "no grades" if mean is None else f"{mean:6.2f}"
    print(f"{name:>6}: {label:>10} {grades}")
    for subject, marks in sorted(record.items()):
        print(f"{'':8}{subject:.<10}{average(marks, 0):.>8.1f}")
every = [g for record in students.values() for g in all_grades(record)]
print(average(every), median(every), median(every[:-1]), deviation(every), max(every), min(every),
    round(average(every), 1))
try:
    median([])
except ValueError as error:
    print("Error:", error)
subjects = sorted({subject for record in students.values() for subject in record})
print("".join(f"{s:>8}" for s in ["name", *subjects]))
for name in students:
    print("".join(f"{c:>8}" for c in [name] + [len(students[name].get(s, [])) for s in subjects]))
ranking = sorted(students, key=lambda n: average(all_grades(students[n]), -1), reverse=True)
print(ranking, dict(enumerate(ranking, start=1)), [*zip(ranking, range(1, 4))])
students["Bob"]["math"].append(65)
students.setdefault("Dan", {}).setdefault("art", []).extend([50, 55])
print(students["Bob"], students["Dan"], len(students), "Eve" in students,
    students.get("Eve", {}).get("math", "none"))
letters = {range(90, 101): "A", range(80, 90): "B", range(0, 80): "C"}
print([next(letter for r, letter in letters.items() if int(g) in r) for g in every])
histogram = {}
for g in every:
    histogram[int(g) // 10 * 10] = histogram.get(int(g) // 10 * 10, 0) + 1
for bucket in sorted(histogram):
    print(f"{bucket:>3}-{bucket + 9:<3} {'#' * histogram[bucket]}")
