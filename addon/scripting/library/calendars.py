"""java.util.Calendar and GregorianCalendar, with weeks as in the US: they start on Sunday, one day makes a week."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.civil import (
    DAY,
    MILLIS_PER_DAY,
    MONTHS,
    WEEKDAYS,
    calendar_days,
    calendar_of,
    first_week,
    is_leap,
    month_length,
    plus_months,
    week_of_month,
    week_of_year,
    weekday,
)
from addon.scripting.library.clock import now
from addon.scripting.library.date_patterns import write_date
from addon.scripting.library.dates import Date, pieces_of
from addon.scripting.library.registry import Table
from addon.scripting.library.zones import UTC_ZONE, Zone
from addon.scripting.semantics.extend import extend
from addon.scripting.semantics.texts import text
from addon.scripting.values.classes import define
from addon.scripting.values.maps import GroovyMap, HashMap
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

CONSTANTS = [
    "ERA",
    "YEAR",
    "MONTH",
    "WEEK_OF_YEAR",
    "WEEK_OF_MONTH",
    "DATE",
    "DAY_OF_YEAR",
    "DAY_OF_WEEK",
    "DAY_OF_WEEK_IN_MONTH",
    "AM_PM",
    "HOUR",
    "HOUR_OF_DAY",
    "MINUTE",
    "SECOND",
    "MILLISECOND",
    "ZONE_OFFSET",
    "DST_OFFSET",
]
(ERA, YEAR, MONTH, WEEK_OF_YEAR, WEEK_OF_MONTH, DATE, DAY_OF_YEAR, DAY_OF_WEEK, DAY_OF_WEEK_IN_MONTH, AM_PM) = range(10)
HOUR, HOUR_OF_DAY, MINUTE, SECOND, MILLISECOND, ZONE_OFFSET, DST_OFFSET = range(10, 17)
SIZES = {
    WEEK_OF_YEAR: 7 * MILLIS_PER_DAY,
    WEEK_OF_MONTH: 7 * MILLIS_PER_DAY,
    DAY_OF_WEEK_IN_MONTH: 7 * MILLIS_PER_DAY,
    DATE: MILLIS_PER_DAY,
    DAY_OF_YEAR: MILLIS_PER_DAY,
    DAY_OF_WEEK: MILLIS_PER_DAY,
    AM_PM: MILLIS_PER_DAY // 2,
    HOUR: 3_600_000,
    HOUR_OF_DAY: 3_600_000,
    MINUTE: 60_000,
    SECOND: 1000,
    MILLISECOND: 1,
}

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
MONDAY_COUNTRIES = frozenset(
    ["AT", "BE", "CH", "CZ", "DE", "DK", "ES", "FI", "FR", "GB", "HU", "IE", "IT", "LU", "NL", "NO", "PL", "SE", "SK"]
)


def local_of(millis: int, zone: Zone) -> int:
    """Local milliseconds of a moment."""
    return millis + zone.at(millis // 1000) * 1000


def moment_of(local: int, zone: Zone) -> int:
    """The moment of local milliseconds; of two, the later, as Calendar picks."""
    return local - zone.of_local(local // 1000, later=True) * 1000


def field_of(millis: int, zone: Zone, field: int, first_weekday: int = 1, minimal: int = 1) -> int:
    """A field of a moment by its Calendar constant; weeks start on `first_weekday` (1 is Sunday)."""
    starts = (first_weekday + 5) % 7 + 1
    local = local_of(millis, zone)
    days, of_day = divmod(local, MILLIS_PER_DAY)
    year, month, day = calendar_of(days)
    hour = of_day // 3_600_000
    if field == YEAR:
        return year if year > 0 else 1 - year
    if field == MONTH:
        return month - 1
    if field == DATE:
        return day
    if field == WEEK_OF_YEAR:
        return week_of_year(days, starts, minimal)[0]
    if field == WEEK_OF_MONTH:
        return week_of_month(days, starts, minimal)
    if field == DAY_OF_YEAR:
        return days - calendar_days(year, 1, 1) + 1
    if field == DAY_OF_WEEK:
        return weekday(days) % 7 + 1
    if field == DAY_OF_WEEK_IN_MONTH:
        return (day - 1) // 7 + 1
    if field == ERA:
        return int(year > 0)
    if field == AM_PM:
        return int(hour >= 12)
    if field == HOUR:
        return hour % 12
    if field == HOUR_OF_DAY:
        return hour
    if field == MINUTE:
        return of_day // 60_000 % 60
    if field == SECOND:
        return of_day // 1000 % 60
    if field == MILLISECOND:
        return of_day % 1000
    if field == ZONE_OFFSET:
        return zone.standard(millis // 1000) * 1000
    if field == DST_OFFSET:
        return (zone.at(millis // 1000) - zone.standard(millis // 1000)) * 1000
    return throw("ArrayIndexOutOfBoundsException", f"Index {field} out of bounds for length 17")


def with_field(millis: int, zone: Zone, field: int, value: int, first_weekday: int = 1, minimal: int = 1) -> int:
    """The moment with one field set; values out of range roll over."""
    local = local_of(millis, zone)
    days, of_day = divmod(local, MILLIS_PER_DAY)
    year, month, day = calendar_of(days)
    if field == YEAR:
        days = calendar_days(value, month, day)
    elif field == MONTH:
        days = calendar_days(year, value + 1, day)
    elif field == DATE:
        days = calendar_days(year, month, value)
    elif field == DAY_OF_YEAR:
        days = calendar_days(year, 1, value)
    elif field == DAY_OF_WEEK:
        of_week = (weekday(days) % 7 + 1 - first_weekday) % 7
        days += (value - first_weekday) % 7 - of_week
    elif field in (WEEK_OF_YEAR, WEEK_OF_MONTH, DAY_OF_WEEK_IN_MONTH):
        days += (value - field_of(millis, zone, field, first_weekday, minimal)) * 7
    elif field == AM_PM:
        of_day += (value - int(of_day >= MILLIS_PER_DAY // 2)) * (MILLIS_PER_DAY // 2)
    elif field in (HOUR, HOUR_OF_DAY, MINUTE, SECOND, MILLISECOND):
        of_day += (value - field_of(millis, zone, field)) * SIZES[field]
    elif field not in (ERA, ZONE_OFFSET, DST_OFFSET):
        throw("ArrayIndexOutOfBoundsException", f"Index {field} out of bounds for length 17")
    return moment_of(days * MILLIS_PER_DAY + of_day, zone)


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
    if not self.lenient and field in CHECKED and not bounds(self, field)[0] <= value <= bounds(self, field)[1]:
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


@calendars.method("set(Map)")
def put_named(run: Any, self: Calendar, changes: GroovyMap) -> None:
    """Set named fields: year, month, date, hourOfDay, minute, second."""
    from addon.scripting.library.dates import with_fields

    self.millis = moment_of(with_fields(local_of(self.millis, self.zone), changes), self.zone)


@calendars.method("copyWith(Map)", "updated(Map)")
def copy_with(run: Any, self: Calendar, changes: GroovyMap) -> Calendar:
    """A copy with named fields set."""
    copy: Calendar = clone(run, self)
    put_named(run, copy, changes)
    return copy


@calendars.method("clear()")
def clear(run: Any, self: Calendar) -> None:
    """Set every field to its start: 1970-01-01, midnight."""
    self.millis = moment_of(0, self.zone)


CHECKED = frozenset((MONTH, DATE, DAY_OF_YEAR, AM_PM, HOUR, HOUR_OF_DAY, MINUTE, SECOND, MILLISECOND))
STARTS = {YEAR: 1970, MONTH: 0, DATE: 1, DAY_OF_YEAR: 1}


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
    low, high = bounds(self, field)
    value = (get(run, self, field) - low + steps) % (high - low + 1) + low
    if field == MONTH:
        local = local_of(self.millis, self.zone)
        days, of_day = divmod(local, MILLIS_PER_DAY)
        year, _, day = calendar_of(days)
        day = min(day, month_length(year, value + 1))
        self.millis = moment_of(calendar_days(year, value + 1, day) * MILLIS_PER_DAY + of_day, self.zone)
    else:
        put(run, self, field, value)


def bounds(self: Calendar, field: int) -> tuple[int, int]:
    """The smallest and largest value a field has now."""
    year, month, _ = calendar_of(local_of(self.millis, self.zone) // MILLIS_PER_DAY)
    return {
        ERA: (0, 1),
        YEAR: (1, 292_278_994),
        MONTH: (0, 11),
        WEEK_OF_YEAR: (1, 53 if week_of_year(calendar_days(year, 12, 24))[0] == 52 and _long(year) else 52),
        WEEK_OF_MONTH: (1, week_of_month(calendar_days(year, month, month_length(year, month)))),
        DATE: (1, month_length(year, month)),
        DAY_OF_YEAR: (1, 366 if is_leap(year) else 365),
        DAY_OF_WEEK: (1, 7),
        DAY_OF_WEEK_IN_MONTH: (1, (month_length(year, month) - 1) // 7 + 1),
        AM_PM: (0, 1),
        HOUR: (0, 11),
        HOUR_OF_DAY: (0, 23),
        MINUTE: (0, 59),
        SECOND: (0, 59),
        MILLISECOND: (0, 999),
    }.get(field, (0, 0))


def _long(year: int) -> bool:
    return week_of_year(calendar_days(year, 12, 31))[0] == 53


@calendars.method("getActualMaximum(int)")
def actual_maximum(run: Any, self: Calendar, field: int) -> int:
    """The largest value a field can have now."""
    return bounds(self, field)[1]


@calendars.method("getActualMinimum(int)", "getMinimum(int)", "getGreatestMinimum(int)")
def actual_minimum(run: Any, self: Calendar, field: int) -> int:
    """The smallest value a field can have."""
    return bounds(self, field)[0]


@calendars.method("getMaximum(int)")
def maximum(run: Any, self: Calendar, field: int) -> int:
    """The largest value a field can ever have."""
    return {DATE: 31, DAY_OF_YEAR: 366, WEEK_OF_YEAR: 53, WEEK_OF_MONTH: 6, DAY_OF_WEEK_IN_MONTH: 6}.get(
        field, bounds(self, field)[1]
    )


@calendars.method("getLeastMaximum(int)")
def least_maximum(run: Any, self: Calendar, field: int) -> int:
    """The largest value a field can have in any month or year."""
    return {DATE: 28, DAY_OF_YEAR: 365, WEEK_OF_YEAR: 52, WEEK_OF_MONTH: 4, DAY_OF_WEEK_IN_MONTH: 4}.get(
        field, bounds(self, field)[1]
    )


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


@calendars.method("getTimeZone()")
def get_zone(run: Any, self: Calendar) -> Any:
    """The zone its fields are in."""
    from addon.scripting.library.timezones import TimeZone

    return TimeZone(self.zone)


@calendars.method("setTimeZone(TimeZone)")
def set_zone(run: Any, self: Calendar, zone: Any) -> None:
    """See the same moment in another zone."""
    self.zone = zone.zone


@calendars.method("getFirstDayOfWeek()")
def first_day(run: Any, self: Calendar) -> int:
    """The day weeks start on."""
    return self.first_weekday


@calendars.method("setFirstDayOfWeek(int)")
def set_first_day(run: Any, self: Calendar, day: int) -> None:
    """Let weeks start on another day."""
    self.first_weekday = day


@calendars.method("getMinimalDaysInFirstWeek()")
def minimal_days(run: Any, self: Calendar) -> int:
    """How many days of January make a week the first."""
    return self.minimal


@calendars.method("setMinimalDaysInFirstWeek(int)")
def set_minimal_days(run: Any, self: Calendar, days: int) -> None:
    """Set how many days of January make a week the first."""
    self.minimal = days


@calendars.method("setLenient(boolean)")
def set_lenient(run: Any, self: Calendar, lenient: bool) -> None:
    """Whether values out of range roll over."""
    self.lenient = lenient


@calendars.method("isSet(int)")
def is_set(run: Any, self: Calendar, field: int) -> bool:
    """Whether a field has a value: all have."""
    return 0 <= field < len(CONSTANTS)


@calendars.method("getCalendarType()")
def calendar_type(run: Any, self: Calendar) -> str:
    return "gregory"


@calendars.method("getWeekYear()")
def week_year(run: Any, self: Calendar) -> int:
    """The year that the week belongs to."""
    days = local_of(self.millis, self.zone) // MILLIS_PER_DAY
    return week_of_year(days, (self.first_weekday + 5) % 7 + 1, self.minimal)[1]


@calendars.method("getWeeksInWeekYear()")
def weeks_in_year(run: Any, self: Calendar) -> int:
    """How many weeks the week year has."""
    starts = (self.first_weekday + 5) % 7 + 1
    year = week_year(run, self)
    return (first_week(year + 1, starts, self.minimal) - first_week(year, starts, self.minimal)) // 7


def names_of(field: int) -> dict[str, int]:
    """The long names of a field's values; none for fields that are numbers only."""
    if field == MONTH:
        return {name: place for place, name in enumerate(MONTHS)}
    if field == DAY_OF_WEEK:
        return {name: place % 7 + 1 for place, name in enumerate(WEEKDAYS, 1)}
    if field == AM_PM:
        return {"AM": 0, "PM": 1}
    return {"BC": 0, "AD": 1} if field == ERA else {}


