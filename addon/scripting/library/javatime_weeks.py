"""java.time.temporal.IsoFields and WeekFields: weeks and quarters of a date."""

from collections.abc import Callable
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.civil import (
    NANOS_PER_DAY,
    civil_of,
    days_of,
    first_week,
    month_length,
    week_of_month,
    week_of_year,
    weekday,
)
from addon.scripting.library.javatime_common import DATED, READABLE, offer
from addon.scripting.library.javatime_conversions import has
from addon.scripting.library.javatime_fields import get as read_field
from addon.scripting.library.javatime_moves import (
    at_local,
    cut,
    local_of,
    months_between,
)
from addon.scripting.library.javatime_types import DAYS_OF_WEEK, DayOfWeek
from addon.scripting.library.registry import Table
from addon.scripting.semantics.extend import extend
from addon.scripting.values.classes import define
from addon.scripting.values.numbers import Long

MONDAY, SUNDAY = 1, 7


class DateField:
    """A TemporalField that is counted from a date; `move` gives the day on which it has another value."""

    __slots__ = ("label", "move", "of_rule", "read")

    def __init__(
        self, label: str, read: Callable[[int], int], move: Callable[[int, int], int], of_rule: bool = False
    ) -> None:
        self.label = label
        self.of_rule = of_rule
        """Whether it belongs to a `WeekFields` and not to `IsoFields`."""
        self.read = read
        self.move = move


class WeekRule:
    """java.time.temporal.WeekFields: the day that weeks start on (1 is Monday) and how many make the first week."""

    __slots__ = ("first", "minimal")

    def __init__(self, first: int, minimal: int) -> None:
        self.first = first
        self.minimal = minimal


class IsoUnit:
    """IsoFields.QUARTER_YEARS and WEEK_BASED_YEARS."""

    __slots__ = ("label",)

    def __init__(self, label: str) -> None:
        self.label = label


define("java.time.temporal.IsoFields$DateField", "TemporalField", python=[DateField])
define("java.time.temporal.IsoFields$Unit", "TemporalUnit", python=[IsoUnit])
iso = Table(define("java.time.temporal.IsoFields"))
rules = Table(define("java.time.temporal.WeekFields", python=[WeekRule]))
extend(DateField, text=lambda value: value.label)
extend(IsoUnit, text=lambda value: value.label)
extend(
    WeekRule,
    text=lambda value: f"WeekFields[{DAYS_OF_WEEK[value.first - 1].name},{value.minimal}]",
    equals=lambda one, two: (one.first, one.minimal) == (two.first, two.minimal),
)


