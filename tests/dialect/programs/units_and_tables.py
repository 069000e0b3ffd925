# Conversion tables, multiplication tables, interest, number formatting: beginners' programs.
for celsius in range(-40, 101, 35):
    print(f"{celsius:>4}°C = {celsius * 9 / 5 + 32:>6.1f}°F = {celsius + 273.15:.2f} K")
print("     " + "".join(f"{i:4d}" for i in range(1, 8)))
for i in range(1, 8):
    print(f"{i:4d} " + "".join(f"{i * j:4d}" for j in range(1, 8)))
balance, rate = 1000.0, 0.035
for year in range(1, 11):
    balance += balance * rate
    if year % 5 == 0 or year == 1:
        print("Year %2d: %10.2f" % (year, balance))
years, b = 0, 1000
while b < 2000:
    b *= 1.07
    years += 1
print(years, b)
for n in (1234567.891, 0.00012345, 1e10, 42):
    print(n, f"{n:,}", f"{n:,.2f}", f"{n:.3e}", f"{n:g}", f"{n:>15.4f}", f"{n:.1%}",
        "%s|%12.3f|%-12g|" % (n, n, n), round(n, 2), int(n), str(n).zfill(12))
sizes = [1, 1023, 1024, 1536, 10**6, 5 * 2**30, 2**60]


def human(n):
    for unit in ("B", "KiB", "MiB", "GiB", "TiB"):
        if n < 1024:
            return f"{n:.1f} {unit}" if unit != "B" else f"{n} B"
        n /= 1024
    return f"{n:.1f} PiB"


print([human(n) for n in sizes])
bill, people, tip = 84.35, 3, 0.15
share = round(bill * (1 + tip) / people, 2)
print(
    f"Each pays ${share}, total ${share * people:.2f},",
    f"difference {share * people - bill * (1 + tip):+.4f}")
change = 93
for coin in (50, 20, 10, 5, 2, 1):
    n, change = divmod(change, coin)
    if n:
        print(f"{n} x {coin}c", end=", ")
print("done")
marks = {"Ann": (12, 15, 9.5), "Bo": (20, 18, 19), "Cy": ()}
for name, values in marks.items():
    try:
        mean = sum(values) / len(values)
    except ZeroDivisionError:
        print(f"{name}: no marks")
    else:
        print(
            f"{name}: {mean:.3f} {'pass' if mean >= 12.5 else 'fail'}",
            f"best={max(values)} sorted={sorted(values)}")
secret, guesses = 7, [3, 9, 7, 1]
for attempt, g in enumerate(guesses, start=1):
    if g == secret:
        print(f"got it in {attempt}")
        break
    print("higher" if g < secret else "lower")
bmi = lambda kg, m: kg / m**2
print([(round(bmi(*p), 1), "under" if bmi(*p) < 18.5 else "normal" if bmi(*p) < 25 else "over")
    for p in ((50, 1.8), (70, 1.75), (95, 1.7))])
a, b = 17, 5
print(a + b, a - b, a * b, a / b, a // b, a % b, a**b, -a // b, -a % b, divmod(a, -b), a > b,
    a == b, not a, a and b, a & b, a | b, a ^ b, a << b, a >> 1)