def styled(name: str, style: int) -> str:
    return name[:3] if style & 3 == 1 else name


@calendars.method("getDisplayName(int, int, Locale)")
def display_name(run: Any, self: Calendar, field: int, style: int, locale: Any) -> str | None:
    """The name of a month, weekday or half of the day, as Calendar.SHORT or Calendar.LONG."""
    value = get(run, self, field)
    return next((styled(name, style) for name, number in names_of(field).items() if number == value), None)


@calendars.method("getDisplayNames(int, int, Locale)")
def display_names(run: Any, self: Calendar, field: int, style: int, locale: Any) -> Any:
    """The names of a field's values, each with its value."""
    names = names_of(field)
    run.meter.entries(len(names))
    return HashMap((styled(name, style), number) for name, number in names.items()) if names else None


@calendars.method("isLenient()")
def is_lenient(run: Any, self: Calendar) -> bool:
    """Whether values out of range roll over."""
    return self.lenient


@calendars.method("isLeapYear(int)")
def leap_year(run: Any, self: Calendar, year: int) -> bool:
    """Whether a year has 366 days."""
    return is_leap(year)


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


@calendars.method("next()")
def next_day(run: Any, self: Calendar) -> Calendar:
    """The day after."""
    copy: Calendar = clone(run, self)
    add(run, copy, DATE, 1)
    return copy


