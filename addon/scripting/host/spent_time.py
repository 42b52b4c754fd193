"""Time spent and days as rules write them: `1w 2d 3h 4m`, `2024/05/22`."""

import re
from datetime import UTC, datetime
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.dates import Date
from addon.scripting.semantics.texts import text
from addon.scripting.values.characters import GString
from addon.scripting.values.numbers import NUMBERS, smallest

HOUR = 3600
UNITS = {"w": 5 * 8 * HOUR, "d": 8 * HOUR, "h": HOUR, "m": 60, "s": 1}
"""Seconds of a unit; a week has five working days of eight hours, as Jira counts unless told otherwise."""
_PART = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)\s*([wdhms])\s*", re.ASCII | re.IGNORECASE)
_DAY = re.compile(r"(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?!\d)", re.ASCII)


def seconds_of(given: Any) -> Any:
    """Seconds of a text such as `1w 2d 3h 4m`; a number is seconds already. Throws for anything else."""
    if given is None or type(given) in NUMBERS:
        return given
    written = text(given).strip()
    parts = _PART.findall(written)
    if not parts or _PART.sub("", written):
        throw("IllegalArgumentException", f"The time spent has to be like 1w 2d 3h 4m, or seconds, not {written[:60]}")
    return smallest(round(sum(float(count) * UNITS[unit.lower()] for count, unit in parts)))


def is_day(given: Any) -> bool:
    """Whether it is a text such as `2024/05/22`."""
    return type(given) in (str, GString) and _DAY.match(text(given).strip()) is not None


def day_of(given: Any) -> Any:
    """The Date of a text such as `2024/05/22`, at midnight UTC; a Date stays what it is. Throws for anything else."""
    if given is None or isinstance(given, Date):
        return given
    written = text(given).strip()
    found = _DAY.match(written)
    try:
        year, month, day = map(int, found.groups()) if found is not None else (0, 0, 0)
        begun = datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        throw("IllegalArgumentException", f"The day has to be like 2024/05/22, or a Date, not {written[:60]}")
    return Date(round(begun.timestamp() * 1000))
