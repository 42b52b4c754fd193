"""Durations as Jira writes them: `1w 2d 3h 4m`, days of 8 hours, weeks of 5 days."""

import re
from typing import Any

_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*([wdhm])")
_UNITS = {"w": 5 * 8 * 3600, "d": 8 * 3600, "h": 3600, "m": 60}


def seconds_of(text: Any) -> int:
    """Seconds of a duration such as `1d 4h`; days have 8 hours, weeks 5 days."""
    if isinstance(text, str) and re.fullmatch(rf"\s*(?:{_DURATION.pattern}\s*)+", text):
        return int(sum(float(amount) * _UNITS[unit] for amount, unit in _DURATION.findall(text)))
    raise ValueError(f"'{text}' is not a valid duration. Please use a format such as 3w 4d 12h.")


def duration_of(seconds: int) -> str:
    """The duration of seconds as Jira writes it."""
    parts = []
    for unit, size in _UNITS.items():
        if seconds >= size:
            parts.append(f"{seconds // size}{unit}")
            seconds %= size
    return " ".join(parts) or "0m"