def _quarter_start(days: int) -> int:
    year, month, _ = civil_of(days)
    return days_of(year, (month - 1) // 3 * 3 + 1, 1)


def _in_quarter(days: int, quarter: int) -> int:
    year, month, day = civil_of(days)
    moved = (quarter - 1) * 3 + (month - 1) % 3 + 1
    return days_of(year, moved, min(day, month_length(year, moved)))


def _in_week_year(days: int, year: int, rule: WeekRule) -> int:
    week, _ = week_of_year(days, rule.first, rule.minimal)
    last = (first_week(year + 1, rule.first, rule.minimal) - first_week(year, rule.first, rule.minimal)) // 7
    return first_week(year, rule.first, rule.minimal) + (min(week, last) - 1) * 7 + (weekday(days) - rule.first) % 7


ISO_WEEKS = WeekRule(MONDAY, 4)


def week_of_week_year(rule: WeekRule, label: str, of_rule: bool = False) -> DateField:
    """The week of the year that it belongs to."""

    def read(days: int) -> int:
        return week_of_year(days, rule.first, rule.minimal)[0]

    return DateField(label, read, lambda days, week: days + (week - read(days)) * 7, of_rule)


def week_year(rule: WeekRule, label: str, of_rule: bool = False) -> DateField:
    """The year that the week belongs to."""
    return DateField(
        label,
        lambda days: week_of_year(days, rule.first, rule.minimal)[1],
        lambda days, year: _in_week_year(days, year, rule),
        of_rule,
    )


def _week_in_year(days: int, rule: WeekRule) -> int:
    """The week of the calendar year, 0 for days before its first week."""
    start = first_week(civil_of(days)[0], rule.first, rule.minimal)
    return (days - start) // 7 + 1


for _name, _field in {
    "WEEK_OF_WEEK_BASED_YEAR": week_of_week_year(ISO_WEEKS, "WeekOfWeekBasedYear"),
    "WEEK_BASED_YEAR": week_year(ISO_WEEKS, "WeekBasedYear"),
    "QUARTER_OF_YEAR": DateField("QuarterOfYear", lambda days: (civil_of(days)[1] - 1) // 3 + 1, _in_quarter),
    "DAY_OF_QUARTER": DateField(
        "DayOfQuarter",
        lambda days: days - _quarter_start(days) + 1,
        lambda days, day: _quarter_start(days) + day - 1,
    ),
}.items():
    iso.constant(_name, _field)
QUARTER_YEARS = IsoUnit("QuarterYears")
iso.constant("QUARTER_YEARS", QUARTER_YEARS)
iso.constant("WEEK_BASED_YEARS", IsoUnit("WeekBasedYears"))
rules.constant("ISO", ISO_WEEKS)
rules.constant("SUNDAY_START", WeekRule(SUNDAY, 1))


@rules.static("of(Locale)", "of(DayOfWeek, int)")
def rule_of(run: Any, first: Any, minimal: int = 0) -> WeekRule:
    """The rule of a locale's country, or by its first day and the least days of the first week."""
    if isinstance(first, DayOfWeek):
        if not 1 <= minimal <= 7:
            throw("IllegalArgumentException", "Minimal number of days is invalid")
        return WeekRule(first.ordinal + 1, minimal)
    from addon.scripting.library.calendar_fields import MONDAY_COUNTRIES

    return ISO_WEEKS if first.tag.partition("_")[2] in MONDAY_COUNTRIES else WeekRule(SUNDAY, 1)


@rules.method("getFirstDayOfWeek()")
def first_day(run: Any, self: WeekRule) -> Any:
    """The day that weeks start on."""
    return DAYS_OF_WEEK[self.first - 1]


@rules.method("getMinimalDaysInFirstWeek()")
def minimal_days(run: Any, self: WeekRule) -> int:
    """How many days of January make a week the first."""
    return self.minimal


@rules.method("dayOfWeek()")
def day_of_week(run: Any, self: WeekRule) -> DateField:
    """The day counted from the first of the week."""

    def read(days: int) -> int:
        return (weekday(days) - self.first) % 7 + 1

    return DateField("DayOfWeek", read, lambda days, day: days + day - read(days), of_rule=True)


@rules.method("weekOfWeekBasedYear()")
def rule_week(run: Any, self: WeekRule) -> DateField:
    """The week of the year that it belongs to."""
    return week_of_week_year(self, "WeekOfWeekBasedYear", True)


@rules.method("weekBasedYear()")
def rule_year(run: Any, self: WeekRule) -> DateField:
    """The year that the week belongs to."""
    return week_year(self, "WeekBasedYear", True)


@rules.method("weekOfYear()")
def rule_week_of_year(run: Any, self: WeekRule) -> DateField:
    """The week of the calendar year."""
    return DateField(
        "WeekOfYear",
        lambda days: _week_in_year(days, self),
        lambda days, week: days + (week - _week_in_year(days, self)) * 7,
        of_rule=True,
    )


@rules.method("weekOfMonth()")
def rule_week_of_month(run: Any, self: WeekRule) -> DateField:
    """The week of the month."""

    def read(days: int) -> int:
        return week_of_month(days, self.first, self.minimal)

    return DateField("WeekOfMonth", read, lambda days, week: days + (week - read(days)) * 7, of_rule=True)


@offer(DATED, "get(DateField)")
def get_field(run: Any, self: Any, field: DateField) -> int:
    """A field counted from the date."""
    return field.read(local_of(self) // NANOS_PER_DAY)


@offer(DATED, "getLong(DateField)")
def get_long(run: Any, self: Any, field: DateField) -> Long:
    """A field counted from the date."""
    return Long(field.read(local_of(self) // NANOS_PER_DAY))


@offer(DATED, "with(DateField, long)")
def with_field(run: Any, self: Any, field: DateField, value: int) -> Any:
    """A copy with the field set."""
    greatest, shown = GREATEST.get("" if field.of_rule else field.label, (0, ""))
    if greatest and not 1 <= value <= greatest:
        throw("java.time.DateTimeException", f"Invalid value for {field.label} (valid values 1 - {shown}): {value}")
    days, nanos = divmod(local_of(self), NANOS_PER_DAY)
    return at_local(self, field.move(days, int(value)) * NANOS_PER_DAY + nanos)


GREATEST = {"QuarterOfYear": (4, "4"), "DayOfQuarter": (92, "90/92"), "WeekOfWeekBasedYear": (53, "52/53")}
"""What the fields of IsoFields go up to, as a number and as messages show it."""
UNDATED = tuple(table for table in READABLE if table not in DATED)


@offer(UNDATED, "get(DateField)", "getLong(DateField)")
def no_field(run: Any, self: Any, field: DateField) -> Any:
    """Without a day there are no weeks; a month has a quarter."""
    if field.label == "QuarterOfYear" and has(self, "MONTH_OF_YEAR"):
        return (read_field(self, "MONTH_OF_YEAR") - 1) // 3 + 1
    shown = "DayOfWeek" if field.of_rule else field.label
    return throw("java.time.temporal.UnsupportedTemporalTypeException", f"Unsupported field: {shown}")


@offer(READABLE, "isSupported(DateField)")
def supports(run: Any, self: Any, field: DateField) -> bool:
    """Whether there is a date to count from."""
    return has(self, "EPOCH_DAY") or (field.label == "QuarterOfYear" and has(self, "MONTH_OF_YEAR"))


@offer(READABLE, "isSupported(Unit)")
def supports_unit(run: Any, self: Any, unit: IsoUnit) -> bool:
    """Whether there is a date to move."""
    return has(self, "EPOCH_DAY")


@offer(DATED, "until(Temporal, Unit)")
def until_units(run: Any, self: Any, end: Any, unit: IsoUnit) -> Long:
    """Complete quarters, or week-based years, until another date."""
    return Long(between(run, unit, self, end))


units = Table("java.time.temporal.IsoFields$Unit")


@units.method("between(Temporal, Temporal)")
def between(run: Any, self: IsoUnit, start: Any, end: Any) -> Long:
    """Complete quarters, or week-based years, from one date to another."""
    if self is QUARTER_YEARS:
        return Long(cut(months_between(local_of(start), local_of(end)), 3))
    field = week_year(ISO_WEEKS, "")
    return Long(field.read(local_of(end) // NANOS_PER_DAY) - field.read(local_of(start) // NANOS_PER_DAY))
