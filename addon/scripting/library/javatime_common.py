"""What LocalDate, LocalTime, LocalDateTime, OffsetDateTime, ZonedDateTime and Instant have in common."""

from collections.abc import Callable
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.civil import NANOS_PER_DAY, civil_of, is_leap, month_length, weekday
from addon.scripting.library.javatime_amounts import added
from addon.scripting.library.javatime_enums import Adjuster, Formatter, adjusted
from addon.scripting.library.javatime_fields import UNITS, between, get, local_of, plus, truncated, with_field
from addon.scripting.library.javatime_types import (
    DAYS_OF_WEEK,
    MONTHS_OF_YEAR,
    ChronoField,
    ChronoUnit,
    DayOfWeek,
    Instant,
    LocalDate,
    LocalTime,
    instant_of,
)
from addon.scripting.library.javatime_write import write
from addon.scripting.library.registry import Table
from addon.scripting.values.classes import class_of
from addon.scripting.values.numbers import Long

local_dates = Table("java.time.LocalDate")
local_times = Table("java.time.LocalTime")
local_date_times = Table("java.time.LocalDateTime")
offset_date_times = Table("java.time.OffsetDateTime")
zoned_date_times = Table("java.time.ZonedDateTime")
instants = Table("java.time.Instant")

DATED = (local_dates, local_date_times, offset_date_times, zoned_date_times)
TIMED = (local_times, local_date_times, offset_date_times, zoned_date_times)
ALL = (*DATED, local_times, instants)


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


@offer(ALL, "plus(long, ChronoUnit)")
def plus_units(run: Any, self: Any, amount: int, unit: ChronoUnit) -> Any:
    """So many units later."""
    return plus(self, amount, unit)


@offer(ALL, "minus(long, ChronoUnit)")
def minus_units(run: Any, self: Any, amount: int, unit: ChronoUnit) -> Any:
    """So many units earlier."""
    return plus(self, -amount, unit)


@offer(ALL, "plus(TemporalAmount)")
def plus_amount(run: Any, self: Any, amount: Any) -> Any:
    """A Duration or Period later."""
    return added(self, amount, 1)


@offer(ALL, "minus(TemporalAmount)")
def minus_amount(run: Any, self: Any, amount: Any) -> Any:
    """A Duration or Period earlier."""
    return added(self, amount, -1)


@offer(ALL, "get(ChronoField)")
def get_field(run: Any, self: Any, field: ChronoField) -> int:
    """A field as Integer."""
    if field.name in ("EPOCH_DAY", "NANO_OF_DAY", "MICRO_OF_DAY", "INSTANT_SECONDS", "PROLEPTIC_MONTH"):
        get(self, field.name)
        throw(
            "java.time.temporal.UnsupportedTemporalTypeException",
            f"Invalid field '{field.label}' for get() method, use getLong() instead",
        )
    return get(self, field.name)


@offer(ALL, "getLong(ChronoField)")
def get_long(run: Any, self: Any, field: ChronoField) -> Long:
    """A field as Long."""
    return Long(get(self, field.name))


@offer(ALL, "with(ChronoField, long)")
def with_named(run: Any, self: Any, field: ChronoField, value: int) -> Any:
    """A copy with a field set."""
    return with_field(self, field.name, value)


@offer(DATED, "with(TemporalAdjuster)")
def with_adjuster(run: Any, self: Any, adjuster: Adjuster) -> Any:
    """A copy moved by an adjuster, such as TemporalAdjusters.lastDayOfMonth()."""
    return adjusted(self, adjuster)


@offer((*DATED, local_times), "with(DayOfWeek)", "with(Month)")
def with_constant(run: Any, self: Any, constant: Any) -> Any:
    """A copy on this day of the week, or in this month."""
    name = "DAY_OF_WEEK" if isinstance(constant, DayOfWeek) else "MONTH_OF_YEAR"
    return with_field(self, name, constant.ordinal + 1)


@offer((*DATED, local_times), "with(LocalDate)")
def with_date(run: Any, self: Any, date: LocalDate) -> Any:
    """A copy on another day."""
    return with_field(self, "EPOCH_DAY", date.days)


@offer((*DATED, local_times), "with(LocalTime)")
def with_time(run: Any, self: Any, time: LocalTime) -> Any:
    """A copy at another time."""
    return with_field(self, "NANO_OF_DAY", time.nanos)


@offer((local_times,), "with(TemporalAdjuster)")
def no_adjuster(run: Any, self: Any, adjuster: Adjuster) -> Any:
    """A time has no day to move."""
    throw("java.time.temporal.UnsupportedTemporalTypeException", "Unsupported field: DayOfMonth")


@offer((*TIMED, instants), "truncatedTo(ChronoUnit)")
def truncated_to(run: Any, self: Any, unit: ChronoUnit) -> Any:
    """A copy without anything smaller than a unit."""
    return truncated(self, unit)


@offer(ALL, "until(Temporal, ChronoUnit)")
def until(run: Any, self: Any, end: Any, unit: ChronoUnit) -> Long:
    """Complete units to another moment."""
    return Long(between(self, end, unit))


@offer((*DATED, local_times), "format(DateTimeFormatter)")
def format_value(run: Any, self: Any, formatter: Formatter) -> str:
    """As text."""
    return write(formatter.elements, self, formatter.zone)


@offer(ALL, "isSupported(ChronoField)")
def has_field(run: Any, self: Any, field: ChronoField) -> bool:
    """Whether it has the field."""
    from addon.scripting.errors import Thrown

    try:
        get(self, field.name)
    except Thrown:
        return False
    return True


@offer(ALL, "isSupported(ChronoUnit)")
def is_supported(run: Any, self: Any, unit: ChronoUnit) -> bool:
    """Whether the unit can be added."""
    small = not unit.months and unit.size < NANOS_PER_DAY
    if isinstance(self, LocalDate):
        return not small
    return small if isinstance(self, LocalTime) else not isinstance(self, Instant) or small or unit.name == "DAYS"


def position(value: Any) -> int:
    """Where a value stands in time, to compare with one of its kind."""
    moment = instant_of(value)
    return local_of(value) if moment is None else moment


for _table in ALL:
    _name = _table.info.simple

    @_table.method(f"isBefore({_name})")
    def is_before(run: Any, self: Any, other: Any) -> bool:
        """Whether this is earlier."""
        return position(self) < position(other)

    @_table.method(f"isAfter({_name})")
    def is_after(run: Any, self: Any, other: Any) -> bool:
        """Whether this is later."""
        return position(self) > position(other)

    @_table.method(f"isEqual({_name})")
    def is_equal(run: Any, self: Any, other: Any) -> bool:
        """Whether both are the same moment."""
        return position(self) == position(other)

    @_table.method(f"compareTo({_name})")
    def compare_to(run: Any, self: Any, other: Any) -> int:
        """Less than, equal to or greater than zero."""
        from addon.scripting.semantics.ordering import compare

        return compare(self, other)


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


def refuse_conversion(value: Any, wanted: str) -> None:
    """Throw as `from(...)` does."""
    from addon.scripting.semantics.texts import text

    throw(
        "java.time.DateTimeException",
        f"Unable to obtain {wanted} from TemporalAccessor: {text(value)} of type {class_of(value).name}",
    )
