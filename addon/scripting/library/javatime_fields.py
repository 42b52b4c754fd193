"""Units and fields of java.time, and what every temporal type does with them: get, with, plus, until, truncate."""

from typing import Any, NoReturn

from addon.scripting.errors import throw
from addon.scripting.library.civil import (
    NANOS,
    NANOS_PER_DAY,
    civil_of,
    day_of_year,
    days_of,
    is_leap,
    month_length,
    plus_months,
    weekday,
)
from addon.scripting.library.javatime_types import (
    ChronoField,
    ChronoUnit,
    Instant,
    LocalDate,
    LocalDateTime,
    LocalTime,
    OffsetDateTime,
    Year,
    YearMonth,
    ZonedDateTime,
    ZoneRegion,
)

_UNITS = (
    ("NANOS", "Nanos", 1, 0),
    ("MICROS", "Micros", 1000, 0),
    ("MILLIS", "Millis", 1_000_000, 0),
    ("SECONDS", "Seconds", NANOS, 0),
    ("MINUTES", "Minutes", 60 * NANOS, 0),
    ("HOURS", "Hours", 3600 * NANOS, 0),
    ("HALF_DAYS", "HalfDays", NANOS_PER_DAY // 2, 0),
    ("DAYS", "Days", NANOS_PER_DAY, 0),
    ("WEEKS", "Weeks", 7 * NANOS_PER_DAY, 0),
    ("MONTHS", "Months", 0, 1),
    ("YEARS", "Years", 0, 12),
    ("DECADES", "Decades", 0, 120),
    ("CENTURIES", "Centuries", 0, 1200),
    ("MILLENNIA", "Millennia", 0, 12_000),
)
UNITS = {name: ChronoUnit(name, index, label, size, months) for index, (name, label, size, months) in enumerate(_UNITS)}

_FIELDS = [
    "NANO_OF_SECOND",
    "NANO_OF_DAY",
    "MICRO_OF_SECOND",
    "MICRO_OF_DAY",
    "MILLI_OF_SECOND",
    "MILLI_OF_DAY",
    "SECOND_OF_MINUTE",
    "SECOND_OF_DAY",
    "MINUTE_OF_HOUR",
    "MINUTE_OF_DAY",
    "HOUR_OF_AMPM",
    "CLOCK_HOUR_OF_AMPM",
    "HOUR_OF_DAY",
    "CLOCK_HOUR_OF_DAY",
    "AMPM_OF_DAY",
    "DAY_OF_WEEK",
    "ALIGNED_DAY_OF_WEEK_IN_MONTH",
    "ALIGNED_DAY_OF_WEEK_IN_YEAR",
    "DAY_OF_MONTH",
    "DAY_OF_YEAR",
    "EPOCH_DAY",
    "ALIGNED_WEEK_OF_MONTH",
    "ALIGNED_WEEK_OF_YEAR",
    "MONTH_OF_YEAR",
    "PROLEPTIC_MONTH",
    "YEAR_OF_ERA",
    "YEAR",
    "ERA",
    "INSTANT_SECONDS",
    "OFFSET_SECONDS",
]
_TIME_FIELDS = frozenset(_FIELDS[:15])
RANGES = {
    "NANO_OF_SECOND": (0, 999_999_999),
    "SECOND_OF_MINUTE": (0, 59),
    "MINUTE_OF_HOUR": (0, 59),
    "HOUR_OF_DAY": (0, 23),
    "CLOCK_HOUR_OF_AMPM": (1, 12),
    "DAY_OF_WEEK": (1, 7),
    "DAY_OF_MONTH": (1, 31),
    "DAY_OF_YEAR": (1, 366),
    "MONTH_OF_YEAR": (1, 12),
    "YEAR": (-999_999_999, 999_999_999),
}
RANGE_TEXT = {"DAY_OF_MONTH": "1 - 28/31", "DAY_OF_YEAR": "1 - 365/366"}


def _label(name: str) -> str:
    words = name.split("_")
    return "".join("AmPm" if word == "AMPM" else word.capitalize() for word in words).replace("AmPmOf", "AmPmOf")


FIELDS = {name: ChronoField(name, index, _label(name)) for index, name in enumerate(_FIELDS)}


def check(name: str, value: int) -> int:
    """The value, if it is within the field's range; else DateTimeException as Java words it."""
    low, high = RANGES[name]
    if not low <= value <= high:
        shown = RANGE_TEXT.get(name, f"{low} - {high}")
        throw("java.time.DateTimeException", f"Invalid value for {FIELDS[name].label} (valid values {shown}): {value}")
    return value


def checked_days(year: int, month: int, day: int) -> int:
    """Days since 1970 of a date that exists."""
    check("YEAR", year)
    check("MONTH_OF_YEAR", month)
    check("DAY_OF_MONTH", day)
    if day > month_length(year, month):
        from addon.scripting.library.javatime_types import MONTHS_OF_YEAR

        if day == 29:
            throw("java.time.DateTimeException", f"Invalid date 'February 29' as '{year}' is not a leap year")
        throw("java.time.DateTimeException", f"Invalid date '{MONTHS_OF_YEAR[month - 1].name} {day}'")
    return days_of(year, month, day)


def checked_time(hour: int, minute: int, second: int = 0, nano: int = 0) -> int:
    """Nanoseconds of a time of day that exists."""
    check("HOUR_OF_DAY", hour)
    check("MINUTE_OF_HOUR", minute)
    check("SECOND_OF_MINUTE", second)
    check("NANO_OF_SECOND", nano)
    return ((hour * 60 + minute) * 60 + second) * NANOS + nano


def unsupported_unit(unit: ChronoUnit) -> NoReturn:
    throw("java.time.temporal.UnsupportedTemporalTypeException", f"Unsupported unit: {unit.label}")


def unsupported_field(name: str) -> NoReturn:
    throw("java.time.temporal.UnsupportedTemporalTypeException", f"Unsupported field: {FIELDS[name].label}")


def local_of(value: Any) -> int:
    """Local nanoseconds since 1970-01-01T00:00, as far as the value knows them."""
    kind = type(value)
    if kind is LocalDate:
        return int(value.days) * NANOS_PER_DAY
    if kind is LocalTime or kind is Instant:
        return int(value.nanos)
    return int(value.local)


def at_local(value: Any, local: int) -> Any:
    """A value of the same kind and zone at another local time."""
    kind = type(value)
    if kind is LocalDate:
        return LocalDate(local // NANOS_PER_DAY)
    if kind is LocalTime:
        return LocalTime(local % NANOS_PER_DAY)
    if kind is Instant:
        return Instant(local)
    LocalDate(local // NANOS_PER_DAY)
    if kind is LocalDateTime:
        return LocalDateTime(local)
    if kind is OffsetDateTime:
        return OffsetDateTime(local, value.offset)
    return zoned(local, value.zone, value.offset)


def zoned(local: int, zone: Any, preferred: int | None = None) -> ZonedDateTime:
    """A local time in a zone: a gap is jumped over, of two moments the earlier or the preferred offset's."""
    if not isinstance(zone, ZoneRegion):
        return ZonedDateTime(local, zone.seconds, zone)
    seconds = local // NANOS
    offset = zone.zone.of_local(seconds)
    if preferred is not None and preferred != offset and preferred == zone.zone.of_local(seconds, later=True):
        offset = preferred
    actual = zone.zone.at(seconds - offset)
    if actual != offset:
        return ZonedDateTime(local + (actual - offset) * NANOS, actual, zone)
    return ZonedDateTime(local, offset, zone)


def zoned_at(nanos: int, zone: Any) -> ZonedDateTime:
    """A moment seen in a zone."""
    offset = zone.zone.at(nanos // NANOS)
    return ZonedDateTime(nanos + offset * NANOS, offset, zone)


def plus(value: Any, amount: int, unit: ChronoUnit) -> Any:
    """The value some units later."""
    kind = type(value)
    if kind is Year:
        return Year(check("YEAR", value.year + amount * whole_years(unit)))
    if kind is YearMonth:
        return YearMonth(value.total + amount * whole_months(unit))
    refuse_unit(kind, unit)
    if unit.months:
        local = local_of(value)
        days, nanos = divmod(local, NANOS_PER_DAY)
        moved = plus_months(*civil_of(days), amount * unit.months)
        check("YEAR", moved[0])
        return at_local(value, days_of(*moved) * NANOS_PER_DAY + nanos)
    if kind is ZonedDateTime and unit.size < NANOS_PER_DAY:
        return zoned_at(value.local - value.offset * NANOS + amount * unit.size, value.zone)
    return at_local(value, local_of(value) + amount * unit.size)


def refuse_unit(kind: type, unit: ChronoUnit) -> None:
    """Throw for a unit that a type has no use for."""
    small = not unit.months and unit.size < NANOS_PER_DAY
    if (
        (kind is LocalDate and small)
        or (kind is LocalTime and not small)
        or (kind is Instant and (unit.months or unit.size > NANOS_PER_DAY))
    ):
        unsupported_unit(unit)


def whole_years(unit: ChronoUnit) -> int:
    if unit.months < 12:
        unsupported_unit(unit)
    return unit.months // 12


def whole_months(unit: ChronoUnit) -> int:
    if not unit.months:
        unsupported_unit(unit)
    return unit.months


def between(start: Any, end: Any, unit: ChronoUnit) -> int:
    """Complete units from start to end."""
    kind = type(start)
    if kind is Year:
        return cut(end.year - start.year, whole_years(unit))
    if kind is YearMonth:
        return cut(end.total - start.total, whole_months(unit))
    refuse_unit(kind, unit)
    if kind is LocalDate and type(end) is not LocalDate:
        end = LocalDate(local_of(end) // NANOS_PER_DAY)
    if kind in (OffsetDateTime, ZonedDateTime) and type(end) in (OffsetDateTime, ZonedDateTime):
        if not unit.months and unit.size < NANOS_PER_DAY:
            return cut((end.local - end.offset * NANOS) - (start.local - start.offset * NANOS), unit.size)
        moment = end.local - end.offset * NANOS
        one, two = start.local, moment + start.offset * NANOS
        if kind is ZonedDateTime:
            two = zoned_at(moment, start.zone).local
    else:
        one, two = local_of(start), local_of(end)
    if not unit.months:
        return cut(two - one, unit.size)
    return cut(months_between(one, two), unit.months)


def cut(amount: int, size: int) -> int:
    """Division towards zero."""
    return amount // size if amount >= 0 else -(-amount // size)


def months_between(one: int, two: int) -> int:
    """Complete months between two local times."""
    (year, month, day), (other_year, other_month, other_day) = (
        civil_of(one // NANOS_PER_DAY),
        civil_of(two // NANOS_PER_DAY),
    )
    months = (other_year - year) * 12 + other_month - month
    rest = (other_day, two % NANOS_PER_DAY)
    own = (day, one % NANOS_PER_DAY)
    if months > 0 and rest < own:
        months -= 1
    elif months < 0 and rest > own:
        months += 1
    return months


def get(value: Any, name: str) -> int:
    """A field of a temporal value."""
    kind = type(value)
    if kind in (Year, YearMonth):
        return _coarse(value, name)
    if name == "OFFSET_SECONDS" and hasattr(value, "offset"):
        return int(value.offset)
    if name == "INSTANT_SECONDS" and kind in (Instant, OffsetDateTime, ZonedDateTime):
        return (local_of(value) - getattr(value, "offset", 0) * NANOS) // NANOS
    if name in _TIME_FIELDS:
        if kind is LocalDate or (
            kind is Instant and name not in ("NANO_OF_SECOND", "MICRO_OF_SECOND", "MILLI_OF_SECOND")
        ):
            unsupported_field(name)
        return _of_time(local_of(value) % NANOS_PER_DAY, name)
    if kind is LocalTime or kind is Instant or name in ("INSTANT_SECONDS", "OFFSET_SECONDS"):
        unsupported_field(name)
    return _of_date(local_of(value) // NANOS_PER_DAY, name)


def _coarse(value: Any, name: str) -> int:
    if isinstance(value, Year) and name in ("YEAR", "YEAR_OF_ERA"):
        return value.year
    if isinstance(value, YearMonth) and name in ("YEAR", "MONTH_OF_YEAR", "YEAR_OF_ERA"):
        return value.total % 12 + 1 if name == "MONTH_OF_YEAR" else value.total // 12
    unsupported_field(name)


def _of_time(nanos: int, name: str) -> int:
    seconds = nanos // NANOS
    hour = seconds // 3600
    found = {
        "NANO_OF_SECOND": nanos % NANOS,
        "NANO_OF_DAY": nanos,
        "MICRO_OF_SECOND": nanos % NANOS // 1000,
        "MICRO_OF_DAY": nanos // 1000,
        "MILLI_OF_SECOND": nanos % NANOS // 1_000_000,
        "MILLI_OF_DAY": nanos // 1_000_000,
        "SECOND_OF_MINUTE": seconds % 60,
        "SECOND_OF_DAY": seconds,
        "MINUTE_OF_HOUR": seconds // 60 % 60,
        "MINUTE_OF_DAY": seconds // 60,
        "HOUR_OF_AMPM": hour % 12,
        "CLOCK_HOUR_OF_AMPM": hour % 12 or 12,
        "HOUR_OF_DAY": hour,
        "CLOCK_HOUR_OF_DAY": hour or 24,
        "AMPM_OF_DAY": hour // 12,
    }
    return found[name]


def _of_date(days: int, name: str) -> int:
    year, month, day = civil_of(days)
    of_year = day_of_year(year, month, day)
    found = {
        "DAY_OF_WEEK": weekday(days),
        "ALIGNED_DAY_OF_WEEK_IN_MONTH": (day - 1) % 7 + 1,
        "ALIGNED_DAY_OF_WEEK_IN_YEAR": (of_year - 1) % 7 + 1,
        "DAY_OF_MONTH": day,
        "DAY_OF_YEAR": of_year,
        "EPOCH_DAY": days,
        "ALIGNED_WEEK_OF_MONTH": (day - 1) // 7 + 1,
        "ALIGNED_WEEK_OF_YEAR": (of_year - 1) // 7 + 1,
        "MONTH_OF_YEAR": month,
        "PROLEPTIC_MONTH": year * 12 + month - 1,
        "YEAR_OF_ERA": year if year > 0 else 1 - year,
        "YEAR": year,
        "ERA": int(year > 0),
    }
    return found[name]


def with_field(value: Any, name: str, amount: int) -> Any:
    """The value with one field set."""
    kind = type(value)
    if (
        (kind is LocalDate and name in _TIME_FIELDS)
        or (kind is LocalTime and name not in _TIME_FIELDS)
        or kind is Instant
    ):
        unsupported_field(name)
    if name in RANGES:
        check(name, amount)
    days, nanos = divmod(local_of(value), NANOS_PER_DAY)
    year, month, day = civil_of(days)
    if name == "YEAR":
        days = days_of(amount, month, min(day, month_length(amount, month)))
    elif name == "MONTH_OF_YEAR":
        days = days_of(year, amount, min(day, month_length(year, amount)))
    elif name == "DAY_OF_MONTH":
        days = checked_days(year, month, amount)
    elif name == "DAY_OF_YEAR":
        if amount == 366 and not is_leap(year):
            throw("java.time.DateTimeException", f"Invalid date 'DayOfYear 366' as '{year}' is not a leap year")
        days = days_of(year, 1, amount)
    elif name == "DAY_OF_WEEK":
        days += amount - weekday(days)
    elif name == "EPOCH_DAY":
        days = amount
    elif name in SIZES:
        nanos += (amount - get(value, name)) * SIZES[name]
    else:
        unsupported_field(name)
    return at_local(value, days * NANOS_PER_DAY + nanos)


SIZES = {
    "HOUR_OF_DAY": 3600 * NANOS,
    "MINUTE_OF_HOUR": 60 * NANOS,
    "SECOND_OF_MINUTE": NANOS,
    "NANO_OF_SECOND": 1,
    "MILLI_OF_SECOND": 1_000_000,
    "SECOND_OF_DAY": NANOS,
    "MINUTE_OF_DAY": 60 * NANOS,
    "NANO_OF_DAY": 1,
}


def truncated(value: Any, unit: ChronoUnit) -> Any:
    """The value with everything smaller than a unit set to zero."""
    if unit.months or unit.size > NANOS_PER_DAY:
        throw("java.time.temporal.UnsupportedTemporalTypeException", "Unit is too large to be used for truncation")
    local = local_of(value)
    days, nanos = divmod(local, NANOS_PER_DAY)
    return at_local(value, days * NANOS_PER_DAY + nanos - nanos % unit.size)