@calendars.method("previous()")
def previous_day(run: Any, self: Calendar) -> Calendar:
    """The day before."""
    copy: Calendar = clone(run, self)
    add(run, copy, DATE, -1)
    return copy


@calendars.method("upto(Calendar, Closure)")
def upto(run: Any, self: Calendar, last: Calendar, closure: Any) -> None:
    """Call the closure for each day from this to another."""
    if self.millis > last.millis:
        throw(
            "GroovyRuntimeException",
            f"The argument ({text(last)}) to upto() cannot be earlier than the value ({text(self)}) it's called on.",
        )
    day = clone(run, self)
    while day.millis <= last.millis:
        run.meter.step()
        closure.call(day)
        day = next_day(run, day)


@calendars.method("downto(Calendar, Closure)")
def downto(run: Any, self: Calendar, last: Calendar, closure: Any) -> None:
    """Call the closure for each day from this back to another."""
    if self.millis < last.millis:
        throw(
            "GroovyRuntimeException",
            f"The argument ({text(last)}) to downto() cannot be later than the value ({text(self)}) it's called on.",
        )
    day = clone(run, self)
    while day.millis >= last.millis:
        run.meter.step()
        closure.call(day)
        day = previous_day(run, day)


@calendars.method("minus(Calendar)")
def days_between(run: Any, self: Calendar, other: Calendar) -> int:
    """The number of days between."""
    return local_of(self.millis, self.zone) // MILLIS_PER_DAY - local_of(other.millis, other.zone) // MILLIS_PER_DAY


