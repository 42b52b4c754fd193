"""java.util.Calendar and GregorianCalendar, with weeks as in the US: they start on Sunday, one day makes a week."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.calendar_fields import (
    AM_PM,
    CONSTANTS,
    DATE,
    ERA,
    HOUR,
    HOUR_OF_DAY,
    MINUTE,
    MONDAY_COUNTRIES,
    MONTH,
    SECOND,
    SIZES,
    YEAR,
    bounds,
    local_of,
    moment_of,
)
from addon.scripting.library.calendar_state import COMPUTED, Calendar
from addon.scripting.library.civil import (
    MILLIS_PER_DAY,
    calendar_days,
    calendar_of,
    month_length,
)
from addon.scripting.library.clock import now
from addon.scripting.library.dates import Date
from addon.scripting.library.registry import Table
from addon.scripting.library.zones import UTC_ZONE
from addon.scripting.limits import meter
from addon.scripting.semantics.extend import extend
from addon.scripting.values.classes import define
from addon.scripting.values.numbers import Long, wrap_int

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
for _style, _number in (
    ("SHORT_FORMAT", 1),
    ("LONG_FORMAT", 2),
    ("SHORT_STANDALONE", 0x8001),
    ("LONG_STANDALONE", 0x8002),
):
    calendars.constant(_style, _number)
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
    "()",
    "(TimeZone)",
    "(Locale)",
    "(TimeZone, Locale)",
    "(int, int, int)",
    "(int, int, int, int, int)",
    "(int, int, int, int, int, int)",
)
def make(run: Any, first: Any = None, *rest: Any) -> Calendar:
    """Now, or year, month from 0, day, hour, minute, second."""
    if type(first) is not int:
        made: Calendar = get_instance(run, first, *rest)
        return made
    made = Calendar(0, UTC_ZONE)
    made.clear(*range(len(CONSTANTS)))
    hour = rest[2] if len(rest) > 2 else 0
    half = 12 <= hour <= 23
    made.fields[AM_PM], made.fields[HOUR] = int(half), hour - 12 * half
    made.stamps[AM_PM] = made.stamps[HOUR] = COMPUTED
    put_all(run, made, *(first, *rest, 0, 0, 0)[:6])
    return made


@calendars.method("get(int)", "getAt(int)")
def get(run: Any, self: Calendar, field: int) -> int:
    """A field, such as Calendar.YEAR."""
    return self.get(field)


@calendars.method("set(int, int)", "putAt(int, int)")
def put(run: Any, self: Calendar, field: int, value: int) -> None:
    """Set a field; the moment is made of the fields when it is asked for."""
    self.put(field, value)


@calendars.method("set(int, int, int)", "set(int, int, int, int, int)", "set(int, int, int, int, int, int)")
def put_all(run: Any, self: Calendar, *values: int) -> None:
    """Set year, month (from 0), day, and maybe hour, minute, second."""
    for field, value in zip((YEAR, MONTH, DATE, HOUR_OF_DAY, MINUTE, SECOND), values, strict=False):
        self.put(field, value)


@calendars.method("clear()")
def clear(run: Any, self: Calendar) -> None:
    """Forget every field: 1970-01-01, midnight, until one is set."""
    self.clear(*range(len(CONSTANTS)))


@calendars.method("clear(int)")
def clear_field(run: Any, self: Calendar, field: int) -> None:
    """Forget one field."""
    if not 0 <= field < len(CONSTANTS):
        throw("ArrayIndexOutOfBoundsException", f"Index {field} out of bounds for length {len(CONSTANTS)}")
    self.clear(field)


@calendars.method("clearTime()")
def clear_time(run: Any, self: Calendar) -> Calendar:
    """Set the time of day to midnight."""
    local = local_of(self.millis, self.zone)
    self.millis = moment_of(local - local % MILLIS_PER_DAY, self.zone)
    return self


@calendars.method("add(int, int)")
def add(run: Any, self: Calendar, field: int, amount: int) -> None:
    """Move by an amount of a field; a day past the end of its month is cut."""
    if not amount:
        return
    if field in (YEAR, MONTH):
        self.complete()
        year, month = self.get(YEAR), self.get(MONTH)
        if field == YEAR:
            self.put(YEAR, year + amount)
        else:
            if (month + amount) // 12:
                self.put(YEAR, year + (month + amount) // 12)
            self.put(MONTH, (month + amount) % 12)
        longest = month_length(self.fields[YEAR], self.fields[MONTH] + 1)
        if self.fields[DATE] > longest:
            self.put(DATE, longest)
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


@calendars.method("getTime()")
def get_time(run: Any, self: Calendar) -> Date:
    """The moment as Date."""
    return Date(self.millis)


@calendars.method("setTime(Date)")
def set_time(run: Any, self: Calendar, moment: Date) -> None:
    """Make it another moment."""
    self.millis = moment.millis


@calendars.method("getTimeInMillis()")
def get_millis(run: Any, self: Calendar) -> Long:
    """Milliseconds since 1970 in UTC."""
    return Long(self.millis)


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
    return self.copy()


def shown(self: Calendar) -> str:
    """The calendar as Java prints it: with what is known by now."""
    from addon.scripting.library.timezones import zone_text

    meter().step(2)
    fields, stamps = self.fields, self.stamps
    known = ",".join(
        f"{'DAY_OF_MONTH' if number == DATE else name}={fields[number] if stamps[number] else '?'}"
        for number, name in enumerate(CONSTANTS)
    )
    words = [
        f"time={self.millis if self.time_set else '?'}",
        f"areFieldsSet={str(self.fields_set).lower()}",
        f"areAllFieldsSet={str(self.all_set).lower()}",
        f"lenient={str(self.lenient).lower()}",
        f"zone={zone_text(self.zone)}",
        f"firstDayOfWeek={self.first_weekday}",
        f"minimalDaysInFirstWeek={self.minimal}",
        known,
    ]
    return f"java.util.GregorianCalendar[{','.join(words)}]"


extend(
    Calendar,
    text=shown,
    equals=lambda left, right: left.millis == right.millis and left.zone.name == right.zone.name,
    compare=order,
    hash=lambda value: wrap_int(value.millis ^ (value.millis >> 32)),
)
