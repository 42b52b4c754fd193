"""What was read from a text of java.time so far, and the dates and times it comes to."""

from typing import Any

from addon.scripting.library.civil import NANOS, NANOS_PER_DAY, days_of, first_week, month_length
from addon.scripting.library.javatime_fields import (
    checked_days,
    checked_month_day,
)
from addon.scripting.library.javatime_moves import (
    zoned,
)
from addon.scripting.library.javatime_ranges import (
    FIELDS,
    RANGES,
    check,
)
from addon.scripting.library.javatime_texts import date_text, time_text
from addon.scripting.library.javatime_types import (
    Instant,
    LocalDate,
    LocalDateTime,
    LocalTime,
    MonthDay,
    OffsetDateTime,
    OffsetTime,
    Year,
    YearMonth,
    ZonedDateTime,
    ZoneOffset,
    ZoneRegion,
)


class Parsed:
    """The fields found in a text, and the zone if there was one."""

    def __init__(self) -> None:
        self.fields: dict[str, int] = {}
        self.weeks: dict[str, int] = {}
        self.zone: Any = None
        self.days: int | None = None
        self.nanos: int | None = None


def resolve(found: Parsed, strict: bool) -> None:
    fields = found.fields
    for name, value in fields.items():
        if name in RANGES:
            check(name, value)
    year = fields.get("YEAR", fields.get("YEAR_OF_ERA"))
    if year is not None and fields.get("ERA") == 0 and "YEAR" not in fields:
        year = 1 - year
    month, day = fields.get("MONTH_OF_YEAR"), fields.get("DAY_OF_MONTH")
    if year is not None and month is not None and day is not None:
        if strict:
            found.days = checked_days(year, month, day)
        else:
            if month in (4, 6, 9, 11):
                day = min(day, 30)
            found.days = days_of(year, month, min(day, month_length(year, month)))
    elif year is not None and "DAY_OF_YEAR" in fields:
        found.days = days_of(year, 1, fields["DAY_OF_YEAR"])
    if len(found.weeks) == 2 and "DAY_OF_WEEK" in fields:
        start = first_week(found.weeks["WEEK_BASED_YEAR"], 1, 4)
        found.days = start + (found.weeks["WEEK_OF_WEEK_BASED_YEAR"] - 1) * 7 + fields["DAY_OF_WEEK"] - 1
    hour = hour_of(fields)
    if hour is not None:
        minute, second = fields.get("MINUTE_OF_HOUR", 0), fields.get("SECOND_OF_MINUTE", 0)
        found.nanos = ((hour * 60 + minute) * 60 + second) * NANOS + fields.get("NANO_OF_SECOND", 0)


def hour_of(fields: dict[str, int]) -> int | None:
    if "HOUR_OF_DAY" in fields:
        return fields["HOUR_OF_DAY"]
    if "CLOCK_HOUR_OF_DAY" in fields:
        return fields["CLOCK_HOUR_OF_DAY"] % 24
    if "AMPM_OF_DAY" in fields:
        if "CLOCK_HOUR_OF_AMPM" in fields:
            return fields["CLOCK_HOUR_OF_AMPM"] % 12 + 12 * fields["AMPM_OF_DAY"]
        if "HOUR_OF_AMPM" in fields:
            return fields["HOUR_OF_AMPM"] + 12 * fields["AMPM_OF_DAY"]
    return None


def made_of(found: Parsed, kind: type) -> Any:
    days, nanos, zone = found.days, found.nanos, found.zone
    offset = found.fields.get("OFFSET_SECONDS")
    if kind is LocalDate:
        return None if days is None else LocalDate(days)
    if kind is LocalTime:
        return None if nanos is None else LocalTime(nanos)
    if kind is YearMonth:
        year = found.fields.get("YEAR", found.fields.get("YEAR_OF_ERA"))
        month = found.fields.get("MONTH_OF_YEAR")
        return None if year is None or month is None else YearMonth(year * 12 + month - 1)
    if kind is Year:
        year = found.fields.get("YEAR", found.fields.get("YEAR_OF_ERA"))
        return None if year is None else Year(year)
    if kind is MonthDay:
        month, day = found.fields.get("MONTH_OF_YEAR"), found.fields.get("DAY_OF_MONTH")
        return None if month is None or day is None else checked_month_day(month, day)
    if kind is OffsetTime:
        return None if nanos is None or offset is None else OffsetTime(nanos, offset)
    if days is None or nanos is None:
        return None
    local = days * NANOS_PER_DAY + nanos
    if kind is LocalDateTime:
        return LocalDateTime(local)
    if kind is OffsetDateTime:
        if offset is None and zone is not None:
            made = zoned(local, zone)
            return OffsetDateTime(made.local, made.offset)
        return None if offset is None else OffsetDateTime(local, offset)
    if kind is Instant:
        if offset is None:
            return None if zone is None else Instant(local - zoned(local, zone).offset * NANOS)
        return Instant(local - offset * NANOS)
    if kind is ZonedDateTime:
        if zone is None:
            return None if offset is None else ZonedDateTime(local, offset, ZoneOffset(offset))
        if offset is not None and isinstance(zone, ZoneRegion):
            from addon.scripting.library.javatime_moves import (
                zoned_at,
            )

            return zoned_at(local - offset * NANOS, zone)
        return zoned(local, zone, offset)
    return None


def described(found: Parsed) -> str:
    """A Parsed as Java prints it: unresolved fields, chronology, what was resolved."""
    left = dict(found.fields)
    if found.days is not None:
        for name in ("YEAR", "YEAR_OF_ERA", "MONTH_OF_YEAR", "DAY_OF_MONTH", "DAY_OF_YEAR"):
            left.pop(name, None)
    if found.nanos is not None:
        for name in (
            "HOUR_OF_DAY",
            "MINUTE_OF_HOUR",
            "SECOND_OF_MINUTE",
            "NANO_OF_SECOND",
            "AMPM_OF_DAY",
            "CLOCK_HOUR_OF_AMPM",
        ):
            left.pop(name, None)
    shown = ", ".join(f"{FIELDS[name].label}={value}" for name, value in left.items() if name in FIELDS)
    zone = f",{found.zone.name}" if found.zone is not None else ""
    parts = [date_text(found.days)] if found.days is not None else []
    if found.nanos is not None:
        parts.append(time_text(found.nanos))
    resolved = f" resolved to {'T'.join(parts)}" if parts else ""
    return f"{{{shown}}},ISO{zone}{resolved}"
