"""Any value that stands for a moment, for `%t` and for JSON."""

from typing import Any

from addon.scripting.library.calendar_state import Calendar
from addon.scripting.library.date_patterns import write_date
from addon.scripting.library.dates import Date, pieces_of
from addon.scripting.library.zones import UTC_ZONE, Zone
from addon.scripting.values.numbers import Long

PERCENT_T = {
    "Y": "yyyy",
    "y": "yy",
    "m": "MM",
    "d": "dd",
    "e": "d",
    "B": "MMMM",
    "b": "MMM",
    "h": "MMM",
    "A": "EEEE",
    "a": "EEE",
    "j": "DDD",
    "H": "HH",
    "k": "H",
    "I": "hh",
    "l": "h",
    "M": "mm",
    "S": "ss",
    "L": "SSS",
    "z": "Z",
    "Z": "zzz",
    "R": "HH:mm",
    "T": "HH:mm:ss",
    "r": "hh:mm:ss a",
    "D": "MM/dd/yy",
    "F": "yyyy-MM-dd",
    "c": "EEE MMM dd HH:mm:ss zzz yyyy",
}


FIELDS_OF = {
    **dict.fromkeys("YyC", "YEAR_OF_ERA"),
    **dict.fromkeys("mBbh", "MONTH_OF_YEAR"),
    **dict.fromkeys("de", "DAY_OF_MONTH"),
    **dict.fromkeys("Aa", "DAY_OF_WEEK"),
    "j": "DAY_OF_YEAR",
    **dict.fromkeys("Hk", "HOUR_OF_DAY"),
    **dict.fromkeys("Il", "CLOCK_HOUR_OF_AMPM"),
    "M": "MINUTE_OF_HOUR",
    "S": "SECOND_OF_MINUTE",
    **dict.fromkeys("LN", "NANO_OF_SECOND"),
    "p": "AMPM_OF_DAY",
    **dict.fromkeys("zZ", "OFFSET_SECONDS"),
    **dict.fromkeys("sQ", "INSTANT_SECONDS"),
}
"""The field of a java.time value that a letter writes."""
COMPOSED = {"F": "Ymd", "D": "mdy", "T": "HMS", "R": "HM", "r": "IMSp", "c": "abdHMSZY"}


def lacking(letter: str, value: Any) -> str | None:
    """The letter of the first part that a java.time value does not have, or None."""
    from addon.scripting.library.javatime_conversions import has
    from addon.scripting.library.javatime_types import Instant, LocalDate, LocalDateTime, LocalTime, YearMonth

    if type(value) not in (LocalDate, LocalTime, LocalDateTime, YearMonth, Instant):
        return None
    return next((one for one in COMPOSED.get(letter, letter) if not has(value, FIELDS_OF[one])), None)


def percent_t(letter: str, value: Any) -> str | None:
    """What `%tY` and its kin print; None for a value that is no moment."""
    found = _moment(value)
    if found is None:
        return None
    millis, zone = found
    if letter == "p":
        return write_date(pieces_of("a"), millis, zone).lower()
    if letter == "C":
        return write_date(pieces_of("yyyy"), millis, zone)[:-2].rjust(2, "0")
    if letter in "sQ":
        return str(millis // 1000 if letter == "s" else millis)
    if letter == "N":
        return f"{millis % 1000:03d}000000"
    pattern = PERCENT_T.get(letter)
    return None if pattern is None else write_date(pieces_of(pattern), millis, zone)


def _moment(value: Any) -> tuple[int, Zone] | None:
    if isinstance(value, Date):
        return value.millis, UTC_ZONE
    if type(value) is Calendar:
        return value.millis, value.zone
    if type(value) is Long:
        return int(value), UTC_ZONE
    from addon.scripting.library.javatime_texts import moment_of

    return moment_of(value)


def json_date(value: Any) -> str | None:
    """A Date or Calendar as JsonOutput writes it; None for anything else."""
    if isinstance(value, Date):
        return write_date(pieces_of("yyyy-MM-dd'T'HH:mm:ssZ"), value.millis, UTC_ZONE)
    if type(value) is Calendar:
        return write_date(pieces_of("yyyy-MM-dd'T'HH:mm:ssZ"), value.millis, UTC_ZONE)
    return None
