"""Turning one java.time value into another: `LocalDate.from(x)`, and what `until` and `query` do with it."""

from collections.abc import Callable
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.civil import NANOS_PER_DAY
from addon.scripting.library.javatime_fields import SUPPORTED, get
from addon.scripting.library.javatime_moves import local_of
from addon.scripting.library.javatime_parsed import Parsed, field_of, has_field, made_of
from addon.scripting.library.javatime_texts import instant_of
from addon.scripting.library.javatime_types import (
    DAYS_OF_WEEK,
    MONTHS_OF_YEAR,
    DayOfWeek,
    Instant,
    LocalDate,
    LocalDateTime,
    LocalTime,
    Month,
    MonthDay,
    OffsetDateTime,
    OffsetTime,
    Year,
    YearMonth,
    ZonedDateTime,
    ZoneOffset,
    ZoneRegion,
)
from addon.scripting.values.classes import class_of


def refuse_conversion(value: Any, wanted: str) -> None:
    """Throw as `from(...)` does."""
    from addon.scripting.semantics.texts import text

    throw(
        "java.time.DateTimeException",
        f"Unable to obtain {wanted} from TemporalAccessor: {text(value)} of type {class_of(value).name}",
    )


def has(value: Any, *names: str) -> bool:
    """Whether a value has all of these fields."""
    if isinstance(value, Parsed):
        return all(has_field(value, name) for name in names)
    fields = SUPPORTED.get(type(value), ())
    return all(name in fields for name in names)


def date_of(value: Any) -> LocalDate | None:
    """The day of a value that has one."""
    if isinstance(value, Parsed):
        return made_of(value, LocalDate)  # type: ignore[no-any-return]
    return LocalDate(local_of(value) // NANOS_PER_DAY) if has(value, "EPOCH_DAY") else None


def time_of(value: Any) -> LocalTime | None:
    """The time of day of a value that has one."""
    if isinstance(value, Parsed):
        return made_of(value, LocalTime)  # type: ignore[no-any-return]
    return LocalTime(local_of(value) % NANOS_PER_DAY) if has(value, "NANO_OF_DAY") else None


def offset_of(value: Any) -> ZoneOffset | None:
    """The offset of a value that has one."""
    if isinstance(value, ZoneOffset):
        return value
    if isinstance(value, Parsed):
        if "OFFSET_SECONDS" in value.fields:
            return ZoneOffset(value.fields["OFFSET_SECONDS"])
        return value.zone if isinstance(value.zone, ZoneOffset) else None
    return ZoneOffset(value.offset) if has(value, "OFFSET_SECONDS") else None


def zone_of(value: Any) -> Any:
    """The zone of a value, or else its offset."""
    if isinstance(value, Parsed):
        return value.zone or offset_of(value)
    return value.zone if isinstance(value, ZonedDateTime) else offset_of(value)


def _date_time(value: Any) -> LocalDateTime | None:
    return LocalDateTime(local_of(value)) if has(value, "EPOCH_DAY", "NANO_OF_DAY") else None


def _offset_date_time(value: Any) -> OffsetDateTime | None:
    return OffsetDateTime(value.local, value.offset) if has(value, "INSTANT_SECONDS", "OFFSET_SECONDS") else None


def _zoned(value: Any) -> ZonedDateTime | None:
    if not has(value, "INSTANT_SECONDS", "OFFSET_SECONDS"):
        return None
    return ZonedDateTime(value.local, value.offset, zone_of(value))


def _instant(value: Any) -> Instant | None:
    moment = instant_of(value)
    return None if moment is None else Instant(moment)


def _offset_time(value: Any) -> OffsetTime | None:
    time, offset = time_of(value), offset_of(value)
    return None if time is None or offset is None else OffsetTime(time.nanos, offset.seconds)


def _year_month(value: Any) -> YearMonth | None:
    if not has(value, "YEAR", "MONTH_OF_YEAR"):
        return None
    return YearMonth(get(value, "YEAR") * 12 + get(value, "MONTH_OF_YEAR") - 1)


def _month_day(value: Any) -> MonthDay | None:
    if not has(value, "MONTH_OF_YEAR", "DAY_OF_MONTH"):
        return None
    return MonthDay(get(value, "MONTH_OF_YEAR"), get(value, "DAY_OF_MONTH"))


def _field(value: Any, name: str) -> int:
    return field_of(value, name) if isinstance(value, Parsed) else get(value, name)


CONVERSIONS: dict[type, Callable[[Any], Any]] = {
    LocalDate: date_of,
    LocalTime: time_of,
    LocalDateTime: _date_time,
    OffsetDateTime: _offset_date_time,
    OffsetTime: _offset_time,
    ZonedDateTime: _zoned,
    Instant: _instant,
    Year: lambda value: Year(get(value, "YEAR")) if has(value, "YEAR") else None,
    YearMonth: _year_month,
    MonthDay: _month_day,
    Month: lambda value: MONTHS_OF_YEAR[_field(value, "MONTH_OF_YEAR") - 1] if has(value, "MONTH_OF_YEAR") else None,
    DayOfWeek: lambda value: DAYS_OF_WEEK[_field(value, "DAY_OF_WEEK") - 1] if has(value, "DAY_OF_WEEK") else None,
    ZoneOffset: offset_of,
    ZoneRegion: zone_of,
}


WHOLE = (LocalDateTime, OffsetDateTime, OffsetTime, ZonedDateTime, Instant, Year, YearMonth, MonthDay)
"""What is made of a text at once, not of its fields one by one."""


def converted(value: Any, kind: type) -> Any:
    """The value as another type; throws DateTimeException where it lacks what that needs."""
    if type(value) is kind:
        return value
    made = made_of(value, kind) if isinstance(value, Parsed) and kind in WHOLE else CONVERSIONS[kind](value)
    if made is None:
        refuse_conversion(value, "ZoneId" if kind is ZoneRegion else kind.__name__)
    return made
