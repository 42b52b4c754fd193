"""Fields of java.time: get and with, for every temporal type."""

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
    weekday,
)
from addon.scripting.library.javatime_moves import UNITS, at_local, local_of, plus, zoned
from addon.scripting.library.javatime_ranges import (
    DATE_FIELDS,
    FIELDS,
    OFFSET_FIELDS,
    RANGES,
    TIME_FIELDS,
    YEAR_MAX,
    ValueRange,
    check,
    ranged,
)
from addon.scripting.library.javatime_types import (
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
)

SUPPORTED: dict[type, frozenset[str]] = {
    LocalDate: DATE_FIELDS,
    LocalTime: TIME_FIELDS,
    LocalDateTime: DATE_FIELDS | TIME_FIELDS,
    OffsetDateTime: frozenset(FIELDS),
    ZonedDateTime: frozenset(FIELDS),
    OffsetTime: TIME_FIELDS | {"OFFSET_SECONDS"},
    Instant: frozenset(("INSTANT_SECONDS", "NANO_OF_SECOND", "MICRO_OF_SECOND", "MILLI_OF_SECOND")),
    Year: frozenset(("YEAR", "YEAR_OF_ERA", "ERA")),
    YearMonth: frozenset(("YEAR", "MONTH_OF_YEAR", "PROLEPTIC_MONTH", "YEAR_OF_ERA", "ERA")),
    MonthDay: frozenset(("MONTH_OF_YEAR", "DAY_OF_MONTH")),
    Month: frozenset(("MONTH_OF_YEAR",)),
    DayOfWeek: frozenset(("DAY_OF_WEEK",)),
    ZoneOffset: frozenset(("OFFSET_SECONDS",)),
}
"""The fields that each type has."""


def checked_days(year: int, month: int, day: int) -> int:
    """Days since 1970 of a date that exists."""
    check("YEAR", year)
    check("MONTH_OF_YEAR", month)
    check("DAY_OF_MONTH", day)
    if day > month_length(year, month):
        if day == 29:
            throw("java.time.DateTimeException", f"Invalid date 'February 29' as '{year}' is not a leap year")
        throw("java.time.DateTimeException", f"Invalid date '{MONTHS_OF_YEAR[month - 1].name} {day}'")
    return days_of(year, month, day)


def checked_year_day(year: int, day: int) -> int:
    """Days since 1970 of the n-th day of a year that has it."""
    first = checked_days(year, 1, 1)
    if check("DAY_OF_YEAR", day) == 366 and month_length(year, 2) == 28:
        throw("java.time.DateTimeException", f"Invalid date 'DayOfYear 366' as '{year}' is not a leap year")
    return first + day - 1


def checked_time(hour: int, minute: int, second: int = 0, nano: int = 0) -> int:
    """Nanoseconds of a time of day that exists."""
    check("HOUR_OF_DAY", hour)
    check("MINUTE_OF_HOUR", minute)
    check("SECOND_OF_MINUTE", second)
    check("NANO_OF_SECOND", nano)
    return ((hour * 60 + minute) * 60 + second) * NANOS + nano


def unsupported_field(name: str) -> NoReturn:
    throw("java.time.temporal.UnsupportedTemporalTypeException", f"Unsupported field: {FIELDS[name].label}")


def require(value: Any, name: str) -> None:
    """Throw for a field that the type of a value does not have."""
    if name not in SUPPORTED.get(type(value), ()):
        unsupported_field(name)


