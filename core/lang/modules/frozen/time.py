# time: moments in their parts.
_FIELDS = ("tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday",
           "tm_isdst")


class struct_time(tuple):
    """The time value as returned by gmtime(), localtime(), and strptime()."""

    __type_name__ = "time.struct_time"
    n_fields, n_sequence_fields, n_unnamed_fields = 11, 9, 0

    def __new__(cls, sequence, /):
        values = tuple(sequence)
        if not 9 <= len(values) <= 11:
            many = "at least 9" if len(values) < 9 else "at most 11"
            raise TypeError(f"time.struct_time() takes an {many}-sequence "
                            f"({len(values)}-sequence given)")
        made = super().__new__(cls, values[:9])
        made.__dict__["_more"] = values[9:] + (None,) * (11 - len(values))
        return made

    def __repr__(self):
        inside = ", ".join([f"{name}={value!r}" for name, value in zip(_FIELDS, self)])
        return f"time.struct_time({inside})"

    tm_zone = property(lambda self: self._more[0])
    tm_gmtoff = property(lambda self: self._more[1])


for _index, _name in enumerate(_FIELDS):
    setattr(struct_time, _name, property(lambda self, index=_index: self[index]))


def localtime(seconds=None, /):
    return struct_time(_local(seconds))


def gmtime(seconds=None, /):
    return struct_time(_gmt(seconds))


def _checked(t, name):
    if not isinstance(t, tuple):
        raise TypeError("Tuple or struct_time argument required")
    if len(t) != 9:
        raise TypeError(f"{name}(): illegal time tuple argument")
    return t


def _whole(t):
    """The parts with their limits checked and zeros where that means the first."""
    year, month, day, hour, minute, second, weekday, yearday, summer = t
    month, day, yearday = month or 1, day or 1, yearday or 1
    for value, low, high, what in ((month, 1, 12, "month"), (day, 1, 31, "day of month"),
                                   (hour, 0, 23, "hour"), (minute, 0, 59, "minute"),
                                   (second, 0, 61, "seconds")):
        if not low <= value <= high:
            raise ValueError(what + " out of range")
    if weekday < -1:
        raise ValueError("day of week out of range")
    if not 1 <= yearday <= 366:
        raise ValueError("day of year out of range")
    return year, month, day, hour, minute, second, weekday % 7, yearday, summer


def strftime(format, t=None, /):
    if not isinstance(format, str):
        raise TypeError("strftime() argument 1 must be str, not " + type(format).__name__)
    return _format(format, localtime()[:9] if t is None else _whole(_checked(t, "strftime")))


def asctime(t=None, /):
    year, month, day, hour, minute, second, weekday, _, _ = \
        localtime() if t is None else _whole(_checked(t, "asctime"))
    days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{days[weekday]} {months[month - 1]} {day:2} {hour:02}:{minute:02}:{second:02} {year}"


def ctime(seconds=None, /):
    return asctime(localtime(seconds))


def mktime(t, /):
    return _moment(_checked(t, "mktime"))


_winter, _summer = _local(1704067200), _local(1719792000)  # 2024: January, July
timezone = -_winter[10]
altzone = -_summer[10] if _summer[8] else timezone
daylight = int(_summer[8] > 0)
tzname = (_winter[9], _summer[9])
