# Dates by hand: leap years, weekdays, differences, a printed month, durations in words.
DAYS = "Mon Tue Wed Thu Fri Sat Sun".split()
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December"]


def leap(y): return y % 4 == 0 and y % 100 != 0 or y % 400 == 0
def days_in(y, m): return 29 if m == 2 and leap(y) else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
        31)[m - 1]


class Date:
    def __init__(self, y, m, d):
        if not 1 <= m <= 12:
            raise ValueError(f"month must be in 1..12, not {m}")
        if not 1 <= d <= days_in(y, m):
            raise ValueError(f"day is out of range for month: {d}")
        self.y, self.m, self.d = y, m, d

    @property
    def ordinal(self):
        y = self.y - 1
        return y * 365 + y // 4 - y // 100 + y // 400 + sum(
            days_in(self.y, m) for m in range(1, self.m)) + self.d

    @classmethod
    def from_ordinal(cls, n):
        y = n // 366 + 1
        while cls(y + 1, 1, 1).ordinal <= n:
            y += 1
        m, d = 1, n - cls(y, 1, 1).ordinal + 1
        while d > days_in(y, m):
            d -= days_in(y, m)
            m += 1
        return cls(y, m, d)

    @property
    def weekday(self): return DAYS[(self.ordinal - 1) % 7]
    def __sub__(self, other): return self.ordinal - other.ordinal if isinstance(other,
            Date) else Date.from_ordinal(self.ordinal - other)
    def __add__(self, days): return Date.from_ordinal(self.ordinal + days)
    def __str__(self): return f"{self.y:04}-{self.m:02}-{self.d:02}"
    def __repr__(self): return f"Date({self.y}, {self.m}, {self.d})"
    def __eq__(self, other): return (self.y, self.m, self.d) == (other.y, other.m, other.d)
    def __lt__(self, other): return (self.y, self.m, self.d) < (other.y, other.m, other.d)


a, b = Date(2024, 2, 28), Date(2025, 1, 1)
print(a, b, repr(a), b - a, a + 2, b - 1, a.weekday, b.weekday, a < b, max(a, b),
    (a + 366) == Date(2025, 2, 28), Date(1970, 1, 1).ordinal, Date.from_ordinal(738000),
    all(Date.from_ordinal(n).ordinal == n for n in range(730000, 730800, 13)))
for bad in ((2023, 2, 29), (2023, 13, 1), (2023, 4, 31), (2023, 0, 1)):
    try:
        Date(*bad)
    except ValueError as error:
        print(bad, error)


def month(y, m):
    print(f"{MONTHS[m - 1]} {y}".center(27).rstrip())
    print(" ".join(f"{d:>3}" for d in DAYS))
    first = DAYS.index(Date(y, m, 1).weekday)
    cells = [""] * first + list(range(1, days_in(y, m) + 1))
    for i in range(0, len(cells), 7):
        print(" ".join(f"{c:>3}" for c in cells[i : i + 7]).rstrip())


month(2024, 2)


def words(seconds):
    parts = []
    for name, size in (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1)):
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count} {name}{'s' if count != 1 else ''}")
    if not parts:
        return "no time"
    return ", ".join(parts[:-1]) + (" and " if len(parts) > 1 else "") + parts[-1]


print([words(n) for n in (0, 1, 61, 3600, 90061, 172800, 59, 86399)])
