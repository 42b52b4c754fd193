"""What the types of java.time have in common: fields, units, adjusters, order."""

from collections.abc import Callable
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.civil import NANOS, NANOS_PER_DAY, civil_of, is_leap, month_length, weekday
from addon.scripting.library.javatime_adjusting import adjusted
from addon.scripting.library.javatime_amounts import added
from addon.scripting.library.javatime_conversions import converted
from addon.scripting.library.javatime_enums import months, weekdays, year_months, years
from addon.scripting.library.javatime_fields import SUPPORTED, get, range_of, unsupported_field, with_field
from addon.scripting.library.javatime_formatters import Formatter
from addon.scripting.library.javatime_moves import UNITS, between, local_of, moves_by, plus, truncated
from addon.scripting.library.javatime_ranges import RANGES, ValueRange
from addon.scripting.library.javatime_texts import instant_of
from addon.scripting.library.javatime_types import (
    DAYS_OF_WEEK,
    MONTHS_OF_YEAR,
    ChronoField,
    ChronoUnit,
    DayOfWeek,
    Instant,
    LocalDate,
    Month,
    MonthDay,
    OffsetTime,
    Year,
    YearMonth,
    ZoneOffset,
)
from addon.scripting.library.javatime_write import write
from addon.scripting.library.registry import Table
from addon.scripting.values.numbers import Long

local_dates = Table("java.time.LocalDate")
local_times = Table("java.time.LocalTime")
local_date_times = Table("java.time.LocalDateTime")
offset_date_times = Table("java.time.OffsetDateTime")
zoned_date_times = Table("java.time.ZonedDateTime")
instants = Table("java.time.Instant")

offset_times = Table("java.time.OffsetTime")
month_days = Table("java.time.MonthDay")
zone_offsets = Table("java.time.ZoneOffset")

DATED = (local_dates, local_date_times, offset_date_times, zoned_date_times)
TIMED = (local_times, offset_times, local_date_times, offset_date_times, zoned_date_times)
ALL = (*DATED, local_times, offset_times, instants)
MOVABLE = (*ALL, years, year_months)
READABLE = (*MOVABLE, month_days, months, weekdays, zone_offsets)


