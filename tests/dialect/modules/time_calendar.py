# time: moments in parts and as text.
import time

moment = 1700000000.75
print(time.gmtime(moment), time.gmtime(0)[:6], time.gmtime(moment).tm_year, time.gmtime(moment).tm_yday, time.gmtime(0).tm_zone)
print(time.strftime("%Y-%m-%d %H:%M:%S %j %a %A %b %B %y %p %I %U %w %%", time.gmtime(moment)), time.asctime(time.gmtime(moment)), time.strftime("", time.gmtime(0)))
print(time.mktime(time.localtime(1700000000)), time.localtime(1700000000) == time.struct_time(tuple(time.localtime(1700000000))), len(time.localtime()), isinstance(time.localtime(), tuple))
print(time.ctime(86400 * 365) == time.asctime(time.localtime(86400 * 365)), time.strftime("%H:%M") == time.strftime("%H:%M", time.localtime()) or True, type(time.timezone), len(time.tzname))
print(time.strftime("%d/%m/%Y", (2024, 2, 29, 0, 0, 0, 3, 60, 0)), time.gmtime(-1)[:6])
for wrong in (lambda: time.strftime("%Y", (2024,)), lambda: time.strftime(5), lambda: time.strftime("%Y", (2024, 13, 1, 0, 0, 0, 0, 1, 0)), lambda: time.gmtime("a"), lambda: time.struct_time((1, 2)), lambda: time.asctime((1, 2)), lambda: time.mktime(5), lambda: time.gmtime(float("nan"))):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
