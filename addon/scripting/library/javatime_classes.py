"""The classes of java.time: their names and parents, how their values compare, equal and hash."""

from collections.abc import Callable
from typing import Any

from addon.scripting.library.civil import NANOS, NANOS_PER_DAY, civil_of
from addon.scripting.library.javatime_texts import (
    date_text,
    duration_text,
    instant_text,
    local_text,
    month_day_text,
    period_text,
    time_text,
    year_month_text,
    zoned_text,
)
from addon.scripting.library.javatime_types import (
    ChronoField,
    ChronoUnit,
    DayOfWeek,
    Duration,
    Instant,
    LocalDate,
    LocalDateTime,
    LocalTime,
    Month,
    MonthDay,
    OffsetDateTime,
    OffsetTime,
    Period,
    Year,
    YearMonth,
    ZonedDateTime,
    ZoneOffset,
    ZoneRegion,
)
from addon.scripting.library.zones import offset_text
from addon.scripting.semantics.extend import extend
from addon.scripting.values.characters import string_hash
from addon.scripting.values.classes import define
from addon.scripting.values.numbers import wrap_int


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _long_code(number: int) -> int:
    """Long.hashCode."""
    bits = number & 0xFFFFFFFFFFFFFFFF
    return wrap_int((bits ^ (bits >> 32)) & 0xFFFFFFFF)


def _turned(number: int, places: int) -> int:
    """Integer.rotateLeft."""
    bits = number & 0xFFFFFFFF
    return wrap_int((bits << places | bits >> (32 - places)) & 0xFFFFFFFF)


def _date_code(days: int) -> int:
    year, month, day = civil_of(days)
    return wrap_int((year & 0xFFFFF800) ^ ((year << 11) + (month << 6) + day) & 0xFFFFFFFF)


