"""java.util.Calendar and GregorianCalendar, with weeks as in the US: they start on Sunday, one day makes a week."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.calendar_fields import (
    CHECKED,
    CONSTANTS,
    DATE,
    ERA,
    MONDAY_COUNTRIES,
    MONTH,
    SIZES,
    STARTS,
    YEAR,
    bounds,
    field_of,
    local_of,
    moment_of,
    with_field,
)
from addon.scripting.library.civil import (
    DAY,
    MILLIS_PER_DAY,
    calendar_days,
    calendar_of,
    month_length,
    plus_months,
)
from addon.scripting.library.clock import now
from addon.scripting.library.dates import Date
from addon.scripting.library.registry import Table
from addon.scripting.library.zones import UTC_ZONE, Zone
from addon.scripting.semantics.extend import extend
from addon.scripting.values.classes import define
from addon.scripting.values.numbers import Long, wrap_int


class Calendar:
    """A moment and a zone to see it in."""

    __slots__ = ("first_weekday", "lenient", "millis", "minimal", "wrong", "zone")

    def __init__(self, millis: int, zone: Zone) -> None:
        self.millis = millis
        self.zone = zone
        self.lenient = True
        self.first_weekday = 1
        self.minimal = 1
        self.wrong: str | None = None
        """The field that was set out of range, while not lenient: refused when the moment is asked for."""


define("java.util.Calendar", "Comparable", "Cloneable", "Serializable")
define("java.util.GregorianCalendar", "java.util.Calendar", python=[Calendar])
calendars = Table("java.util.Calendar")
gregorian = Table("java.util.GregorianCalendar")


for _number, _name in enumerate(CONSTANTS):
    calendars.constant(_name, _number)


calendars.constant("DAY_OF_MONTH", DATE)


for _number, _name in enumerate(["SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY"], 1):
    calendars.constant(_name, _number)


for _number, _name in enumerate(
    [
        "JANUARY",
        "FEBRUARY",
        "MARCH",
        "APRIL",
        "MAY",
        "JUNE",
        "JULY",
        "AUGUST",
        "SEPTEMBER",
        "OCTOBER",
        "NOVEMBER",
        "DECEMBER",
        "UNDECIMBER",
    ]
):
    calendars.constant(_name, _number)


for _number, _name in enumerate(("AM", "PM", "LONG")):
    calendars.constant(_name, _number)


calendars.constant("SHORT", 1)
gregorian.constant("AD", 1)
gregorian.constant("BC", 0)
calendars.constant("FIELD_COUNT", 17)


@calendars.static("getInstance()", "getInstance(TimeZone)", "getInstance(Locale)", "getInstance(TimeZone, Locale)")
def get_instance(run: Any, zone: Any = None, locale: Any = None) -> Calendar:
    """Now, in UTC or the zone given; weeks as in the locale's country."""
    made = Calendar(now(), getattr(zone, "zone", UTC_ZONE))
    tag = getattr(locale or zone, "tag", "en_US")
    if tag.partition("_")[2] in MONDAY_COUNTRIES:
        made.first_weekday = 2
        made.minimal = 4
    return made


@gregorian.constructor(
    "()", "(TimeZone)", "(int, int, int)", "(int, int, int, int, int)", "(int, int, int, int, int, int)"
)
def make(run: Any, first: Any = None, *rest: int) -> Calendar:
    """Now, or year, month from 0, day, hour, minute, second."""
    if not rest:
        return Calendar(now(), getattr(first, "zone", UTC_ZONE))
    month, day, hour, minute, second = (*rest, 0, 0, 0)[:5]
    return Calendar(_millis(first, month, day, hour, minute, second) * 1000, UTC_ZONE)


