# Dates, times, both, and timezone as the only zone: what datetime takes over.
import time as _time
from _ranksh import refuse as _refuse
from datetime import MAXYEAR, MINYEAR, _rounded, timedelta
from operator import index as _index

__name__ = "datetime"  # of the classes

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_BEFORE = (0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_MICRO_DAY = 86400 * 1000000


def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_in(year, month):
    return 29 if month == 2 and _is_leap(year) else \
        (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month]


def _before_year(year):
    year -= 1
    return year * 365 + year // 4 - year // 100 + year // 400


def _ordinal(year, month, day):
    return _before_year(year) + _BEFORE[month] + (month > 2 and _is_leap(year)) + day


def _from_ordinal(n):
    n -= 1
    n400, n = divmod(n, 146097)
    n100, n = divmod(n, 36524)
    n4, n = divmod(n, 1461)
    n1, n = divmod(n, 365)
    year = n400 * 400 + n100 * 100 + n4 * 4 + n1 + 1
    if n1 == 4 or n100 == 4:
        return year - 1, 12, 31
    month = 12
    while _BEFORE[month] + (month > 2 and _is_leap(year)) > n:
        month -= 1
    return year, month, n - _BEFORE[month] - (month > 2 and _is_leap(year)) + 1


def _check_date(year, month, day):
    year, month, day = _index(year), _index(month), _index(day)
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"year {year} is out of range")
    if not 1 <= month <= 12:
        raise ValueError("month must be in 1..12")
    if not 1 <= day <= _days_in(year, month):
        raise ValueError("day is out of range for month")
    return year, month, day


def _check_time(hour, minute, second, microsecond, fold):
    for value, last, name in ((hour, 23, "hour"), (minute, 59, "minute"), (second, 59, "second"),
                              (microsecond, 999999, "microsecond")):
        if not 0 <= _index(value) <= last:
            raise ValueError(f"{name} must be in 0..{last}")
    if fold not in (0, 1):
        raise ValueError("fold must be either 0 or 1")
    return _index(hour), _index(minute), _index(second), _index(microsecond), fold


def _check_zone(zone):
    if zone is not None and not isinstance(zone, tzinfo):
        raise TypeError("tzinfo argument must be None or of a tzinfo subclass, not type "
                        f"'{type(zone).__name__}'")
    return zone


def _offset_text(offset, colon=":"):
    if offset is None:
        return ""
    sign, total = ("-", -offset._total) if offset._total < 0 else ("+", offset._total)
    seconds, micro = divmod(total, 1000000)
    text = f"{sign}{seconds // 3600:02}{colon}{seconds // 60 % 60:02}"
    if seconds % 60 or micro:
        text += f"{colon}{seconds % 60:02}"
    return text + (f".{micro:06}" if micro else "")


def _strftime(moment, format, parts):
    if not isinstance(format, str):
        raise TypeError(f"strftime() argument 1 must be str, not {type(format).__name__}")
    out = []
    i = 0
    while i < len(format):
        pair = format[i:i + 2]
        if pair == "%f":
            pair = f"{getattr(moment, 'microsecond', 0):06}"
        elif pair == "%z" or pair == "%Z":
            offset = moment.utcoffset() if hasattr(moment, "utcoffset") else None
            pair = (_offset_text(offset, "") if pair == "%z" else moment.tzname() or "") \
                if offset is not None else ""
            pair = pair.replace("%", "%%")
        elif format[i] != "%":
            pair = format[i]
            i -= 1
        out.append(pair)
        i += 2
    return _time.strftime("".join(out), parts)


def _time_text(hour, minute, second, micro, timespec):
    if timespec == "auto":
        timespec = "microseconds" if micro else "seconds"
    if timespec == "hours":
        return f"{hour:02}"
    if timespec == "minutes":
        return f"{hour:02}:{minute:02}"
    text = f"{hour:02}:{minute:02}:{second:02}"
    if timespec == "seconds":
        return text
    if timespec == "milliseconds":
        return f"{text}.{micro // 1000:03}"
    if timespec == "microseconds":
        return f"{text}.{micro:06}"
    raise ValueError("Unknown timespec value")


