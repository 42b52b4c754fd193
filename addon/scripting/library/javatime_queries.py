"""TemporalQueries, ValueRange, the ISO chronology, and what fields and units tell of themselves."""

from collections.abc import Callable
from functools import partial
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.javatime_adjusting import Adjuster, adjusted
from addon.scripting.library.javatime_common import READABLE, offer
from addon.scripting.library.javatime_conversions import date_of, offset_of, time_of, zone_of
from addon.scripting.library.javatime_enums import fields, offer_enum, units
from addon.scripting.library.javatime_fields import SUPPORTED, get, range_of, with_field
from addon.scripting.library.javatime_formatters import Formatter, formatters
from addon.scripting.library.javatime_moves import UNITS, moves_by, plus
from addon.scripting.library.javatime_parsed import Parsed
from addon.scripting.library.javatime_parsed_fields import parsed_values
from addon.scripting.library.javatime_ranges import DATE_FIELDS, RANGES, TIME_FIELDS, ValueRange, check, ranged
from addon.scripting.library.javatime_types import (
    ChronoField,
    ChronoUnit,
    Constant,
    DayOfWeek,
    LocalDate,
    Month,
    MonthDay,
    Year,
    YearMonth,
    ZonedDateTime,
    ZoneOffset,
)
from addon.scripting.library.registry import Table
from addon.scripting.semantics.extend import extend
from addon.scripting.values.classes import define
from addon.scripting.values.numbers import Long


class Query:
    """A TemporalQuery: what it tells of a value."""

    __slots__ = ("ask", "label")

    def __init__(self, ask: Callable[[Any], Any], label: str) -> None:
        self.ask = ask
        self.label = label


class IsoChronology:
    """java.time.chrono.IsoChronology"""

    __slots__ = ()


class IsoEra(Constant):
    """java.time.chrono.IsoEra"""

    __slots__ = ()


define("java.time.temporal.TemporalQuery", python=[Query])
define("java.time.chrono.Chronology", interface=True)
define("java.time.chrono.IsoChronology", "Chronology", "Comparable", "Serializable", python=[IsoChronology])
define("java.time.chrono.IsoEra", "java.lang.Enum", "TemporalAccessor", "TemporalAdjuster", python=[IsoEra])
define("java.time.temporal.ValueRange", "Serializable", python=[ValueRange])
extend(Query, text=lambda value: value.label)
extend(IsoChronology, text=lambda value: "ISO", equals=lambda one, two: True)
extend(IsoEra, text=lambda value: value.name, plain=lambda value: {"$time": value.name})
extend(ValueRange, text=str, equals=lambda one, two: bool(one.key == two.key))
ISO = IsoChronology()
ERAS = [IsoEra("BCE", 0), IsoEra("CE", 1)]
chronologies = Table("java.time.chrono.IsoChronology")
value_ranges = Table("java.time.temporal.ValueRange")
queries = Table(define("java.time.temporal.TemporalQueries"))
offer_enum(Table("java.time.chrono.IsoEra"), list(ERAS))
chronologies.constant("INSTANCE", ISO)
MOMENTS = tuple(Table(f"java.time.{name}") for name in ("LocalDate", "LocalDateTime", "ZonedDateTime"))


@Table("java.time.chrono.IsoEra").method("getValue()")
def era_value(run: Any, self: IsoEra) -> int:
    """1 since the year 1, else 0."""
    return self.ordinal


@chronologies.method("getId()")
def chronology_id(run: Any, self: IsoChronology) -> str:
    """ISO"""
    return "ISO"


@chronologies.method("getCalendarType()")
def calendar_type(run: Any, self: IsoChronology) -> str:
    """iso8601"""
    return "iso8601"


