# datetime: dates, times, both, fixed zones.
import datetime as dt
from datetime import date, datetime, time, timedelta, timezone

d = date(2024, 2, 29)
print(d, repr(d), d.weekday(), d.isoweekday(), d.isocalendar(), d.toordinal(), date.fromordinal(738946), d + timedelta(366), d - timedelta(days=1, hours=30), d - date(2023, 2, 28))
print(d.replace(year=2028), d.strftime("%d.%m.%y %A %j %%"), f"{d:%Y/%m}", d.ctime(), tuple(d.timetuple()), d < date(2024, 3, 1), d == date(2024, 2, 29), {d: 1}[date(2024, 2, 29)], date.min, date.max, sorted([date(2, 1, 1), date(1, 12, 3)]))
t = time(7, 5, 9, 120)
print(t, repr(t), t.isoformat("milliseconds"), t.strftime("%H-%M-%S.%f"), t.replace(hour=1, microsecond=0), time(), repr(time(1, 2)), time(3) < time(4), time.fromisoformat("01:02:03.5"), time(1, tzinfo=timezone.utc))
n = datetime(2024, 12, 31, 23, 59, 58, 999)
print(n, repr(n), n.isoformat(), n.isoformat(" ", "minutes"), n.date(), n.time(), n + timedelta(seconds=2), n - datetime(2024, 1, 1), n.strftime("%Y-%m-%d %H:%M:%S.%f"), f"{n:%H:%M}", f"{n}")
print(datetime.fromisoformat("2024-01-02T03:04:05"), datetime.fromisoformat("2024-01-02"), repr(datetime.fromisoformat("2024-01-02 03:04:05.000006+02:00")), datetime.combine(d, t), n.replace(microsecond=0, tzinfo=timezone.utc))
u = datetime.fromtimestamp(1700000000.25, timezone.utc)
print(u, repr(u), u.timestamp(), u.utcoffset(), u.tzname(), u.strftime("%z %Z"), u.astimezone(timezone(timedelta(hours=-5, minutes=-30))), u == u.astimezone(timezone(timedelta(hours=3))), u - datetime(2023, 11, 14, tzinfo=timezone.utc))
print(timezone.utc, repr(timezone.utc), timezone(timedelta(hours=2)), repr(timezone(timedelta(hours=2), "X")), timezone(timedelta(0)) is timezone.utc, dt.UTC is timezone.utc)
print(datetime.fromtimestamp(0.5) == datetime.fromtimestamp(0) + timedelta(milliseconds=500), datetime.now() > datetime(2020, 1, 1), isinstance(datetime.now(), date), datetime.now(timezone.utc).tzinfo, type(datetime.now() - datetime.now()).__name__, date.today() <= datetime.now().date())
print(datetime(2024, 1, 1).timestamp() == datetime.fromtimestamp(datetime(2024, 1, 1).timestamp()).timestamp(), datetime.max, datetime.min, datetime.resolution, n.timetuple()[:6], n == n.replace(), n != d, datetime(2024, 1, 1) == date(2024, 1, 1), hash(n) == hash(n.replace()))
for wrong in (lambda: date(2023, 2, 29), lambda: date(0, 1, 1), lambda: date(2023, 13, 1), lambda: date("2023", 1, 1), lambda: date(2023, 1), lambda: time(24), lambda: time(1, 60), lambda: datetime(2023, 1, 1, 5, 61), lambda: datetime(2023, 1, 1, microsecond=-1),
        lambda: d + 5, lambda: d < n.time(), lambda: n < u, lambda: n - u, lambda: date.fromisoformat("2024-1-2"), lambda: datetime.fromisoformat("x"), lambda: date.max + timedelta(1), lambda: timezone(5), lambda: timezone(timedelta(hours=24)),
        lambda: datetime(2023, 1, 1, tzinfo=5), lambda: n + n, lambda: datetime.fromisoformat(5), lambda: n.isoformat(timespec="x"), lambda: time(1) < 5, lambda: date.fromordinal(0), lambda: d.foo):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
