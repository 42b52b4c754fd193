"""groovy.time: lengths of time in parts, as TimeCategory makes them; `1.day + 2.hours`."""

from typing import Any

from addon.scripting.library.civil import DAY, calendar_days, calendar_of, plus_months
from addon.scripting.library.clock import now
from addon.scripting.library.dates import Date
from addon.scripting.library.registry import Table
from addon.scripting.semantics.extend import extend
from addon.scripting.values.classes import define
from addon.scripting.values.numbers import Long, wrap_int, wrap_long

MILLIS = 1000
PARTS = ("years", "months", "days", "hours", "minutes", "seconds", "millis")


class Duration:
    """groovy.time.Duration: days and weeks. `parts` are years, months, days, hours, minutes, seconds, millis."""

    __slots__ = ("parts",)
    datum = timed = False

    def __init__(self, *parts: int) -> None:
        self.parts = parts


class TimeDuration(Duration):
    """groovy.time.TimeDuration: with hours or less."""

    __slots__ = ()
    timed = True


class DatumDependentDuration(Duration):
    """groovy.time.DatumDependentDuration: with months or years, whose length depends on where they begin."""

    __slots__ = ()
    datum = True


class TimeDatumDependentDuration(DatumDependentDuration):
    """groovy.time.TimeDatumDependentDuration: both."""

    __slots__ = ()
    timed = True


class From:
    """What `3.days.from` gives: `.now` and `.today` end it."""

    __slots__ = ("length",)

    def __init__(self, length: Duration) -> None:
        self.length = length


def duration_text(value: Duration) -> str:
    """1 days, 2 hours, 3.004 seconds"""
    *whole, seconds, millis = value.parts
    words = [f"{count} {name}" for count, name in zip(whole, PARTS, strict=False) if count]
    if seconds or millis:
        rest = abs(millis) % MILLIS * (-1 if millis < 0 else 1)
        seconds += (millis - rest) // MILLIS
        shown = str(seconds) if seconds else "-0" if rest < 0 else "0"
        words.append(f"{shown}.{abs(rest):03d} seconds")
    return ", ".join(words) or "0"