@chronologies.method("isLeapYear(long)")
def is_leap_year(run: Any, self: IsoChronology, year: int) -> bool:
    """Whether a year has 366 days."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


@offer(MOMENTS, "getChronology()")
def get_chronology(run: Any, self: Any) -> IsoChronology:
    """The ISO calendar."""
    return ISO


@offer((Table("java.time.LocalDate"),), "getEra()")
def get_era(run: Any, self: LocalDate) -> IsoEra:
    """CE since the year 1, else BCE."""
    return ERAS[get(self, "ERA")]


@offer((Table("java.time.Period"),), "getChronology()")
def period_chronology(run: Any, self: Any) -> IsoChronology:
    """The ISO calendar."""
    return ISO


def precision(value: Any) -> ChronoUnit | None:
    """The smallest unit that a value tells."""
    if isinstance(value, (MonthDay, ZoneOffset, Parsed)):
        return None
    named = {LocalDate: "DAYS", Year: "YEARS", YearMonth: "MONTHS", Month: "MONTHS", DayOfWeek: "DAYS"}
    return UNITS[named.get(type(value), "NANOS")]


def _chronology(value: Any) -> Any:
    named = ("Instant", "LocalTime", "OffsetTime", "DayOfWeek", "ZoneOffset")
    return None if type(value).__name__ in named else ISO


def _given(query: Query, run: Any) -> Query:
    """The query of a name."""
    return query


for _name, _label, _ask in (
    ("zoneId", "ZoneId", lambda value: value.zone if isinstance(value, (ZonedDateTime, Parsed)) else None),
    ("chronology", "Chronology", _chronology),
    ("precision", "Precision", precision),
    ("zone", "Zone", zone_of),
    ("offset", "ZoneOffset", offset_of),
    ("localDate", "LocalDate", date_of),
    ("localTime", "LocalTime", time_of),
):
    queries.static(f"{_name}()")(partial(_given, Query(_ask, _label)))


@offer((*READABLE, parsed_values), "query(Object)")
def query(run: Any, self: Any, asked: Any) -> Any:
    """What a TemporalQuery, or a method such as `LocalDate::from`, tells of this."""
    if asked is None:
        throw("NullPointerException")
    if isinstance(asked, Query):
        return asked.ask(self)
    return (
        asked.call(self) if hasattr(asked, "call") else throw("IllegalArgumentException", "wrong number of arguments")
    )


@Table("java.time.temporal.TemporalQuery").method("queryFrom(TemporalAccessor)")
def query_from(run: Any, self: Query, value: Any) -> Any:
    """What the query tells of a value."""
    return self.ask(value)


# ValueRange


@value_ranges.static("of(long, long)", "of(long, long, long)")
def range_between(run: Any, low: int, high: int, highest: int | None = None) -> ValueRange:
    """A range; with three numbers, the greatest value differs."""
    if low > high:
        throw("IllegalArgumentException", "Minimum value must be less than maximum value")
    return ranged(int(low), int(high), None if highest is None else int(highest))


@value_ranges.static("of(long, long, long, long)")
def range_of_four(run: Any, lowest: int, low: int, high: int, highest: int) -> ValueRange:
    """A range whose least and greatest values differ."""
    return ValueRange(int(lowest), int(low), int(high), int(highest))


value_ranges.method("getMinimum()")(lambda run, self: Long(self.lowest))
value_ranges.method("getLargestMinimum()")(lambda run, self: Long(self.low))
value_ranges.method("getSmallestMaximum()")(lambda run, self: Long(self.high))
value_ranges.method("getMaximum()")(lambda run, self: Long(self.highest))


@value_ranges.method("isFixed()")
def is_fixed(run: Any, self: ValueRange) -> bool:
    """Whether both ends are always the same."""
    return self.lowest == self.low and self.high == self.highest


@value_ranges.method("isIntValue()")
def is_int_value(run: Any, self: ValueRange) -> bool:
    """Whether every value is an Integer."""
    return self.fits_int


@value_ranges.method("isValidValue(long)", "isValidIntValue(long)")
def is_valid(run: Any, self: ValueRange, value: int) -> bool:
    """Whether a value lies within."""
    return self.has(value)


@value_ranges.method("checkValidValue(long, ChronoField)")
def check_value(run: Any, self: ValueRange, value: int, field: ChronoField) -> Long:
    """The value; throws when it lies outside."""
    if not self.has(value):
        throw("java.time.DateTimeException", f"Invalid value for {field.label} (valid values {self}): {value}")
    return Long(value)


# Fields and units

_OF = {"SECOND": "SECONDS", "MINUTE": "MINUTES", "HOUR": "HOURS", "DAY": "DAYS", "AMPM": "HALF_DAYS"}
_UNITS_OF = {
    "DAY_OF_WEEK": ("DAYS", "WEEKS"),
    "ALIGNED_DAY_OF_WEEK_IN_MONTH": ("DAYS", "WEEKS"),
    "ALIGNED_DAY_OF_WEEK_IN_YEAR": ("DAYS", "WEEKS"),
    "DAY_OF_MONTH": ("DAYS", "MONTHS"),
    "DAY_OF_YEAR": ("DAYS", "YEARS"),
    "EPOCH_DAY": ("DAYS", "FOREVER"),
    "ALIGNED_WEEK_OF_MONTH": ("WEEKS", "MONTHS"),
    "ALIGNED_WEEK_OF_YEAR": ("WEEKS", "YEARS"),
    "MONTH_OF_YEAR": ("MONTHS", "YEARS"),
    "PROLEPTIC_MONTH": ("MONTHS", "FOREVER"),
    "YEAR_OF_ERA": ("YEARS", "FOREVER"),
    "YEAR": ("YEARS", "FOREVER"),
    "ERA": ("ERAS", "FOREVER"),
    "INSTANT_SECONDS": ("SECONDS", "FOREVER"),
    "OFFSET_SECONDS": ("SECONDS", "FOREVER"),
    "AMPM_OF_DAY": ("HALF_DAYS", "DAYS"),
}


def units_of(field: ChronoField) -> tuple[str, str]:
    """The unit that a field counts, and the one that it counts within."""
    known = _UNITS_OF.get(field.name)
    if known is not None:
        return known
    base, _, within = field.name.removeprefix("CLOCK_").partition("_OF_")
    return base + "S", _OF[within]


@fields.method("range()")
def own_range(run: Any, self: ChronoField) -> ValueRange:
    """The values that the field may have."""
    return RANGES[self.name]


@fields.method("getBaseUnit()")
def base_unit(run: Any, self: ChronoField) -> ChronoUnit:
    """The unit that it counts."""
    return UNITS[units_of(self)[0]]


@fields.method("getRangeUnit()")
def range_unit(run: Any, self: ChronoField) -> ChronoUnit:
    """The unit that it counts within."""
    return UNITS[units_of(self)[1]]


@fields.method("isDateBased()")
def is_date_based(run: Any, self: ChronoField) -> bool:
    """Whether it is a field of a date."""
    return self.name in DATE_FIELDS


@fields.method("isTimeBased()")
def is_time_based(run: Any, self: ChronoField) -> bool:
    """Whether it is a field of a time of day."""
    return self.name in TIME_FIELDS


@fields.method("checkValidValue(long)")
def check_field(run: Any, self: ChronoField, value: int) -> Long:
    """The value; throws when the field cannot have it."""
    return Long(check(self.name, value))


@fields.method("checkValidIntValue(long)")
def check_int_field(run: Any, self: ChronoField, value: int) -> int:
    """The value as Integer; throws when the field cannot have it."""
    return check(self.name, int(value))


@fields.method("isSupportedBy(TemporalAccessor)")
def supported_by(run: Any, self: ChronoField, value: Any) -> bool:
    """Whether a value has the field."""
    return self.name in SUPPORTED.get(type(value), ())


@fields.method("getFrom(TemporalAccessor)")
def get_from(run: Any, self: ChronoField, value: Any) -> Long:
    """The field of a value."""
    return Long(get(value, self.name))


@fields.method("rangeRefinedBy(TemporalAccessor)")
def range_refined(run: Any, self: ChronoField, value: Any) -> ValueRange:
    """The values that the field may have in a value."""
    return range_of(value, self.name)


@fields.method("adjustInto(Temporal, long)")
def adjust_into(run: Any, self: ChronoField, value: Any, amount: int) -> Any:
    """The value with the field set."""
    return with_field(value, self.name, amount)


@units.method("addTo(Temporal, long)")
def add_to(run: Any, self: ChronoUnit, value: Any, amount: int) -> Any:
    """The value so many units later."""
    return plus(value, amount, self)


@units.method("isSupportedBy(Temporal)")
def unit_supported(run: Any, self: ChronoUnit, value: Any) -> bool:
    """Whether a value can be moved by the unit."""
    return type(value) in SUPPORTED and moves_by(type(value), self)


@units.method("isDurationEstimated()")
def is_estimated(run: Any, self: ChronoUnit) -> bool:
    """Whether its length differs: days and longer."""
    return bool(self.months) or self.size >= UNITS["DAYS"].size


# What adjusts


def _adjust_into(run: Any, self: Any, value: Any) -> Any:
    """Another value with the fields of this one."""
    return adjusted(value, self)


offer(READABLE, "adjustInto(Temporal)")(_adjust_into)
Table("java.time.temporal.TemporalAdjusters$$Lambda").method("adjustInto(Temporal)")(_adjust_into)


@Table("java.time.temporal.TemporalAdjusters").static("ofDateAdjuster(UnaryOperator)")
def of_date_adjuster(run: Any, change: Any) -> Adjuster:
    """An adjuster that a closure makes of a day."""
    return Adjuster(lambda days: int(change.call(LocalDate(days)).days))


# What a formatter tells


@formatters.method("getZone()")
def formatter_zone(run: Any, self: Formatter) -> Any:
    """The zone that it was given."""
    return self.zone


@formatters.method("getChronology()")
def formatter_chronology(run: Any, self: Formatter) -> Any:
    """The ISO calendar, where it was made with one."""
    return ISO if is_strict(self) else None


@formatters.method("getResolverStyle()")
def formatter_resolver(run: Any, self: Formatter) -> Any:
    """STRICT where dates that do not exist are refused, else SMART."""
    styles = Table("java.time.format.ResolverStyle").info.constants
    return styles["STRICT" if is_strict(self) else "SMART"]


@formatters.method("getLocale()")
def formatter_locale(run: Any, self: Formatter) -> Any:
    """Always US English."""
    return Table("java.util.Locale").info.constants["US"]


def is_strict(formatter: Formatter) -> bool:
    """Whether a formatter takes no date that does not exist, as Java's own do."""
    return formatter.strict or any(element.exact for element in formatter.elements)
