"""Units of java.time, and how far apart values are: plus, until, truncate."""

from typing import Any, NoReturn

from addon.scripting.errors import throw
from addon.scripting.library import javatime_classes as _classes  # noqa: F401 - defines the classes of java.time
from addon.scripting.library.civil import (
    NANOS,
    NANOS_PER_DAY,
    civil_of,
    days_of,
    plus_months,
)
from addon.scripting.library.javatime_ranges import check
from addon.scripting.library.javatime_types import (
    ChronoUnit,
    Instant,
    LocalDate,
    LocalDateTime,
    LocalTime,
    OffsetDateTime,
    OffsetTime,
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
    ("ERAS", "Eras", 0, 12_000_000_000),
    ("FOREVER", "Forever", 2**63 * NANOS, 0),
)
UNITS = {name: ChronoUnit(name, index, label, size, months) for index, (name, label, size, months) in enumerate(_UNITS)}


def unsupported_unit(unit: ChronoUnit) -> NoReturn:
    throw("java.time.temporal.UnsupportedTemporalTypeException", f"Unsupported unit: {unit.label}")


def local_of(value: Any) -> int:
    """Local nanoseconds since 1970-01-01T00:00, as far as the value knows them."""
    kind = type(value)
    if kind is LocalDate:
        return int(value.days) * NANOS_PER_DAY
    if kind is LocalTime or kind is Instant or kind is OffsetTime:
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
    if kind is OffsetTime:
        return OffsetTime(local % NANOS_PER_DAY, value.offset)
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
    refuse_unit(kind, unit)
    if unit.name == "ERAS":
        from addon.scripting.library.javatime_fields import get, with_field

        return with_field(value, "ERA", get(value, "ERA") + amount)
    if kind is Year:
        return Year(check("YEAR", value.year + amount * (unit.months // 12)))
    if kind is YearMonth:
        total = value.total + amount * unit.months
        check("YEAR", total // 12)
        return YearMonth(total)
    if unit.months:
        local = local_of(value)
        days, nanos = divmod(local, NANOS_PER_DAY)
        moved = plus_months(*civil_of(days), amount * unit.months)
        check("YEAR", moved[0])
        return at_local(value, days_of(*moved) * NANOS_PER_DAY + nanos)
    if kind is ZonedDateTime and unit.size < NANOS_PER_DAY:
        return zoned_at(value.local - value.offset * NANOS + amount * unit.size, value.zone)
    local = local_of(value)
    if kind not in (LocalTime, OffsetTime, Instant):
        _refuse_days(local // NANOS_PER_DAY, (local + amount * unit.size) // NANOS_PER_DAY)
    return at_local(value, local + amount * unit.size)


def _refuse_days(day: int, moved: int) -> None:
    """Throw as LocalDate.plusDays does beyond its last day: near it of the year, else of the day or the number."""
    if moved > LAST_DAY and civil_of(day)[2] + moved - day <= 59:
        check("YEAR", civil_of(LAST_DAY)[0] + 1)
    if not (-(2**63) <= moved < 2**63 and -(2**63) <= moved - day < 2**63):
        throw("ArithmeticException", "long overflow")


LAST_DAY = 365_241_780_471
LARGE = ("YEARS", "DECADES", "CENTURIES", "MILLENNIA", "ERAS")
SMALL = ("NANOS", "MICROS", "MILLIS", "SECONDS", "MINUTES", "HOURS", "HALF_DAYS")
DAYS_AND_MORE = frozenset(("DAYS", "WEEKS", "MONTHS", *LARGE))
ALL_UNITS = DAYS_AND_MORE | frozenset(SMALL)
SUPPORTED_UNITS: dict[type, frozenset[str]] = {
    LocalDate: DAYS_AND_MORE,
    LocalTime: frozenset(SMALL),
    OffsetTime: frozenset(SMALL),
    Instant: frozenset((*SMALL, "DAYS")),
    Year: frozenset(LARGE),
    YearMonth: frozenset(("MONTHS", *LARGE)),
}
"""The units that each type can be moved by; all but FOREVER where a type is not named."""


def moves_by(kind: type, unit: ChronoUnit) -> bool:
    """Whether values of a type can be moved by a unit."""
    return unit.name in SUPPORTED_UNITS.get(kind, ALL_UNITS)


def refuse_unit(kind: type, unit: ChronoUnit) -> None:
    """Throw for a unit that a type has no use for."""
    if not moves_by(kind, unit):
        unsupported_unit(unit)


def between(start: Any, end: Any, unit: ChronoUnit) -> int:
    """Complete units from start to end, which is seen as the type of the start."""
    from addon.scripting.library.javatime_conversions import converted

    kind = type(start)
    end = converted(end, kind)
    refuse_unit(kind, unit)
    if unit.name == "ERAS":
        from addon.scripting.library.javatime_fields import get

        return get(end, "ERA") - get(start, "ERA")
    if kind is Year:
        return cut(end.year - start.year, unit.months // 12)
    if kind is YearMonth:
        return cut(end.total - start.total, unit.months)
    one, two = local_of(start), local_of(end)
    if kind in (OffsetDateTime, ZonedDateTime, OffsetTime):
        if not unit.months and unit.size < NANOS_PER_DAY:
            return cut((two - end.offset * NANOS) - (one - start.offset * NANOS), unit.size)
        moment = two - end.offset * NANOS
        two = zoned_at(moment, start.zone).local if kind is ZonedDateTime else moment + start.offset * NANOS
    if not unit.months:
        return cut(two - one, unit.size)
    return cut(months_between(one, two), unit.months)


def cut(amount: int, size: int) -> int:
    """Division towards zero."""
    return amount // size if amount >= 0 else -(-amount // size)


def months_between(one: int, two: int) -> int:
    """Complete months between two local times, as Java counts them: first whole days, then months of them."""
    (first, time), (last, end) = divmod(one, NANOS_PER_DAY), divmod(two, NANOS_PER_DAY)
    if last > first and end < time:
        last -= 1
    elif last < first and end > time:
        last += 1
    (year, month, day), (end_year, end_month, end_day) = civil_of(first), civil_of(last)
    return cut((end_year * 12 + end_month - year * 12 - month) * 32 + end_day - day, 32)


def truncated(value: Any, unit: ChronoUnit) -> Any:
    """The value with everything smaller than a unit set to zero."""
    if unit.months or unit.size > NANOS_PER_DAY:
        throw("java.time.temporal.UnsupportedTemporalTypeException", "Unit is too large to be used for truncation")
    local = local_of(value)
    days, nanos = divmod(local, NANOS_PER_DAY)
    return at_local(value, days * NANOS_PER_DAY + nanos - nanos % unit.size)