def later(value: Duration, millis: int, sign: int = 1) -> int:
    """The moment so much later, or earlier: first years and months, then the rest."""
    years, months, days, hours, minutes, seconds, rest = (sign * part for part in value.parts)
    for count in (years * 12, months):
        if count:
            whole, of_day = divmod(millis, DAY * MILLIS)
            millis = calendar_days(*plus_months(*calendar_of(whole), count)) * DAY * MILLIS + of_day
    return millis + (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * MILLIS + rest


def length_of(value: Duration) -> int:
    """Milliseconds; of months and years, those that begin now."""
    if value.datum:
        begin = now()
        return later(value, begin) - begin
    _, _, days, hours, minutes, seconds, rest = value.parts
    return wrap_long((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * MILLIS + rest)


def _order(left: Duration, right: Duration) -> int:
    one, two = length_of(left), length_of(right)
    return int(one > two) - int(one < two)


base = Table(define("groovy.time.BaseDuration", "Comparable"))
define("groovy.time.Duration", base.info, python=[Duration])
define("groovy.time.TimeDuration", "groovy.time.Duration", python=[TimeDuration])
define("groovy.time.DatumDependentDuration", base.info, python=[DatumDependentDuration])
define(
    "groovy.time.TimeDatumDependentDuration",
    "groovy.time.DatumDependentDuration",
    python=[TimeDatumDependentDuration],
)
froms = Table(define("groovy.time.BaseDuration$From", python=[From]))
for _kind in (Duration, TimeDuration, DatumDependentDuration, TimeDatumDependentDuration):
    extend(_kind, text=duration_text, compare=_order, equals=lambda left, right: _order(left, right) == 0)


@Table("groovy.time.Duration").constructor("(int, int, int, int, int)")
def new_duration(run: Any, *parts: int) -> Duration:
    """Days, hours, minutes, seconds, milliseconds."""
    return Duration(0, 0, *parts)


@Table("groovy.time.TimeDuration").constructor("(int, int, int, int)", "(int, int, int, int, int)")
def new_time_duration(run: Any, *parts: int) -> TimeDuration:
    """Hours, minutes, seconds, milliseconds; days may come first."""
    return TimeDuration(*(0,) * (7 - len(parts)), *parts)


@Table("groovy.time.DatumDependentDuration").constructor("(int, int, int, int, int, int, int)")
def new_datum(run: Any, *parts: int) -> DatumDependentDuration:
    """Years, months, days, hours, minutes, seconds, milliseconds."""
    return DatumDependentDuration(*parts)


@Table("groovy.time.TimeDatumDependentDuration").constructor("(int, int, int, int, int, int, int)")
def new_time_datum(run: Any, *parts: int) -> TimeDatumDependentDuration:
    """Years, months, days, hours, minutes, seconds, milliseconds."""
    return TimeDatumDependentDuration(*parts)


def _getter(place: int, name: str) -> None:
    @base.method(f"get{name.capitalize()}()")
    def part(run: Any, self: Duration) -> int:
        return self.parts[place]


for _place, _name in enumerate(PARTS):
    _getter(_place, _name)


def _kind_of(datum: bool, timed: bool) -> type[Duration]:
    if datum:
        return TimeDatumDependentDuration if timed else DatumDependentDuration
    return TimeDuration if timed else Duration


@base.method("plus(BaseDuration)")
def plus(run: Any, self: Duration, other: Duration) -> Duration:
    """Both lengths, part by part."""
    kind = _kind_of(self.datum or other.datum, self.timed or other.timed)
    return kind(*(wrap_int(one + two) for one, two in zip(self.parts, other.parts, strict=True)))


@base.method("minus(BaseDuration)")
def minus(run: Any, self: Duration, other: Duration) -> Duration:
    """The difference, part by part."""
    kind = type(self) if self.datum else _kind_of(other.datum, self.timed or other.timed)
    return kind(*(wrap_int(one - two) for one, two in zip(self.parts, other.parts, strict=True)))


@base.method("plus(Date)")
def plus_date(run: Any, self: Duration, date: Date) -> Date:
    """The date so much later."""
    return Date(later(self, date.millis))


@base.method("compareTo(BaseDuration)")
def compare_to(run: Any, self: Duration, other: Duration) -> int:
    """-1, 0 or 1, by length."""
    return _order(self, other)


@base.method("toMilliseconds()")
def to_milliseconds(run: Any, self: Duration) -> Long:
    """The length in milliseconds."""
    return Long(length_of(self))


def _seen(length: Duration, sign: int) -> Date:
    """The moment from now; whole days where the length has nothing smaller."""
    millis = later(length, now(), sign)
    return Date(millis if length.timed else millis - millis % (DAY * MILLIS))


@base.method("getAgo()")
def ago(run: Any, self: Duration) -> Date:
    """The date so long ago."""
    return _seen(self, -1)


@base.method("getFrom()")
def from_now(run: Any, self: Duration) -> From:
    """`.from.now`: the date so far ahead."""
    return From(self)


@froms.method("getNow()", "getToday()")
def ahead(run: Any, self: From) -> Date:
    """The date so far ahead."""
    return _seen(self.length, 1)


def between(later_one: Date, earlier: Date) -> TimeDuration:
    """What lies between two dates, in days and less; every part has the sign of the whole."""
    rest = later_one.millis - earlier.millis
    sign = -1 if rest < 0 else 1
    parts = []
    for size in (DAY * MILLIS, 3_600_000, 60_000, MILLIS, 1):
        count, rest = sign * (abs(rest) // size), sign * (abs(rest) % size)
        parts.append(count)
    return TimeDuration(0, 0, *parts)


@base.method("equals(Object)")
def equal(run: Any, self: Duration, other: Any) -> bool:
    """Whether it is the very same object; `==` compares lengths."""
    return self is other