def _millis(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> int:
    return calendar_days(year, month + 1, day) * DAY + hour * 3600 + minute * 60 + second


@calendars.method("get(int)", "getAt(int)")
def get(run: Any, self: Calendar, field: int) -> int:
    """A field, such as Calendar.YEAR."""
    return field_of(self.millis, self.zone, field, self.first_weekday, self.minimal)


@calendars.method("set(int, int)", "putAt(int, int)")
def put(run: Any, self: Calendar, field: int, value: int) -> None:
    """Set a field."""
    if (
        not self.lenient
        and field in CHECKED
        and not bounds(self.millis, self.zone, field)[0] <= value <= bounds(self.millis, self.zone, field)[1]
    ):
        self.wrong = CONSTANTS[field]
        return
    self.millis = with_field(self.millis, self.zone, field, value, self.first_weekday, self.minimal)


@calendars.method("set(int, int, int)", "set(int, int, int, int, int)", "set(int, int, int, int, int, int)")
def put_all(run: Any, self: Calendar, year: int, month: int, day: int, *time: int) -> None:
    """Set year, month (from 0), day, and maybe hour, minute, second."""
    local = local_of(self.millis, self.zone)
    kept = local % MILLIS_PER_DAY
    if time:
        hour, minute, second = (*time, kept // 1000 % 60)[:3]
        kept = hour * 3_600_000 + minute * 60_000 + second * 1000 + kept % 1000
    self.millis = moment_of(calendar_days(year, month + 1, day) * MILLIS_PER_DAY + kept, self.zone)


@calendars.method("clear()")
def clear(run: Any, self: Calendar) -> None:
    """Set every field to its start: 1970-01-01, midnight."""
    self.millis = moment_of(0, self.zone)


@calendars.method("clear(int)")
def clear_field(run: Any, self: Calendar, field: int) -> None:
    """Set one field to its start."""
    self.millis = with_field(self.millis, self.zone, field, STARTS.get(field, 0))


@calendars.method("clearTime()")
def clear_time(run: Any, self: Calendar) -> Calendar:
    """Set the time of day to midnight."""
    local = local_of(self.millis, self.zone)
    self.millis = moment_of(local - local % MILLIS_PER_DAY, self.zone)
    return self


@calendars.method("add(int, int)")
def add(run: Any, self: Calendar, field: int, amount: int) -> None:
    """Move by an amount of a field; a day past the end of its month is cut."""
    if field in (YEAR, MONTH):
        local = local_of(self.millis, self.zone)
        days, of_day = divmod(local, MILLIS_PER_DAY)
        year, month, day = plus_months(*calendar_of(days), amount * (12 if field == YEAR else 1))
        self.millis = moment_of(calendar_days(year, month, day) * MILLIS_PER_DAY + of_day, self.zone)
    elif SIZES.get(field, 0) >= MILLIS_PER_DAY // 2:
        self.millis = moment_of(local_of(self.millis, self.zone) + amount * SIZES[field], self.zone)
    elif field in SIZES:
        self.millis += amount * SIZES[field]
    elif field != ERA:
        throw("IllegalArgumentException")


@calendars.method("roll(int, int)", "roll(int, boolean)")
def roll(run: Any, self: Calendar, field: int, amount: Any) -> None:
    """Move within a field, larger fields untouched."""
    steps = (1 if amount else -1) if isinstance(amount, bool) else amount
    low, high = bounds(self.millis, self.zone, field)
    value = (get(run, self, field) - low + steps) % (high - low + 1) + low
    if field == MONTH:
        local = local_of(self.millis, self.zone)
        days, of_day = divmod(local, MILLIS_PER_DAY)
        year, _, day = calendar_of(days)
        day = min(day, month_length(year, value + 1))
        self.millis = moment_of(calendar_days(year, value + 1, day) * MILLIS_PER_DAY + of_day, self.zone)
    else:
        put(run, self, field, value)


def settled(self: Calendar) -> int:
    """The moment; throws while a field of a strict calendar is out of range."""
    if self.wrong is not None:
        throw("IllegalArgumentException", self.wrong)
    return self.millis


@calendars.method("getTime()")
def get_time(run: Any, self: Calendar) -> Date:
    """The moment as Date."""
    return Date(settled(self))


@calendars.method("setTime(Date)")
def set_time(run: Any, self: Calendar, moment: Date) -> None:
    """Make it another moment."""
    self.millis = moment.millis


@calendars.method("getTimeInMillis()")
def get_millis(run: Any, self: Calendar) -> Long:
    """Milliseconds since 1970 in UTC."""
    return Long(settled(self))


@calendars.method("setTimeInMillis(long)")
def set_millis(run: Any, self: Calendar, millis: int) -> None:
    """Make it another moment."""
    self.millis = int(millis)


@calendars.method("before(Object)")
def before(run: Any, self: Calendar, other: Any) -> bool:
    """Whether this moment is earlier than another calendar's."""
    return isinstance(other, Calendar) and self.millis < other.millis


@calendars.method("after(Object)")
def after(run: Any, self: Calendar, other: Any) -> bool:
    """Whether this moment is later than another calendar's."""
    return isinstance(other, Calendar) and self.millis > other.millis


@calendars.method("compareTo(Calendar)")
def compare_to(run: Any, self: Calendar, other: Calendar) -> int:
    """-1, 0 or 1."""
    return order(self, other)


def order(left: Calendar, right: Calendar) -> int:
    return (left.millis > right.millis) - (left.millis < right.millis)


@calendars.method("clone()")
def clone(run: Any, self: Calendar) -> Calendar:
    """A copy."""
    copy = Calendar(self.millis, self.zone)
    copy.lenient, copy.first_weekday, copy.minimal = self.lenient, self.first_weekday, self.minimal
    return copy


extend(
    Calendar,
    text=lambda value: f"java.util.GregorianCalendar[time={value.millis},zone={value.zone.name}]",
    equals=lambda left, right: left.millis == right.millis and left.zone.name == right.zone.name,
    compare=order,
    hash=lambda value: wrap_int(value.millis ^ (value.millis >> 32)),
)