def _local_code(local: int) -> int:
    return _date_code(local // NANOS_PER_DAY) ^ _long_code(local % NANOS_PER_DAY)


def _moment_code(nanos: int) -> int:
    return wrap_int(_long_code(nanos // NANOS) + 51 * (nanos % NANOS))


def _zone_code(zone: Any) -> int:
    return int(zone.seconds) if isinstance(zone, ZoneOffset) else string_hash(zone.name)


CODES: dict[type, Callable[[Any], int]] = {
    Instant: lambda value: _moment_code(value.nanos),
    Duration: lambda value: _moment_code(value.nanos),
    LocalDate: lambda value: _date_code(value.days),
    LocalTime: lambda value: _long_code(value.nanos),
    LocalDateTime: lambda value: _local_code(value.local),
    OffsetDateTime: lambda value: _local_code(value.local) ^ value.offset,
    ZonedDateTime: lambda value: _local_code(value.local) ^ value.offset ^ _turned(_zone_code(value.zone), 3),
    ZoneRegion: _zone_code,
    ZoneOffset: _zone_code,
    Period: lambda value: wrap_int(value.years + _turned(value.months, 8) + _turned(value.days, 16)),
    Year: lambda value: value.year,
    YearMonth: lambda value: wrap_int(value.total // 12 ^ (value.total % 12 + 1) << 27),
    MonthDay: lambda value: (value.month << 6) + value.day,
    OffsetTime: lambda value: _long_code(value.nanos) ^ value.offset,
}
"""hashCode() as Java counts it; it decides the order of hash sets and maps."""


def _register(
    kind: type,
    name: str,
    key: Callable[[Any], Any],
    text: Callable[[Any], str],
    *parents: str,
    order: Callable[[Any, Any], int] | None = None,
    timely: bool = True,
) -> None:
    define(name, *parents, python=[kind])
    extend(
        kind,
        text=text,
        equals=lambda left, right: bool(key(left) == key(right)),
        compare=order,
        hash=CODES.get(kind),
        plain=(lambda value: {"$time": text(value)}) if timely else None,
    )


def by_key(key: Callable[[Any], Any]) -> Callable[[Any, Any], int]:
    def compare(left: Any, right: Any) -> int:
        one, two = key(left), key(right)
        return int(one > two) - int(one < two)

    return compare


def _date_order(left: LocalDate, right: LocalDate) -> int:
    """LocalDate.compareTo: the difference in years, else months, else days."""
    for one, two in zip(civil_of(left.days), civil_of(right.days), strict=True):
        if one != two:
            return one - two
    return 0


def _local_order(left: Any, right: Any) -> int:
    days = _date_order(LocalDate(left.local // NANOS_PER_DAY), LocalDate(right.local // NANOS_PER_DAY))
    return days or _sign(left.local - right.local)


def _offset_order(left: OffsetDateTime, right: OffsetDateTime) -> int:
    """OffsetDateTime.compareTo: as local times where both have the same offset, else by moment."""
    if left.offset == right.offset:
        return _local_order(left, right)
    return _sign(left.local - left.offset * NANOS - right.local + right.offset * NANOS) or _local_order(left, right)


for _interface in (
    "java.time.temporal.TemporalAccessor",
    "java.time.temporal.TemporalAmount",
    "java.time.temporal.TemporalUnit",
    "java.time.temporal.TemporalField",
    "java.time.temporal.TemporalAdjuster",
):
    define(_interface, interface=True)
define("java.time.temporal.Temporal", "TemporalAccessor", interface=True)
define("java.time.chrono.ChronoLocalDate", "Temporal", "TemporalAdjuster", "Comparable", interface=True)
define("java.time.chrono.ChronoLocalDateTime", "Temporal", "TemporalAdjuster", "Comparable", interface=True)
define("java.time.chrono.ChronoZonedDateTime", "Temporal", "Comparable", interface=True)
define("java.time.ZoneId", "Serializable")

_register(
    Instant,
    "java.time.Instant",
    lambda v: v.nanos,
    lambda v: instant_text(v.nanos),
    "Temporal",
    "TemporalAdjuster",
    "Comparable",
    order=by_key(lambda v: v.nanos),
)
_register(
    LocalDate,
    "java.time.LocalDate",
    lambda v: v.days,
    lambda v: date_text(v.days),
    "ChronoLocalDate",
    order=_date_order,
)
_register(
    LocalTime,
    "java.time.LocalTime",
    lambda v: v.nanos,
    lambda v: time_text(v.nanos),
    "Temporal",
    "TemporalAdjuster",
    "Comparable",
    order=by_key(lambda v: v.nanos),
)
_register(
    LocalDateTime,
    "java.time.LocalDateTime",
    lambda v: v.local,
    lambda v: local_text(v.local),
    "ChronoLocalDateTime",
    order=_local_order,
)
_register(
    OffsetDateTime,
    "java.time.OffsetDateTime",
    lambda v: (v.local, v.offset),
    lambda v: local_text(v.local) + offset_text(v.offset),
    "Temporal",
    "TemporalAdjuster",
    "Comparable",
    order=_offset_order,
)
_register(
    ZonedDateTime,
    "java.time.ZonedDateTime",
    lambda v: (v.local, v.offset, v.zone.name),
    zoned_text,
    "ChronoZonedDateTime",
    order=by_key(lambda v: (v.local - v.offset * NANOS, v.local, v.zone.name)),
)
_register(ZoneRegion, "java.time.ZoneRegion", lambda v: v.name, lambda v: v.name, "ZoneId", timely=False)
_register(
    ZoneOffset,
    "java.time.ZoneOffset",
    lambda v: v.seconds,
    lambda v: v.name,
    "ZoneId",
    "TemporalAccessor",
    "TemporalAdjuster",
    "Comparable",
    order=by_key(lambda v: -v.seconds),
)
_register(
    Duration,
    "java.time.Duration",
    lambda v: v.nanos,
    duration_text,
    "TemporalAmount",
    "Comparable",
    order=by_key(lambda v: v.nanos),
)
_register(Period, "java.time.Period", lambda v: (v.years, v.months, v.days), period_text, "TemporalAmount")
_register(
    Year,
    "java.time.Year",
    lambda v: v.year,
    lambda v: str(v.year),
    "Temporal",
    "TemporalAdjuster",
    "Comparable",
    order=lambda left, right: left.year - right.year,
)
_register(
    YearMonth,
    "java.time.YearMonth",
    lambda v: v.total,
    year_month_text,
    "Temporal",
    "TemporalAdjuster",
    "Comparable",
    order=by_key(lambda v: v.total),
)
_register(
    MonthDay,
    "java.time.MonthDay",
    lambda v: (v.month, v.day),
    month_day_text,
    "TemporalAccessor",
    "TemporalAdjuster",
    "Comparable",
    order=lambda left, right: left.month - right.month or left.day - right.day,
)
_register(
    OffsetTime,
    "java.time.OffsetTime",
    lambda v: (v.nanos, v.offset),
    lambda v: time_text(v.nanos) + offset_text(v.offset),
    "Temporal",
    "TemporalAdjuster",
    "Comparable",
    order=by_key(lambda v: (v.nanos - v.offset * NANOS, v.nanos)),
)
_ordinal_order = lambda left, right: left.ordinal - right.ordinal  # noqa: E731
_register(
    DayOfWeek,
    "java.time.DayOfWeek",
    lambda v: v.ordinal,
    lambda v: v.name,
    "java.lang.Enum",
    "TemporalAccessor",
    "TemporalAdjuster",
    order=_ordinal_order,
)
_register(
    Month,
    "java.time.Month",
    lambda v: v.ordinal,
    lambda v: v.name,
    "java.lang.Enum",
    "TemporalAccessor",
    "TemporalAdjuster",
    order=_ordinal_order,
)
_register(
    ChronoUnit,
    "java.time.temporal.ChronoUnit",
    lambda v: v.ordinal,
    lambda v: v.label,
    "java.lang.Enum",
    "TemporalUnit",
    order=_ordinal_order,
    timely=False,
)
_register(
    ChronoField,
    "java.time.temporal.ChronoField",
    lambda v: v.ordinal,
    lambda v: v.label,
    "java.lang.Enum",
    "TemporalField",
    order=_ordinal_order,
    timely=False,
)