def _digits(text, start, end):
    part = text[start:end]
    if len(part) != end - start or not (part.isascii() and part.isdigit()):
        raise ValueError
    return int(part)


def _read_date(text):
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        raise ValueError
    return _digits(text, 0, 4), _digits(text, 5, 7), _digits(text, 8, 10)


def _read_time(text):
    """hour, minute, second, microsecond, zone of HH:MM[:SS[.ffffff]][+HH:MM]"""
    zone = None
    for at, sign in enumerate(text):
        if sign in "+-Z":
            if sign == "Z" and at == len(text) - 1:
                zone = timezone.utc
            else:
                hour, minute, second, micro, _ = _read_time(text[at + 1:])
                offset = timedelta(hours=hour, minutes=minute, seconds=second, microseconds=micro)
                zone = timezone(-offset if sign == "-" else offset)
            text = text[:at]
            break
    values = [_digits(text, 0, 2), 0, 0, 0]
    rest = text[2:]
    for i in (1, 2):
        if not rest:
            break
        if rest[0] != ":":
            raise ValueError
        values[i] = _digits(rest, 1, 3)
        rest = rest[3:]
    if rest:
        if rest[0] not in ".," or len(rest) < 2 or len(text) < 9:
            raise ValueError
        values[3] = int((str(_digits(rest, 1, len(rest))).zfill(len(rest) - 1) + "000000")[:6])
    return (*values, zone)


def _compared(name, kinds):
    def compare(self, other):
        if not isinstance(other, kinds()):
            return NotImplemented
        if isinstance(self, datetime) != isinstance(other, datetime):
            raise TypeError(f"can't compare {_full_name(self)} to {_full_name(other)}")
        mine, theirs = self._key(other)
        return mine < theirs if name == "lt" else mine <= theirs if name == "le" else \
            mine > theirs if name == "gt" else mine >= theirs

    compare.__name__ = f"__{name}__"
    return compare


def _full_name(value):
    return f"{type(value).__module__}.{type(value).__qualname__}"


def _wrong_iso(string):
    """What else fromisoformat() of CPython reads is refused; the rest is wrong."""
    if string[:4].isdigit() and ("W" in string or string[4:6].isdigit()
                                 or string[11:15].isdigit()):
        _refuse("fromisoformat() of dates and times without - and :")
    raise ValueError(f"Invalid isoformat string: {string!r}") from None