@calendars.method("format(String)")
def format_calendar(run: Any, self: Calendar, pattern: str) -> str:
    """The moment as a SimpleDateFormat pattern says, in this calendar's zone."""
    return write_date(pieces_of(pattern), self.millis, self.zone)


@calendars.method("toZonedDateTime()")
def to_zoned(run: Any, self: Calendar) -> Any:
    """Day and time in this calendar's zone."""
    from addon.scripting.library.javatime_moves import (
        zoned_at,
    )
    from addon.scripting.library.javatime_types import ZoneRegion

    return zoned_at(self.millis * 1_000_000, ZoneRegion(self.zone))


@gregorian.static("from(ZonedDateTime)")
def from_zoned(run: Any, moment: Any) -> Calendar:
    """The calendar of a ZonedDateTime: with ISO weeks."""
    made = Calendar((moment.local - moment.offset * 1_000_000_000) // 1_000_000, moment.zone.zone)
    made.first_weekday, made.minimal = 2, 4
    return made


@calendars.method("toInstant()")
def to_instant(run: Any, self: Calendar) -> Any:
    """The moment as java.time.Instant."""
    from addon.scripting.library.javatime_types import Instant

    return Instant(self.millis * 1_000_000)


extend(
    Calendar,
    text=lambda value: f"java.util.GregorianCalendar[time={value.millis},zone={value.zone.name}]",
    equals=lambda left, right: left.millis == right.millis and left.zone.name == right.zone.name,
    compare=order,
    hash=lambda value: wrap_int(value.millis ^ (value.millis >> 32)),
)
