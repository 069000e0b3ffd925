# time as far as it can be predicted, and datetime.timedelta.
import time
from datetime import timedelta

start = time.time()
p = time.perf_counter()
m = time.monotonic()
time.sleep(0.01)
print(time.time() - start >= 0.009, time.perf_counter() - p >= 0.009, time.monotonic() > m,
    type(time.time()).__name__, time.time() > 1.6e9, time.sleep(0),
    isinstance(time.process_time(), float), isinstance(time.perf_counter_ns(), int),
    isinstance(time.time_ns(), int))
for function in (lambda: time.sleep(-1), lambda: time.sleep("a"), lambda: time.sleep(),
        lambda: time.nothing):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)
a, b = timedelta(seconds=90), timedelta(minutes=1, seconds=30)
print(a == b, a, repr(a), a.seconds, a.days, a.total_seconds(), timedelta(days=1, hours=2),
    timedelta(hours=25), timedelta(milliseconds=1500), timedelta(microseconds=5),
    timedelta(weeks=1), timedelta(), timedelta(-1), timedelta(seconds=-1), timedelta(1, 2, 3),
    timedelta(days=1.5), timedelta(seconds=0.1), timedelta(days=400))
print(a + b, a - b, a * 2, 2 * a, a / 2, a // 2, a / b, a // timedelta(seconds=7),
    a % timedelta(seconds=7), -a, +a, abs(-a), a < timedelta(minutes=2), bool(timedelta()), bool(a),
    hash(a) == hash(b), sum([a, b], timedelta()), max(a, timedelta(1)),
    str(timedelta(days=-1, seconds=5)), repr(timedelta(days=2, seconds=3, microseconds=4)),
    repr(timedelta()), divmod(a, timedelta(seconds=7)), a * 1.5, a / 1.5,
    timedelta(minutes=30).total_seconds(), f"{a}", sorted([timedelta(2), timedelta(1)]))
for function in (lambda: a + 1, lambda: a * a, lambda: a < 5, lambda: timedelta("1"),
        lambda: timedelta(foo=1), lambda: a / 0, lambda: a // 0, lambda: timedelta(days=10**10),
        lambda: 5 - a, lambda: a == 5, lambda: a.hours):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)