def offer(tables: tuple[Table, ...], *signatures: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Offer a method on several classes."""

    def add(function: Callable[..., Any]) -> Callable[..., Any]:
        for table in tables:
            table.method(*signatures)(function)
        return function

    return add


def _mover(tables: tuple[Table, ...], name: str, unit: ChronoUnit) -> None:
    def later(run: Any, self: Any, amount: int) -> Any:
        return plus(self, amount, unit)

    def earlier(run: Any, self: Any, amount: int) -> Any:
        return plus(self, -amount, unit)

    later.__doc__ = f"So many {name.lower()} later."
    earlier.__doc__ = f"So many {name.lower()} earlier."
    offer(tables, f"plus{name}(long)")(later)
    offer(tables, f"minus{name}(long)")(earlier)


for _unit in ("YEARS", "MONTHS", "WEEKS", "DAYS"):
    _mover(DATED, _unit.capitalize(), UNITS[_unit])
for _unit in ("HOURS", "MINUTES"):
    _mover(TIMED, _unit.capitalize(), UNITS[_unit])
for _unit in ("SECONDS", "NANOS"):
    _mover((*TIMED, instants), _unit.capitalize(), UNITS[_unit])
_mover((instants,), "Millis", UNITS["MILLIS"])


@offer(MOVABLE, "plus(long, ChronoUnit)")
def plus_units(run: Any, self: Any, amount: int, unit: ChronoUnit) -> Any:
    """So many units later."""
    return plus(self, amount, unit)


@offer(MOVABLE, "minus(long, ChronoUnit)")
def minus_units(run: Any, self: Any, amount: int, unit: ChronoUnit) -> Any:
    """So many units earlier."""
    return plus(self, -amount, unit)


@offer(MOVABLE, "plus(TemporalAmount)")
def plus_amount(run: Any, self: Any, amount: Any) -> Any:
    """A Duration or Period later."""
    return added(self, amount, 1)


@offer(MOVABLE, "minus(TemporalAmount)")
def minus_amount(run: Any, self: Any, amount: Any) -> Any:
    """A Duration or Period earlier."""
    return added(self, amount, -1)


DEFAULT_GET = (OffsetTime, Month, DayOfWeek, MonthDay, ZoneOffset, Year, YearMonth)
"""Types whose get() checks as TemporalAccessor does by default; the others name the method to use instead."""


@offer(READABLE, "get(ChronoField)")
def get_field(run: Any, self: Any, field: ChronoField) -> int:
    """A field as Integer."""
    value = get(self, field.name)
    if type(self) is Instant and field.name == "INSTANT_SECONDS":
        unsupported_field(field.name)
    if not RANGES[field.name].fits_int:
        if isinstance(self, (Year, YearMonth)):
            shown = RANGES[field.name]
            throw("java.time.DateTimeException", f"Invalid value for {field.label} (valid values {shown}): {value}")
        label = field.label if isinstance(self, DEFAULT_GET) else f"'{field.label}'"
        throw(
            "java.time.temporal.UnsupportedTemporalTypeException",
            f"Invalid field {label} for get() method, use getLong() instead",
        )
    return value


@offer(READABLE, "getLong(ChronoField)")
def get_long(run: Any, self: Any, field: ChronoField) -> Long:
    """A field as Long."""
    return Long(get(self, field.name))


@offer(READABLE, "isSupported(ChronoField?)")
def has_field(run: Any, self: Any, field: ChronoField | None) -> bool:
    """Whether it has the field."""
    return field is not None and field.name in SUPPORTED[type(self)]


@offer(READABLE, "range(ChronoField)")
def field_range(run: Any, self: Any, field: ChronoField) -> ValueRange:
    """The values that a field may have here."""
    return range_of(self, field.name)


@offer(MOVABLE, "with(ChronoField, long)")
def with_named(run: Any, self: Any, field: ChronoField, value: int) -> Any:
    """A copy with a field set."""
    return with_field(self, field.name, value)


@offer(MOVABLE, "with(TemporalAdjuster)")
def with_adjuster(run: Any, self: Any, adjuster: Any) -> Any:
    """A copy moved by an adjuster, or with the fields of another value."""
    return adjusted(self, adjuster)


@offer((*TIMED, instants), "truncatedTo(ChronoUnit)")
def truncated_to(run: Any, self: Any, unit: ChronoUnit) -> Any:
    """A copy without anything smaller than a unit."""
    return truncated(self, unit)


@offer(MOVABLE, "until(Temporal, ChronoUnit)")
def until(run: Any, self: Any, end: Any, unit: ChronoUnit) -> Long:
    """Complete units to another moment."""
    return Long(between(self, end, unit))


@offer((*DATED, local_times, offset_times, years, year_months, month_days), "format(DateTimeFormatter)")
def format_value(run: Any, self: Any, formatter: Formatter) -> str:
    """As text."""
    return write(formatter.elements, self, formatter.zone)


@offer(MOVABLE, "isSupported(ChronoUnit?)")
def is_supported(run: Any, self: Any, unit: ChronoUnit | None) -> bool:
    """Whether the unit can be added."""
    return unit is not None and moves_by(type(self), unit)


def position(value: Any) -> Any:
    """Where a value stands in time, to compare with one of its kind."""
    if isinstance(value, OffsetTime):
        return value.nanos - value.offset * NANOS
    if isinstance(value, Year):
        return value.year
    if isinstance(value, YearMonth):
        return value.total
    if isinstance(value, MonthDay):
        return value.month, value.day
    moment = instant_of(value)
    return local_of(value) if moment is None else moment


for _table in (*MOVABLE, month_days):
    _name = _table.info.simple

    @_table.method(f"isBefore({_name})")
    def is_before(run: Any, self: Any, other: Any) -> bool:
        """Whether this is earlier."""
        return bool(position(self) < position(other))

    @_table.method(f"isAfter({_name})")
    def is_after(run: Any, self: Any, other: Any) -> bool:
        """Whether this is later."""
        return bool(position(self) > position(other))

    @_table.method(f"compareTo({_name})")
    def compare_to(run: Any, self: Any, other: Any) -> int:
        """Less than, equal to or greater than zero."""
        from addon.scripting.semantics.ordering import compare

        return compare(self, other)


for _table in (*DATED, offset_times):

    @_table.method(f"isEqual({_table.info.simple})")
    def is_equal(run: Any, self: Any, other: Any) -> bool:
        """Whether both are the same moment."""
        return bool(position(self) == position(other))


_BY_NAME = {table.info.simple: table for table in READABLE}
for _kind in SUPPORTED:

    @_BY_NAME[_kind.__name__].static("from(TemporalAccessor)")
    def taken_from(run: Any, value: Any, kind: type = _kind) -> Any:
        """What another value has of this type."""
        return converted(value, kind)


def _getter(tables: tuple[Table, ...], name: str, field: str) -> None:
    def read(run: Any, self: Any) -> int:
        return get(self, field)

    read.__doc__ = f"The {field.lower().replace('_', ' ')}."
    offer(tables, f"get{name}()")(read)


def _setter(tables: tuple[Table, ...], name: str, field: str) -> None:
    def write_field(run: Any, self: Any, value: int) -> Any:
        return with_field(self, field, value)

    write_field.__doc__ = f"A copy with the {field.lower().replace('_', ' ')} set."
    offer(tables, f"with{name}(int)")(write_field)


for _name, _field in {
    "Year": "YEAR",
    "MonthValue": "MONTH_OF_YEAR",
    "DayOfMonth": "DAY_OF_MONTH",
    "DayOfYear": "DAY_OF_YEAR",
}.items():
    _getter(DATED, _name, _field)
    _setter(DATED, _name.removesuffix("Value"), _field)
for _name, _field in {
    "Hour": "HOUR_OF_DAY",
    "Minute": "MINUTE_OF_HOUR",
    "Second": "SECOND_OF_MINUTE",
    "Nano": "NANO_OF_SECOND",
}.items():
    _getter(TIMED, _name, _field)
    _setter(TIMED, _name, _field)


@offer(DATED, "getMonth()")
def get_month(run: Any, self: Any) -> Any:
    """The month, such as MARCH."""
    return MONTHS_OF_YEAR[get(self, "MONTH_OF_YEAR") - 1]


@offer(DATED, "getDayOfWeek()")
def get_day_of_week(run: Any, self: Any) -> Any:
    """The day of the week, such as FRIDAY."""
    return DAYS_OF_WEEK[weekday(local_of(self) // NANOS_PER_DAY) - 1]


@local_dates.method("isLeapYear()")
def is_leap_year(run: Any, self: LocalDate) -> bool:
    """Whether the year has 366 days."""
    return is_leap(civil_of(self.days)[0])


@local_dates.method("lengthOfMonth()")
def length_of_month(run: Any, self: LocalDate) -> int:
    """Days of the month."""
    year, month, _ = civil_of(self.days)
    return month_length(year, month)


@local_dates.method("lengthOfYear()")
def length_of_year(run: Any, self: LocalDate) -> int:
    """365 or 366."""
    return 366 if is_leap_year(run, self) else 365
