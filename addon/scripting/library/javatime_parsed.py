"""What was read from a text of java.time, and the dates and times it comes to."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.civil import NANOS, NANOS_PER_DAY, days_of, first_week, month_length
from addon.scripting.library.javatime_fields import (
    checked_days,
    checked_month_day,
    checked_year_day,
    get,
)
from addon.scripting.library.javatime_moves import (
    zoned,
    zoned_at,
)
from addon.scripting.library.javatime_ranges import (
    DATE_FIELDS,
    FIELDS,
    TIME_FIELDS,
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

BELOW_HOURS = ("MINUTE_OF_HOUR", "SECOND_OF_MINUTE", "NANO_OF_SECOND")


class Parsed:
    """java.time.format.Parsed: the fields found in a text, and the zone if there was one."""

    __slots__ = ("days", "fields", "nanos", "weeks", "zone")

    def __init__(self) -> None:
        self.fields: dict[str, int] = {}
        self.weeks: dict[str, int] = {}
        self.zone: Any = None
        self.days: int | None = None
        self.nanos: int | None = None


def resolve(found: Parsed, strict: bool) -> None:
    """Make a day and a time of the fields; throws where a field is out of its range or two contradict each other."""
    fields = found.fields
    midnight = not strict and fields.get("HOUR_OF_DAY") == 24 and not any(map(fields.get, BELOW_HOURS))
    for name, value in fields.items():
        if (name in TIME_FIELDS and not (midnight and name == "HOUR_OF_DAY")) or name in ("YEAR_OF_ERA", "ERA"):
            check(name, value)
    if "YEAR_OF_ERA" in fields and "YEAR" not in fields and (not strict or "ERA" in fields):
        year_of_era = fields.pop("YEAR_OF_ERA")
        fields["YEAR"] = 1 - year_of_era if fields.pop("ERA", 1) == 0 else year_of_era
    found.days = _day_of(found, strict)
    if found.days is not None and "DAY_OF_WEEK" in fields:
        weekday, named = (found.days + 3) % 7 + 1, check("DAY_OF_WEEK", fields["DAY_OF_WEEK"])
        if weekday != named:
            throw(
                "java.time.DateTimeException",
                f"Conflict found: Field DayOfWeek {weekday} differs from DayOfWeek {named} "
                f"derived from {date_text(found.days)}",
            )
    hour = hour_of(fields)
    if hour is not None:
        minute, second = fields.get("MINUTE_OF_HOUR", 0), fields.get("SECOND_OF_MINUTE", 0)
        found.nanos = ((hour % 24 * 60 + minute) * 60 + second) * NANOS + fields.get("NANO_OF_SECOND", 0)
        if midnight and found.days is not None:
            found.days += 1
    _find_moment(found)


def _day_of(found: Parsed, strict: bool) -> int | None:
    fields = found.fields
    year, month, day = (fields.get(name) for name in ("YEAR", "MONTH_OF_YEAR", "DAY_OF_MONTH"))
    if year is not None and month is not None and day is not None:
        if strict:
            return checked_days(year, month, day)
        check("YEAR", year)
        check("MONTH_OF_YEAR", month)
        check("DAY_OF_MONTH", day)
        if month in (4, 6, 9, 11):
            day = min(day, 30)
        return days_of(year, month, min(day, month_length(year, month)))
    if year is not None and "DAY_OF_YEAR" in fields:
        return checked_year_day(year, fields["DAY_OF_YEAR"])
    if len(found.weeks) == 2 and "DAY_OF_WEEK" in fields:
        start = first_week(found.weeks["WEEK_BASED_YEAR"], 1, 4)
        return (
            start + (found.weeks["WEEK_OF_WEEK_BASED_YEAR"] - 1) * 7 + check("DAY_OF_WEEK", fields["DAY_OF_WEEK"]) - 1
        )
    return None


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
    if kind is Parsed:
        return found
    if kind is LocalDate:
        return None if days is None else LocalDate(days)
    if kind is LocalTime:
        return None if nanos is None else LocalTime(nanos)
    if kind is YearMonth:
        year = found.fields.get("YEAR")
        month = found.fields.get("MONTH_OF_YEAR")
        if year is None or month is None or not 1 <= month <= 12:
            return None
        return YearMonth(year * 12 + month - 1)
    if kind is Year:
        year = found.fields.get("YEAR")
        return None if year is None else Year(year)
    if kind is MonthDay:
        month, day = found.fields.get("MONTH_OF_YEAR"), found.fields.get("DAY_OF_MONTH")
        if month is None or day is None or not 1 <= month <= 12 or not 1 <= day <= month_length(2000, month):
            return None
        return checked_month_day(month, day)
    if kind is OffsetTime:
        return None if nanos is None or offset is None else OffsetTime(nanos, offset)
    if kind is Instant and "INSTANT_SECONDS" in found.fields:
        return Instant(found.fields["INSTANT_SECONDS"] * NANOS + field_of(found, "NANO_OF_SECOND"))
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
            return zoned_at(local - offset * NANOS, zone)
        return zoned(local, zone, offset)
    return None


def has_field(found: Parsed, name: str) -> bool:
    """Whether a text told a field, or what it told has one."""
    if name in found.fields:
        return True
    return (found.days is not None and name in DATE_FIELDS) or (found.nanos is not None and name in TIME_FIELDS)


def field_of(found: Parsed, name: str) -> int:
    """A field that a text told, or that is one of what it came to."""
    days = found.days is not None and name in DATE_FIELDS
    if days or (found.nanos is not None and name in TIME_FIELDS):
        return get(LocalDate(found.days or 0) if days else LocalTime(found.nanos or 0), name)
    return found.fields[name]


def keep_moment(found: Parsed) -> None:
    """Let what was read as a moment be a moment only, unless a zone says which day it is."""
    moment = found.fields["INSTANT_SECONDS"]
    fraction = (found.nanos or 0) % NANOS
    if found.zone is not None:
        made = zoned_at(moment * NANOS + fraction, found.zone)
        found.days, found.nanos = divmod(made.local, NANOS_PER_DAY)
        found.fields = {"INSTANT_SECONDS": moment}
        return
    found.days = found.nanos = None
    found.fields = {
        "INSTANT_SECONDS": moment,
        "MILLI_OF_SECOND": fraction // 1_000_000,
        "MICRO_OF_SECOND": fraction // 1000,
        "NANO_OF_SECOND": fraction,
    }


def _find_moment(found: Parsed) -> None:
    """Day, time and zone or offset tell a moment."""
    if found.days is None or found.nanos is None:
        return
    made = made_of(found, Instant)
    if made is not None:
        found.fields["INSTANT_SECONDS"] = made.nanos // NANOS


def richest(found: Parsed) -> Any:
    """The value in a text, as rich as the text is."""
    kinds = (ZonedDateTime, LocalDateTime, LocalDate, OffsetTime, LocalTime, YearMonth, MonthDay, Year, Instant)
    return next((made for made in (made_of(found, kind) for kind in kinds) if made is not None), found)


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
