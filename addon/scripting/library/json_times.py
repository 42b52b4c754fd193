"""java.time values as JSON: JsonOutput knows nothing of them and writes their properties, by name."""

from typing import Any

from addon.scripting.library.civil import NANOS, NANOS_PER_DAY, civil_of, is_leap
from addon.scripting.library.javatime_fields import (
    get,
)
from addon.scripting.library.javatime_moves import (
    local_of,
)
from addon.scripting.library.javatime_types import (
    DAYS_OF_WEEK,
    MONTHS_OF_YEAR,
    Duration,
    Instant,
    LocalDate,
    LocalDateTime,
    LocalTime,
    OffsetDateTime,
    Period,
    Year,
    YearMonth,
    ZoneOffset,
)
from addon.scripting.values.maps import GroovyMap

CHRONOLOGY = GroovyMap([("calendarType", "iso8601"), ("id", "ISO")])


def _date(value: Any) -> dict[str, Any]:
    days = local_of(value) // NANOS_PER_DAY
    year, month, day = civil_of(days)
    return {
        "dayOfMonth": day,
        "dayOfWeek": DAYS_OF_WEEK[get(value, "DAY_OF_WEEK") - 1].name,
        "dayOfYear": get(value, "DAY_OF_YEAR"),
        "month": MONTHS_OF_YEAR[month - 1].name,
        "monthValue": month,
        "year": year,
    }


def _time(value: Any) -> dict[str, Any]:
    return {
        "hour": get(value, "HOUR_OF_DAY"),
        "minute": get(value, "MINUTE_OF_HOUR"),
        "nano": get(value, "NANO_OF_SECOND"),
        "second": get(value, "SECOND_OF_MINUTE"),
    }


def _offset(value: ZoneOffset) -> dict[str, Any]:
    rules = GroovyMap([("fixedOffset", True), ("transitionRules", []), ("transitions", [])])
    return {"id": value.name, "rules": rules, "totalSeconds": value.seconds}


def properties_of(value: Any) -> dict[str, Any] | None:
    """The properties that a java.time value is written with; None for any other value."""
    kind = type(value)
    found: dict[str, Any]
    if kind is LocalDate:
        year = civil_of(value.days)[0]
        found = {
            **_date(value),
            "chronology": CHRONOLOGY,
            "era": "CE" if year > 0 else "BCE",
            "leapYear": is_leap(year),
        }
    elif kind is LocalTime:
        found = _time(value)
    elif kind is LocalDateTime:
        found = {**_date(value), **_time(value), "chronology": CHRONOLOGY}
    elif kind is OffsetDateTime:
        offset = GroovyMap(sorted(_offset(ZoneOffset(value.offset)).items()))
        found = {**_date(value), **_time(value), "offset": offset}
    elif kind is ZoneOffset:
        found = _offset(value)
    elif kind is Instant:
        found = {"epochSecond": value.nanos // NANOS, "nano": value.nanos % NANOS}
    elif kind is Duration:
        seconds = value.nanos // NANOS
        found = {"nano": value.nanos % NANOS, "negative": seconds < 0, "seconds": seconds}
        found |= {"units": ["SECONDS", "NANOS"], "zero": not value.nanos}
    elif kind is Period:
        parts = (value.years, value.months, value.days)
        found = {"chronology": CHRONOLOGY, "years": parts[0], "months": parts[1], "days": parts[2]}
        found |= {"negative": min(parts) < 0, "units": ["YEARS", "MONTHS", "DAYS"], "zero": not any(parts)}
    elif kind is Year:
        found = {"leap": is_leap(value.year), "value": value.year}
    elif kind is YearMonth:
        year, month = divmod(value.total, 12)
        found = {"leapYear": is_leap(year), "month": MONTHS_OF_YEAR[month].name, "monthValue": month + 1, "year": year}
    else:
        return None
    return dict(sorted(found.items()))