class tzinfo:
    """Abstract base class for time zone info objects."""

    __type_name__ = "datetime.tzinfo"
    __slots__ = ()

    def utcoffset(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement utcoffset()")

    def dst(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement dst()")

    def tzname(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement tzname()")

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if cls.__name__ != "timezone":
            _refuse("time zones of one's own (datetime.timezone is there)")


class timezone(tzinfo):
    """Fixed offset from UTC implementation of tzinfo."""

    __type_name__ = "datetime.timezone"
    __slots__ = ("_offset", "_name")

    def __new__(cls, offset, name=None):
        if not isinstance(offset, timedelta):
            raise TypeError("timezone() argument 1 must be datetime.timedelta, "
                            f"not {type(offset).__name__}")
        if name is not None and not isinstance(name, str):
            raise TypeError(f"timezone() argument 2 must be str, not {type(name).__name__}")
        if not -_MICRO_DAY < offset._total < _MICRO_DAY:
            raise ValueError("offset must be a timedelta strictly between "
                             "-timedelta(hours=24) and timedelta(hours=24), "
                             f"not {offset!r}.")
        if name is None and not offset and "utc" in cls.__dict__:
            return cls.utc
        made = super().__new__(cls)
        made._offset = offset
        made._name = name
        return made

    def _check(self, dt, what):
        if dt is not None and not isinstance(dt, datetime):
            raise TypeError(f"{what}(dt) argument must be a datetime instance or None, "
                            f"not {type(dt).__name__}")

    def utcoffset(self, dt):
        self._check(dt, "utcoffset")
        return self._offset

    def dst(self, dt):
        self._check(dt, "dst")

    def tzname(self, dt):
        self._check(dt, "tzname")
        if self._name is not None:
            return self._name
        return "UTC" + _offset_text(self._offset) if self._offset else "UTC"

    def fromutc(self, dt):
        return dt + self._offset

    def __eq__(self, other):
        return self._offset == other._offset if isinstance(other, timezone) else NotImplemented

    def __hash__(self):
        return hash(self._offset)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __repr__(self):
        if self is timezone.utc:
            return "datetime.timezone.utc"
        name = "" if self._name is None else f", {self._name!r}"
        return f"datetime.timezone({self._offset!r}{name})"

    def __str__(self):
        return self.tzname(None)


timezone.utc = UTC = timezone(timedelta(0))
timezone.min = timezone(-timedelta(hours=23, minutes=59))
timezone.max = timezone(timedelta(hours=23, minutes=59))


_missing = object()


class _IsoCalendarDate(tuple):
    __type_name__ = "datetime.IsoCalendarDate"
    year = property(lambda self: self[0])
    week = property(lambda self: self[1])
    weekday = property(lambda self: self[2])

    def __repr__(self):
        return "datetime.IsoCalendarDate(year={}, week={}, weekday={})".format(*self)


class date:
    """date(year, month, day) --> date object"""

    __type_name__ = "datetime.date"
    __slots__ = ("_year", "_month", "_day")

    def __new__(cls, year=_missing, month=_missing, day=_missing):
        for number, (name, value) in enumerate((("year", year), ("month", month), ("day", day)), 1):
            if value is _missing:
                raise TypeError(f"function missing required argument '{name}' (pos {number})")
        made = super().__new__(cls)
        made._year, made._month, made._day = _check_date(year, month, day)
        return made

    year = property(lambda self: self._year)
    month = property(lambda self: self._month)
    day = property(lambda self: self._day)

    @classmethod
    def today(cls):
        return cls.fromtimestamp(_time.time())

    @classmethod
    def fromtimestamp(cls, timestamp, /):
        return cls(*_time.localtime(timestamp)[:3])

    @classmethod
    def fromordinal(cls, ordinal, /):
        if not 1 <= ordinal <= 3652059:
            raise ValueError("ordinal must be >= 1" if ordinal < 1 else
                             f"year {_from_ordinal(ordinal)[0]} is out of range")
        return cls(*_from_ordinal(ordinal))

    @classmethod
    def fromisoformat(cls, string, /):
        if not isinstance(string, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            return cls(*_read_date(string))
        except ValueError:
            _wrong_iso(string)

    def isoformat(self):
        return f"{self._year:04}-{self._month:02}-{self._day:02}"

    def __str__(self):
        return self.isoformat()

    def __repr__(self):
        return f"{_called(self)}({self._year}, {self._month}, {self._day})"

    def toordinal(self):
        return _ordinal(self._year, self._month, self._day)

    def weekday(self):
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        return self.toordinal() % 7 or 7

    def isocalendar(self):
        thursday = self.toordinal() - self.weekday() + 3
        year = _from_ordinal(thursday)[0]
        return _IsoCalendarDate((year, (thursday - _ordinal(year, 1, 1)) // 7 + 1,
                                 self.isoweekday()))

    def timetuple(self):
        return _time.struct_time((self._year, self._month, self._day, 0, 0, 0, self.weekday(),
                                  self._day_of_year(), -1))

    def _day_of_year(self):
        return self.toordinal() - _before_year(self._year)

    def ctime(self):
        return _time.asctime(tuple(self.timetuple()))

    def strftime(self, format):
        return _strftime(self, format, tuple(self.timetuple()))

    def __format__(self, format_spec):
        return self.strftime(format_spec) if format_spec else str(self)

    def replace(self, year=None, month=None, day=None):
        return type(self)(self._year if year is None else year,
                          self._month if month is None else month,
                          self._day if day is None else day)

    def _key(self, other):
        return ((self._year, self._month, self._day), (other._year, other._month, other._day))

    def __eq__(self, other):
        if not isinstance(other, date) or isinstance(other, datetime):
            return NotImplemented
        mine, theirs = self._key(other)
        return mine == theirs

    def __hash__(self):
        return hash((self._year, self._month, self._day))

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        ordinal = self.toordinal() + other.days
        if not 1 <= ordinal <= 3652059:
            raise OverflowError("date value out of range")
        return type(self)(*_from_ordinal(ordinal))

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + timedelta(-other.days)
        if isinstance(other, date) and not isinstance(other, datetime):
            return timedelta(self.toordinal() - other.toordinal())
        return NotImplemented

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


def _called(self):
    name = type(self).__qualname__
    return "datetime." + name if type(self) in (date, time, datetime) else name


class time:
    """time([hour[, minute[, second[, microsecond[, tzinfo]]]]]) --> a time object"""

    __type_name__ = "datetime.time"
    __slots__ = ("_hour", "_minute", "_second", "_microsecond", "_tzinfo", "_fold")

    def __new__(cls, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        made = super().__new__(cls)
        made._hour, made._minute, made._second, made._microsecond, made._fold = _check_time(
            hour, minute, second, microsecond, fold)
        made._tzinfo = _check_zone(tzinfo)
        return made

    hour = property(lambda self: self._hour)
    minute = property(lambda self: self._minute)
    second = property(lambda self: self._second)
    microsecond = property(lambda self: self._microsecond)
    tzinfo = property(lambda self: self._tzinfo)
    fold = property(lambda self: self._fold)

    @classmethod
    def fromisoformat(cls, string, /):
        if not isinstance(string, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            return cls(*_read_time(string.removeprefix("T")))
        except ValueError:
            _wrong_iso(string)

    def utcoffset(self):
        return None if self._tzinfo is None else self._tzinfo.utcoffset(None)

    def tzname(self):
        return None if self._tzinfo is None else self._tzinfo.tzname(None)

    def dst(self):
        return None

    def isoformat(self, timespec="auto"):
        return _time_text(self._hour, self._minute, self._second, self._microsecond, timespec) \
            + _offset_text(self.utcoffset())

    def __str__(self):
        return self.isoformat()

    def __repr__(self):
        text = f"{_called(self)}({self._hour}, {self._minute}"
        if self._second or self._microsecond:
            text += f", {self._second}"
        if self._microsecond:
            text += f", {self._microsecond}"
        if self._tzinfo is not None:
            text += f", tzinfo={self._tzinfo!r}"
        return text + (", fold=1)" if self._fold else ")")

    def strftime(self, format):
        return _strftime(self, format, (1900, 1, 1, self._hour, self._minute, self._second, 0, 1,
                                        -1))

    def __format__(self, format_spec):
        return self.strftime(format_spec) if format_spec else str(self)

    def replace(self, hour=None, minute=None, second=None, microsecond=None, tzinfo=True, *,
                fold=None):
        return type(self)(self._hour if hour is None else hour,
                          self._minute if minute is None else minute,
                          self._second if second is None else second,
                          self._microsecond if microsecond is None else microsecond,
                          self._tzinfo if tzinfo is True else tzinfo,
                          fold=self._fold if fold is None else fold)

    def _total(self):
        return ((self._hour * 60 + self._minute) * 60 + self._second) * 1000000 \
            + self._microsecond

    def _key(self, other):
        mine, theirs = self.utcoffset(), other.utcoffset()
        if (mine is None) != (theirs is None):
            raise TypeError("can't compare offset-naive and offset-aware times")
        return (self._total() - (mine._total if mine else 0),
                other._total() - (theirs._total if theirs else 0))

    def __eq__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        if (self.utcoffset() is None) != (other.utcoffset() is None):
            return False
        mine, theirs = self._key(other)
        return mine == theirs

    def __hash__(self):
        offset = self.utcoffset()
        return hash(self._total() - (offset._total if offset else 0))


_date, _clock = date, time


class datetime(date):
    """datetime(year, month, day[, hour[, minute[, second[, microsecond[,tzinfo]]]]])"""

    __type_name__ = "datetime.datetime"
    __slots__ = ("_hour", "_minute", "_second", "_microsecond", "_tzinfo", "_fold")

    def __new__(cls, year=_missing, month=_missing, day=_missing, hour=0, minute=0, second=0,
                microsecond=0, tzinfo=None, *, fold=0):
        made = super().__new__(cls, year, month, day)
        made._hour, made._minute, made._second, made._microsecond, made._fold = _check_time(
            hour, minute, second, microsecond, fold)
        made._tzinfo = _check_zone(tzinfo)
        return made

    hour = property(lambda self: self._hour)
    minute = property(lambda self: self._minute)
    second = property(lambda self: self._second)
    microsecond = property(lambda self: self._microsecond)
    tzinfo = property(lambda self: self._tzinfo)
    fold = property(lambda self: self._fold)

    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(_time.time(), tz)

    @classmethod
    def utcnow(cls):
        return cls.utcfromtimestamp(_time.time())

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        _check_zone(tz)
        whole, micro = _whole_micro(timestamp)
        if tz is None:
            return cls(*_time.localtime(whole)[:6], micro)
        return tz.fromutc(cls(*_time.gmtime(whole)[:6], micro, tz))

    @classmethod
    def utcfromtimestamp(cls, timestamp, /):
        whole, micro = _whole_micro(timestamp)
        return cls(*_time.gmtime(whole)[:6], micro)

    @classmethod
    def combine(cls, date, time, tzinfo=True):
        for number, value, kind in ((1, date, _date), (2, time, _clock)):
            if not isinstance(value, kind):
                raise TypeError(f"combine() argument {number} must be datetime.{kind.__name__}, "
                                f"not {_full_name(value)}")
        return cls(date.year, date.month, date.day, time.hour, time.minute, time.second,
                   time.microsecond, time.tzinfo if tzinfo is True else tzinfo, fold=time.fold)

    @classmethod
    def strptime(cls, date_string, format, /):
        _refuse("datetime.strptime (datetime.fromisoformat is there)")

    @classmethod
    def fromisoformat(cls, string, /):
        if not isinstance(string, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            day = _read_date(string[:10])
            return cls(*day, *(_read_time(string[11:]) if len(string) > 10 else ()))
        except ValueError as error:
            if str(error):
                raise
            _wrong_iso(string)

    def utcoffset(self):
        return None if self._tzinfo is None else self._tzinfo.utcoffset(self)

    def tzname(self):
        return None if self._tzinfo is None else self._tzinfo.tzname(self)

    def dst(self):
        return None

    def date(self):
        return date(self._year, self._month, self._day)

    def time(self):
        return time(self._hour, self._minute, self._second, self._microsecond)

    def timetz(self):
        return time(self._hour, self._minute, self._second, self._microsecond, self._tzinfo)

    def timetuple(self):
        return _time.struct_time((self._year, self._month, self._day, self._hour, self._minute,
                                  self._second, self.weekday(), self._day_of_year(), -1))

    def utctimetuple(self):
        offset = self.utcoffset()
        moment = self - offset if offset else self
        return _time.struct_time(tuple(moment.timetuple())[:8] + (0,))

    def timestamp(self):
        if self._tzinfo is None:
            return _time.mktime(tuple(self.timetuple())) + self._microsecond / 1e6
        return (self - datetime(1970, 1, 1, tzinfo=timezone.utc)).total_seconds()

    def astimezone(self, tz=None):
        if tz is None:
            parts = _time.localtime(self.timestamp())
            tz = timezone(timedelta(seconds=parts.tm_gmtoff), parts.tm_zone)
        offset = self.utcoffset()
        if offset is None:
            return datetime.fromtimestamp(self.timestamp(), tz)
        return tz.fromutc((self - offset).replace(tzinfo=tz))

    def replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None,
                microsecond=None, tzinfo=True, *, fold=None):
        return type(self)(self._year if year is None else year,
                          self._month if month is None else month,
                          self._day if day is None else day,
                          self._hour if hour is None else hour,
                          self._minute if minute is None else minute,
                          self._second if second is None else second,
                          self._microsecond if microsecond is None else microsecond,
                          self._tzinfo if tzinfo is True else tzinfo,
                          fold=self._fold if fold is None else fold)

    def isoformat(self, sep="T", timespec="auto"):
        return f"{self._year:04}-{self._month:02}-{self._day:02}{sep}" + _time_text(
            self._hour, self._minute, self._second, self._microsecond, timespec) \
            + _offset_text(self.utcoffset())

    def __str__(self):
        return self.isoformat(" ")

    def __repr__(self):
        parts = [self._year, self._month, self._day, self._hour, self._minute, self._second,
                 self._microsecond]
        while len(parts) > 5 and parts[-1] == 0:
            parts.pop()
        text = ", ".join([str(part) for part in parts])
        zone = "" if self._tzinfo is None else f", tzinfo={self._tzinfo!r}"
        return f"{_called(self)}({text}{zone}{', fold=1' if self._fold else ''})"

    def _total(self):
        seconds = (self._hour * 60 + self._minute) * 60 + self._second
        return (self.toordinal() * 86400 + seconds) * 1000000 + self._microsecond

    def _key(self, other):
        mine, theirs = self.utcoffset(), other.utcoffset()
        if (mine is None) != (theirs is None):
            raise TypeError("can't compare offset-naive and offset-aware datetimes")
        return (self._total() - (mine._total if mine else 0),
                other._total() - (theirs._total if theirs else 0))

    def __eq__(self, other):
        if not isinstance(other, datetime):
            return NotImplemented if not isinstance(other, date) else False
        if (self.utcoffset() is None) != (other.utcoffset() is None):
            return False
        mine, theirs = self._key(other)
        return mine == theirs

    def __hash__(self):
        offset = self.utcoffset()
        return hash(self._total() - (offset._total if offset else 0))

    def _moved(self, by):
        days, rest = divmod(self._total() + by, _MICRO_DAY)
        if not 1 <= days <= 3652059:
            raise OverflowError("date value out of range")
        seconds, micro = divmod(rest, 1000000)
        return type(self)(*_from_ordinal(days), seconds // 3600, seconds // 60 % 60, seconds % 60,
                          micro, self._tzinfo)

    def __add__(self, other):
        return self._moved(other._total) if isinstance(other, timedelta) else NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self._moved(-other._total)
        if not isinstance(other, datetime):
            return NotImplemented
        if (self.utcoffset() is None) != (other.utcoffset() is None):
            raise TypeError("can't subtract offset-naive and offset-aware datetimes")
        mine, theirs = self._key(other)
        return timedelta._of(mine - theirs)


def _whole_micro(timestamp):
    """A moment as whole seconds and microseconds, to the nearest, ties to even."""
    above, below = timestamp.as_integer_ratio() if isinstance(timestamp, (int, float)) else \
        (_index(timestamp), 1)
    return divmod(_rounded(above * 1000000, below), 1000000)


for _name in ("lt", "le", "gt", "ge"):
    setattr(date, f"__{_name}__", _compared(_name, lambda: date))
    setattr(time, f"__{_name}__", _compared(_name, lambda: time))
    setattr(datetime, f"__{_name}__", _compared(_name, lambda: datetime))
date.min, date.max, date.resolution = date(1, 1, 1), date(9999, 12, 31), timedelta(1)
time.min, time.max = time(), time(23, 59, 59, 999999)
time.resolution = datetime.resolution = timedelta(microseconds=1)
datetime.min, datetime.max = datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59, 999999)
