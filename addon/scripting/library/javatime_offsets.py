"""What offsets java.time takes, and how it refuses the others."""

from typing import NoReturn

from addon.scripting.errors import throw
from addon.scripting.library.javatime_types import ZoneOffset


def _refuse(message: str) -> NoReturn:
    throw("java.time.DateTimeException", message)


def offset_of(hours: int, minutes: int = 0, seconds: int = 0) -> ZoneOffset:
    """The offset of parts that are within their ranges and have the same sign."""
    if not -18 <= hours <= 18:
        _refuse(f"Zone offset hours not in valid range: value {hours} is not in the range -18 to 18")
    if hours > 0 and (minutes < 0 or seconds < 0):
        _refuse("Zone offset minutes and seconds must be positive because hours is positive")
    if hours < 0 and (minutes > 0 or seconds > 0):
        _refuse("Zone offset minutes and seconds must be negative because hours is negative")
    if minutes * seconds < 0:
        _refuse("Zone offset minutes and seconds must have the same sign")
    for word, part in (("minutes", minutes), ("seconds", seconds)):
        if not -59 <= part <= 59:
            _refuse(f"Zone offset {word} not in valid range: value {part} is not in the range -59 to 59")
    return ZoneOffset(hours * 3600 + minutes * 60 + seconds)


PLACES = {3: (1,), 5: (1, 3), 6: (1, 4), 7: (1, 3, 5), 9: (1, 4, 7)}
"""Where the digits of hours, minutes and seconds stand in a text of so many characters."""


def offset_in(name: str) -> ZoneOffset:
    """The offset that a text tells: Z, +h, +hh, +hh:mm, +hhmm, +hh:mm:ss, +hhmmss."""
    if name == "Z":
        return ZoneOffset(0)
    padded = name[0] + "0" + name[1] if len(name) == 2 else name
    places = PLACES.get(len(padded))
    if places is None:
        _refuse(f"Invalid ID for ZoneOffset, invalid format: {name}")
    parts = []
    for place in places:
        if place > 1 and len(padded) in (6, 9) and padded[place - 1] != ":":
            _refuse(f"Invalid ID for ZoneOffset, colon not found when expected: {padded}")
        digits = padded[place : place + 2]
        if not (digits.isascii() and digits.isdigit()):
            _refuse(f"Invalid ID for ZoneOffset, non numeric characters found: {padded}")
        parts.append(int(digits))
    if padded[0] not in "+-":
        _refuse(f"Invalid ID for ZoneOffset, plus/minus not found when expected: {padded}")
    return offset_of(*(-part if padded[0] == "-" else part for part in parts))