def get(value: Any, name: str) -> int:
    """A field of a temporal value."""
    require(value, name)
    kind = type(value)
    if name in OFFSET_FIELDS:
        if name == "OFFSET_SECONDS":
            return int(value.seconds if kind is ZoneOffset else value.offset)
        return (local_of(value) - getattr(value, "offset", 0) * NANOS) // NANOS
    if name in TIME_FIELDS:
        return _of_time(local_of(value) % NANOS_PER_DAY, name)
    if kind in _COARSE:
        return int(_COARSE[kind](value, name))
    return _of_date(local_of(value) // NANOS_PER_DAY, name)


def _of_year(year: int, name: str) -> int:
    if name == "YEAR_OF_ERA":
        return year if year > 0 else 1 - year
    return int(year > 0) if name == "ERA" else year


def _of_month(value: YearMonth, name: str) -> int:
    if name == "PROLEPTIC_MONTH":
        return value.total
    return value.total % 12 + 1 if name == "MONTH_OF_YEAR" else _of_year(value.total // 12, name)


_COARSE: dict[type, Any] = {
    Year: lambda value, name: _of_year(value.year, name),
    YearMonth: _of_month,
    MonthDay: lambda value, name: value.month if name == "MONTH_OF_YEAR" else value.day,
    Month: lambda value, name: value.ordinal + 1,
    DayOfWeek: lambda value, name: value.ordinal + 1,
}


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


def range_of(value: Any, name: str) -> ValueRange:
    """The values that a field may have where a temporal value stands."""
    require(value, name)
    if type(value) is MonthDay and name == "DAY_OF_MONTH":
        return ranged(1, month_length(2023, value.month), month_length(2024, value.month))
    if name in ("DAY_OF_MONTH", "DAY_OF_YEAR", "ALIGNED_WEEK_OF_MONTH"):
        year, month, _ = civil_of(local_of(value) // NANOS_PER_DAY)
        if name == "DAY_OF_YEAR":
            return ranged(1, 366 if is_leap(year) else 365)
        length = month_length(year, month)
        return ranged(1, length if name == "DAY_OF_MONTH" else 4 if length == 28 else 5)
    if name == "YEAR_OF_ERA":
        return ranged(1, YEAR_MAX if get(value, "YEAR") > 0 else YEAR_MAX + 1)
    return RANGES[name]


def with_field(value: Any, name: str, amount: int) -> Any:
    """The value with one field set."""
    check(name, amount)
    require(value, name)
    kind = type(value)
    if kind in (Year, YearMonth, MonthDay):
        return _with_coarse(value, name, amount)
    if name in OFFSET_FIELDS or kind is Instant:
        return _with_moment(value, name, amount)
    days, nanos = divmod(local_of(value), NANOS_PER_DAY)
    if name in TIME_FIELDS:
        nanos = _time_with(nanos, name, amount)
    else:
        days = _days_with(days, name, amount)
    return at_local(value, days * NANOS_PER_DAY + nanos)


def _with_coarse(value: Any, name: str, amount: int) -> Any:
    if isinstance(value, MonthDay):
        month, day = (amount, value.day) if name == "MONTH_OF_YEAR" else (value.month, amount)
        if name == "MONTH_OF_YEAR":
            return MonthDay(month, min(day, month_length(2024, month)))
        return checked_month_day(month, day)
    year = get(value, "YEAR")
    if name == "YEAR_OF_ERA":
        amount = amount if year > 0 else 1 - amount
    elif name == "ERA":
        amount = year if get(value, "ERA") == amount else 1 - year
    if isinstance(value, Year):
        return Year(check("YEAR", amount))
    if name == "PROLEPTIC_MONTH":
        return YearMonth(amount)
    if name == "MONTH_OF_YEAR":
        return YearMonth(year * 12 + amount - 1)
    return YearMonth(check("YEAR", amount) * 12 + value.total % 12)


def checked_month_day(month: int, day: int) -> MonthDay:
    """A day of some year."""
    check("MONTH_OF_YEAR", month)
    check("DAY_OF_MONTH", day)
    if day > month_length(2024, month):
        throw(
            "java.time.DateTimeException",
            f"Illegal value for DayOfMonth field, value {day} is not valid for month {MONTHS_OF_YEAR[month - 1].name}",
        )
    return MonthDay(month, day)


def _with_moment(value: Any, name: str, amount: int) -> Any:
    """A moment with other seconds or another part of its second; a value with another offset."""
    if name == "OFFSET_SECONDS":
        if isinstance(value, OffsetTime):
            return OffsetTime(value.nanos, amount)
        if isinstance(value, OffsetDateTime):
            return OffsetDateTime(value.local, amount)
        made = zoned(value.local, value.zone, amount)
        return made if made.offset == amount else value
    if name == "INSTANT_SECONDS":
        seconds = amount - get(value, name)
        return plus(value, seconds, UNITS["SECONDS"])
    scale = {"NANO_OF_SECOND": 1, "MICRO_OF_SECOND": 1000, "MILLI_OF_SECOND": 1_000_000}[name]
    return Instant(value.nanos // NANOS * NANOS + amount * scale)


def _days_with(days: int, name: str, amount: int) -> int:
    year, month, day = civil_of(days)
    if name in ("YEAR_OF_ERA", "ERA"):
        if name == "ERA":
            amount = year if int(year > 0) == amount else 1 - year
        else:
            amount = amount if year > 0 else 1 - amount
        name = "YEAR"
    if name == "YEAR":
        check("YEAR", amount)
        return days_of(amount, month, min(day, month_length(amount, month)))
    if name == "MONTH_OF_YEAR":
        return days_of(year, amount, min(day, month_length(year, amount)))
    if name == "PROLEPTIC_MONTH":
        year, month = amount // 12, amount % 12 + 1
        return days_of(year, month, min(day, month_length(year, month)))
    if name == "DAY_OF_MONTH":
        return checked_days(year, month, amount)
    if name == "DAY_OF_YEAR":
        if amount == 366 and not is_leap(year):
            throw("java.time.DateTimeException", f"Invalid date 'DayOfYear 366' as '{year}' is not a leap year")
        return days_of(year, 1, amount)
    if name == "EPOCH_DAY":
        return amount
    return days + (amount - _of_date(days, name)) * (7 if "ALIGNED_WEEK" in name else 1)


SIZES = {
    "HOUR_OF_DAY": 3600 * NANOS,
    "MINUTE_OF_HOUR": 60 * NANOS,
    "SECOND_OF_MINUTE": NANOS,
    "SECOND_OF_DAY": NANOS,
    "MINUTE_OF_DAY": 60 * NANOS,
    "HOUR_OF_AMPM": 3600 * NANOS,
    "AMPM_OF_DAY": 12 * 3600 * NANOS,
}
"""Fields that keep what is smaller than they are."""
WHOLE = {
    "NANO_OF_SECOND": 1,
    "MICRO_OF_SECOND": 1000,
    "MILLI_OF_SECOND": 1_000_000,
    "NANO_OF_DAY": 1,
    "MICRO_OF_DAY": 1000,
    "MILLI_OF_DAY": 1_000_000,
}
"""Fields that set what is smaller to zero."""


def _time_with(nanos: int, name: str, amount: int) -> int:
    if name.startswith("CLOCK_HOUR"):
        name = name.removeprefix("CLOCK_")
        amount %= 24 if name == "HOUR_OF_DAY" else 12
    if name in WHOLE:
        before = 0 if name.endswith("DAY") else nanos // NANOS * NANOS
        return before + amount * WHOLE[name]
    return nanos + (amount - _of_time(nanos, name)) * SIZES[name]
