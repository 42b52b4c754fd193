"""How java.time values print, and which moment they stand for."""

from typing import Any

from addon.scripting.library.civil import DAY, NANOS, NANOS_PER_DAY, civil_of
from addon.scripting.library.javatime_types import (
    HOUR,
    MINUTE,
    Duration,
    Instant,
    LocalDate,
    LocalDateTime,
    LocalTime,
    MonthDay,
    OffsetDateTime,
    Period,
    YearMonth,
    ZonedDateTime,
    ZoneRegion,
)
from addon.scripting.library.zones import UTC_ZONE, Zone, offset_text


def time_text(nanos: int) -> str:
    """A time of day as Java prints it: seconds and fraction only where needed, fraction in threes."""
    hours, rest = divmod(nanos, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    written = f"{hours:02d}:{minutes:02d}"
    return written + (f":{rest // NANOS:02d}{fraction(rest % NANOS)}" if rest else "")


def fraction(nanos: int) -> str:
    """.5 as .500, .000005 as .000005; nothing for zero."""
    if not nanos:
        return ""
    digits = f"{nanos:09d}"
    while digits.endswith("000"):
        digits = digits[:-3]
    return "." + digits


def date_text(days: int) -> str:
    year, month, day = civil_of(days)
    return f"{year_text(year)}-{month:02d}-{day:02d}"


def year_text(year: int) -> str:
    if 0 <= year <= 9999:
        return f"{year:04d}"
    return f"+{year}" if year > 9999 else f"-{-year:04d}"


def local_text(local: int) -> str:
    days, nanos = divmod(local, NANOS_PER_DAY)
    return f"{date_text(days)}T{time_text(nanos)}"


def instant_text(nanos: int) -> str:
    """Always with seconds: 2024-03-15T10:20:30Z."""
    days, of_day = divmod(nanos, NANOS_PER_DAY)
    seconds, rest = divmod(of_day, NANOS)
    return f"{date_text(days)}T{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{fraction(rest)}Z"


def zoned_text(value: ZonedDateTime) -> str:
    region = f"[{value.zone.name}]" if isinstance(value.zone, ZoneRegion) else ""
    return f"{local_text(value.local)}{offset_text(value.offset)}{region}"


def duration_text(value: Duration) -> str:
    """PT1H30M, PT1.5S, PT-5S."""
    if not value.nanos:
        return "PT0S"
    seconds = abs(value.nanos) // NANOS * (-1 if value.nanos < 0 else 1)
    rest = value.nanos - seconds * NANOS
    hours = abs(seconds) // 3600 * (-1 if seconds < 0 else 1)
    minutes = abs(seconds - hours * 3600) // 60 * (-1 if seconds < 0 else 1)
    left = seconds - hours * 3600 - minutes * 60
    written = "PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    if left or rest:
        sign = "-" if left < 0 or rest < 0 else ""
        digits = f"{abs(rest):09d}".rstrip("0")
        written += f"{sign}{abs(left)}" + (f".{digits}" if rest else "") + "S"
    return written


def period_text(value: Period) -> str:
    parts = [(value.years, "Y"), (value.months, "M"), (value.days, "D")]
    return "P" + ("".join(f"{number}{letter}" for number, letter in parts if number) or "0D")


def year_month_text(value: YearMonth) -> str:
    return f"{year_text(value.total // 12)}-{value.total % 12 + 1:02d}"


def month_day_text(value: MonthDay) -> str:
    return f"--{value.month:02d}-{value.day:02d}"


def instant_of(value: Any) -> int | None:
    """Nanoseconds since 1970 in UTC of anything with an offset; None for anything else."""
    if isinstance(value, Instant):
        return value.nanos
    if isinstance(value, (OffsetDateTime, ZonedDateTime)):
        return value.local - value.offset * NANOS
    return None


def moment_of(value: Any) -> tuple[int, Zone] | None:
    """Milliseconds and zone of a java.time value, as `%t` sees it."""
    if isinstance(value, LocalDate):
        return value.days * DAY * 1000, UTC_ZONE
    if isinstance(value, LocalTime):
        return value.nanos // 1_000_000, UTC_ZONE
    if isinstance(value, LocalDateTime):
        return value.local // 1_000_000, UTC_ZONE
    nanos = instant_of(value)
    if nanos is None:
        return None
    offset = getattr(value, "offset", 0)
    return nanos // 1_000_000, Zone(offset_text(offset), offset)
