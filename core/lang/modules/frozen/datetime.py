# timedelta, exact in whole microseconds. Dates and times are in datetime_calendar.py.


def _rounded(numerator, denominator):
    """The nearest int, ties to even."""
    q, r = divmod(numerator, denominator)
    twice = 2 * r
    if denominator < 0:
        twice, denominator = -twice, -denominator
    return q + (twice > denominator or twice == denominator and q % 2 == 1)


def _split(total):
    """Whole microseconds as (days, seconds, microseconds)."""
    seconds, micro = divmod(total, 1000000)
    days, seconds = divmod(seconds, 86400)
    return days, seconds, micro


def _part(name, value, unit):
    """One argument in microseconds: the whole ones, and a fraction."""
    if isinstance(value, int):
        return value * unit, 0.0
    if isinstance(value, float):
        if value != value:
            raise ValueError("cannot convert float NaN to integer")
        if value in (float("inf"), float("-inf")):
            raise OverflowError("cannot convert float infinity to integer")
        whole = int(value)
        fraction = (value - whole) * unit
        full = int(fraction)
        return whole * unit + full, fraction - full
    raise TypeError(f"unsupported type for timedelta {name} component: {type(value).__name__}")


_UNITS = (("microseconds", 1), ("milliseconds", 1000), ("seconds", 1000000),
          ("minutes", 60000000), ("hours", 3600000000), ("days", 86400000000),
          ("weeks", 604800000000))


def _arguments(values, named):
    """What timedelta() was called with, by name; wrong calls in CPython's words."""
    names = ("days", "seconds", "microseconds", "milliseconds", "minutes", "hours", "weeks")
    if len(values) + len(named) > len(names):
        raise TypeError(f"__new__() takes at most 7 {'' if values else 'keyword '}arguments "
                        f"({len(values) + len(named)} given)")
    given = dict(zip(names, values))
    for name in named:
        if name in given:
            place = names.index(name) + 1
            raise TypeError(f"argument for __new__() given by name ('{name}') and position "
                            f"({place})")
        if name not in names:
            raise TypeError(f"'{name}' is an invalid keyword argument for __new__()")
    return given | named


class timedelta:
    __type_name__ = "datetime.timedelta"  # in messages, as of a type written in C
    __slots__ = ("_days", "_seconds", "_microseconds", "_total")

    def __new__(cls, *values, **named):
        values = _arguments(values, named)
        total, left = 0, 0.0
        for name, unit in _UNITS:
            if name in values:
                whole, fraction = _part(name, values[name], unit)
                total += whole
                left += fraction
        if left:
            whole = round(left)
            if abs(whole - left) == 0.5:  # to the even sum
                even = 2 * round((left - total % 2) * 0.5) + total % 2
                whole = int(even)
            total += whole
        return cls._of(total)

    @classmethod
    def _of(cls, total):
        days, seconds, micro = _split(total)
        if not -2**31 <= days < 2**31:
            raise OverflowError("Python int too large to convert to C int")
        if abs(days) > 999999999:
            raise OverflowError(f"days={days}; must have magnitude <= 999999999")
        self = object.__new__(cls)
        self._total = total
        self._days, self._seconds, self._microseconds = days, seconds, micro
        return self

    @property
    def days(self):
        return self._days

    @property
    def seconds(self):
        return self._seconds

    @property
    def microseconds(self):
        return self._microseconds

    def total_seconds(self):
        return self._total / 1000000

    def __repr__(self):
        parts = [f"{name}={value}" for name, value in (
            ("days", self._days), ("seconds", self._seconds),
            ("microseconds", self._microseconds)) if value]
        return f"datetime.{type(self).__qualname__}({', '.join(parts) or '0'})"

    def __str__(self):
        minutes, seconds = divmod(self._seconds, 60)
        hours, minutes = divmod(minutes, 60)
        text = f"{hours}:{minutes:02d}:{seconds:02d}"
        if self._days:
            text = f"{self._days} day{'s' if abs(self._days) != 1 else ''}, {text}"
        if self._microseconds:
            text += f".{self._microseconds:06d}"
        return text

    def __add__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(self._total + other._total)
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(self._total - other._total)
        return NotImplemented

    def __rsub__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(other._total - self._total)
        return NotImplemented

    def __neg__(self):
        return timedelta._of(-self._total)

    def __pos__(self):
        return timedelta._of(self._total)

    def __abs__(self):
        return timedelta._of(abs(self._total))

    def __mul__(self, other):
        if isinstance(other, int):
            return timedelta._of(self._total * other)
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            return timedelta._of(_rounded(self._total * a, b))
        return NotImplemented

    __rmul__ = __mul__

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._total / other._total
        if isinstance(other, int):
            return timedelta._of(_rounded(self._total, other))
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            return timedelta._of(_rounded(self._total * b, a))
        return NotImplemented

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return self._total // other._total
        if isinstance(other, int):
            return timedelta._of(self._total // other)
        return NotImplemented

    def __mod__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(self._total % other._total)
        return NotImplemented

    def __divmod__(self, other):
        if isinstance(other, timedelta):
            q, r = divmod(self._total, other._total)
            return q, timedelta._of(r)
        return NotImplemented

    def __eq__(self, other):
        return self._total == other._total if isinstance(other, timedelta) else NotImplemented

    def __lt__(self, other):
        return self._total < other._total if isinstance(other, timedelta) else NotImplemented

    def __le__(self, other):
        return self._total <= other._total if isinstance(other, timedelta) else NotImplemented

    def __gt__(self, other):
        return self._total > other._total if isinstance(other, timedelta) else NotImplemented

    def __ge__(self, other):
        return self._total >= other._total if isinstance(other, timedelta) else NotImplemented

    def __hash__(self):
        return hash(self._total)

    def __bool__(self):
        return self._total != 0

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


timedelta.min = timedelta(-999999999)
timedelta.max = timedelta(days=999999999, hours=23, minutes=59, seconds=59, microseconds=999999)
timedelta.resolution = timedelta(microseconds=1)
MINYEAR, MAXYEAR = 1, 9999

from _calendar import UTC, date, datetime, time, timezone, tzinfo

__all__ = ("date", "datetime", "time", "timedelta", "timezone", "tzinfo", "MINYEAR", "MAXYEAR",
           "UTC")
