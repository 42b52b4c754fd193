"""Moments in JQL: dates, `-2d`, `startOfDay()`."""

import re
from datetime import UTC, datetime, timedelta, tzinfo

from .parser import JqlProblem, Value

_FORMATS = ("%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M", "%Y-%m-%d", "%Y/%m/%d")
_STEP = re.compile(r"([+-]?)(\d+)([mhdwMy]?)$")
_SIZES = {
    "m": timedelta(minutes=1),
    "": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
    "M": timedelta(days=30),
    "y": timedelta(days=365),
}
_STARTS = ("startofday", "startofweek", "startofmonth", "startofyear")
_ENDS = ("endofday", "endofweek", "endofmonth", "endofyear")


def moment(value: Value, now: datetime, zone: tzinfo, field: str) -> datetime:
    """The moment that a value names in the caller's time zone; minutes are the finest grain."""
    if value.function:
        return _function(value, now.astimezone(zone))
    text = value.text.strip()
    step = re.fullmatch(r"((?:[+-]?\d+[mhdwMy]\s*)+|[+-]\d+)", text)
    if step:
        return now + sum((_step(part) for part in text.split()), timedelta())
    for form in _FORMATS:
        try:
            return datetime.strptime(text, form).replace(tzinfo=zone)
        except ValueError:
            continue
    raise JqlProblem(
        f"Date value '{text}' for field '{field}' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', "
        "'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'."
    )


def _step(text: str) -> timedelta:
    found = _STEP.match(text)
    if found is None:
        raise JqlProblem(f"'{text}' is not a period.")
    size = _SIZES[found.group(3)] * int(found.group(2))
    return -size if found.group(1) == "-" else size


def _function(value: Value, now: datetime) -> datetime:
    shift = _step(value.arguments[0]) if value.arguments else timedelta()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if value.name in ("now", "currentlogin"):
        return now
    if value.name not in _STARTS + _ENDS:
        raise JqlProblem(f"Unable to find JQL function '{value.text}()'.")
    unit = value.name.removeprefix("startof").removeprefix("endof")
    start = {
        "day": midnight,
        "week": midnight - timedelta(days=(midnight.weekday() + 1) % 7),
        "month": midnight.replace(day=1),
        "year": midnight.replace(month=1, day=1),
    }[unit]
    if value.name in _STARTS:
        return start + shift
    nexts = {
        "day": start + timedelta(days=1),
        "week": start + timedelta(days=7),
        "month": (start + timedelta(days=32)).replace(day=1),
        "year": start.replace(year=start.year + 1),
    }
    return nexts[unit] + shift - timedelta(milliseconds=1)


def of_milliseconds(value: int) -> datetime:
    return datetime.fromtimestamp(value / 1000, UTC)
