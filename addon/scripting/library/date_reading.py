"""Reading dates by SimpleDateFormat patterns, with the quirks that rules meet.

Fields are collected by letter in the order of the text; of several ways to say the day (day of month, week and
weekday, day of year) the one written last counts, as in java.util.Calendar.
"""

from collections.abc import Callable
from typing import Any

import regex

from addon.scripting.library.civil import (
    DAY,
    MONTHS,
    WEEKDAYS,
    calendar_days,
    calendar_of,
    first_week,
    weekday,
)
from addon.scripting.library.date_patterns import Piece
from addon.scripting.library.zones import ALIASES, LONG_NAMES, SHORT_NAMES, Zone, find_zone

ISO_OFFSET = {
    1: regex.compile(r"([+-])(\d\d)()"),
    2: regex.compile(r"([+-])(\d\d)(\d\d)"),
    3: regex.compile(r"([+-])(\d\d):(\d\d)"),
}
PLAIN_OFFSET = ISO_OFFSET[2]
GMT_OFFSET = regex.compile(r"GMT([+-])(\d\d?):(\d\d)", regex.IGNORECASE)
ZONE_NAME = regex.compile(r"[A-Za-z][A-Za-z0-9/_+-]*")
LONG_NAME = regex.compile("|".join(sorted(LONG_NAMES.values(), key=len, reverse=True)), regex.IGNORECASE)
NAMED_OFFSETS = {
    "UTC": 0,
    "GMT": 0,
    "CET": 3600,
    "CEST": 7200,
    "EET": 7200,
    "EEST": 10800,
    "EDT": -14400,
    "CDT": -18000,
    "MDT": -21600,
    "PST": -28800,
    "PDT": -25200,
    "BST": 3600,
    "WEST": 3600,
    "WET": 0,
}
SUNDAY = 7


class Unparseable(Exception):
    """Text does not fit a pattern; `at` is where."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


def read_date(
    pieces: list[Piece], source: str, zone: Zone, lenient: bool, century: Callable[[], int], at: int = 0
) -> tuple[int, int]:
    """The moment in a text, in milliseconds, and where reading ended. Raises `Unparseable`.

    `century()` tells the first of the hundred years that a year of two digits may mean.
    """
    found: dict[str, Any] = {}
    begun = at
    for index, piece in enumerate(pieces):
        if not piece.letter:
            at = _literal(piece.text, source, at)
            continue
        abutting = (
            index + 1 < len(pieces) and bool(pieces[index + 1].letter) and pieces[index + 1].letter not in "EaGzZX"
        )
        at = _read_piece(piece, source, at, found, abutting, lenient, century)
    return _assembled(found, zone, lenient, begun), at


def _literal(wanted: str, source: str, at: int) -> int:
    for letter in wanted:
        if letter in " \t":
            if source[at : at + 1] not in (" ", "\t"):
                raise Unparseable(at)
            while source[at : at + 1] in (" ", "\t") and at < len(source):
                at += 1
        elif source[at : at + 1] != letter:
            raise Unparseable(at)
        else:
            at += 1
    return at


def _read_word(words: tuple[tuple[str, int], ...], source: str, at: int) -> tuple[int, int]:
    """The longest of some names that stands here, in any case."""
    fitting = [(len(word), number) for word, number in words if source[at : at + len(word)].lower() == word.lower()]
    if not fitting:
        raise Unparseable(at)
    size, number = max(fitting, key=lambda one: one[0])
    return number, at + size


def _read_piece(
    piece: Piece,
    source: str,
    at: int,
    found: dict[str, Any],
    abutting: bool,
    lenient: bool,
    century: Callable[[], int],
) -> int:
    letter, count = piece.letter, piece.count
    while source[at : at + 1] in (" ", "\t") and at < len(source):
        at += 1
    if piece.read:
        number, at = _read_word(piece.read, source, at)
        _note(found, "M" if letter == "L" else letter, number)
        return at
    if letter in "ML" and count >= 3:
        number, at = _read_name(MONTHS, source, at)
        _note(found, "M", number)
        return at
    if letter == "E":
        number, at = _read_name(WEEKDAYS, source, at)
        _note(found, "E", number)
        return at
    if letter in "aG":
        for index, word in enumerate(("AM", "PM") if letter == "a" else ("BC", "AD")):
            if source[at : at + 2].upper() == word:
                _note(found, letter, index)
                return at + 2
        raise Unparseable(at)
    if letter in "zZX":
        return _read_zone(piece, source, at, found)
    begun = at
    limit = begun + count if abutting else len(source)
    if source[at : at + 1] == "-":
        at += 1
    while at < limit and source[at].isascii() and source[at].isdigit():
        at += 1
    digits = source[begun:at]
    if not digits.strip("-") or len(digits) > 18:
        raise Unparseable(begun)
    number = int(digits)
    if letter in "yY" and count <= 2 and len(digits) == 2 and digits.isdigit():
        first = century()
        number += first - first % 100
        if number < first:
            number += 100
    if letter in "hk":
        top = 12 if letter == "h" else 24
        if not lenient and not 1 <= number <= top:
            raise Unparseable(begun)
        number = 0 if number == top else number
    _note(found, {"L": "M", "u": "E"}.get(letter, letter), number)
    return at


def _note(found: dict[str, Any], letter: str, value: Any) -> None:
    """Keep a field's value; the field read last stands last."""
    found.pop(letter, None)
    found[letter] = value


def _read_name(names: list[str], source: str, at: int) -> tuple[int, int]:
    rest = source[at : at + 12].lower()
    for index, name in enumerate(names):
        for form in (name.lower(), name[:3].lower()):
            if rest.startswith(form):
                return index + 1, at + len(form)
    raise Unparseable(at)


def _read_zone(piece: Piece, source: str, at: int, found: dict[str, Any]) -> int:
    if piece.letter == "X":
        if source[at : at + 1] == "Z":
            found["offset"] = 0
            return at + 1
        match = ISO_OFFSET[piece.count].match(source, at)
    else:
        match = PLAIN_OFFSET.match(source, at) or GMT_OFFSET.match(source, at)
    if match is not None:
        sign, hours, minutes = match.groups()
        if int(hours) > 23 or int(minutes or 0) > 59:
            raise Unparseable(at)
        total = int(hours) * 3600 + int(minutes or 0) * 60
        found["offset"] = -total if sign == "-" else total
        return int(match.end())
    if piece.letter == "X" or regex.match("(?i)GMT[+-]", source[at : at + 4]):
        raise Unparseable(at)
    return _read_zone_name(source, at, found)


def _read_zone_name(source: str, at: int, found: dict[str, Any]) -> int:
    match = LONG_NAME.match(source, at)
    if match is not None:
        word = next(short for short, long in LONG_NAMES.items() if long.lower() == match.group().lower())
    else:
        match = ZONE_NAME.match(source, at)
        if match is None or match.group() == "Z":
            raise Unparseable(at)
        word = match.group()
    if word in NAMED_OFFSETS:
        found["offset"] = NAMED_OFFSETS[word]
    elif word in SHORT_NAMES:
        found["offset"] = SHORT_NAMES[word] * 3600
    else:
        zone = find_zone(ALIASES.get(word, word))
        if zone is None:
            raise Unparseable(at)
        found["zone"] = zone
    return int(match.end())


def _assembled(found: dict[str, Any], zone: Zone, lenient: bool, begun: int) -> int:
    if "H" in found or "k" in found:
        hour = found.get("H", found.get("k", 0))
    else:
        hour = found.get("K", found.get("h", 0)) + 12 * found.get("a", 0)
    days = _day(found)
    minute, second, millis = found.get("m", 0), found.get("s", 0), found.get("S", 0)
    if not lenient:
        _check(found, days, begun)
    local = days * DAY + hour * 3600 + minute * 60 + second
    offset = found.get("offset")
    if offset is None:
        offset = found.get("zone", zone).of_local(local + millis // 1000, later=True)
    return wrapped((local - offset) * 1000 + millis)


def wrapped(millis: int) -> int:
    """Milliseconds as a Java long holds them."""
    return (millis + 2**63) % 2**64 - 2**63


def _day(found: dict[str, int]) -> int:
    """The day that the fields mean, by the rules of Calendar for which of them count."""
    order = list(found)
    if "Y" in found and ("y" not in found or order.index("Y") > order.index("y")):
        return first_week(found["Y"], SUNDAY, 1) + (found.get("w", 1) - 1) * 7 + found.get("E", SUNDAY) % 7
    year = found.get("y", 1970)
    if found.get("G") == 0:
        year = 1 - year
    month = found.get("M", 1)
    ways = {
        "d": order.index("d") if "d" in found else -1,
        "W": _latest(order, "W", "E"),
        "F": _latest(order, "F", "E"),
        "D": order.index("D") if "D" in found else -1,
        "w": _latest(order, "w", "E"),
    }
    if max(ways.values()) < 0:
        ways["W"] = order.index("W") if "W" in found else -1
        ways["F"] = max(order.index(letter) if letter in found else -1 for letter in "FE")
        ways["w"] = order.index("w") if "w" in found else -1
    way = max(ways, key=lambda letter: ways[letter])
    if ways[way] < 0 or way == "d":
        return calendar_days(year, month, found.get("d", 1))
    if way == "D":
        return calendar_days(year, 1, 1) + int(found["D"]) - 1
    named = found.get("E", SUNDAY)
    if way == "w":
        return first_week(year, SUNDAY, 1) + (int(found["w"]) - 1) * 7 + named % 7
    first = calendar_days(year, month, 1)
    if way == "W":
        return first - weekday(first) % 7 + (int(found["W"]) - 1) * 7 + named % 7
    return first + (named - weekday(first)) % 7 + (int(found.get("F", 1)) - 1) * 7


def _latest(order: list[str], *letters: str) -> int:
    """The place of the last of several fields that have to be there together; -1 if one is missing."""
    return max(map(order.index, letters)) if all(letter in order for letter in letters) else -1


def _check(found: dict[str, Any], days: int, begun: int) -> None:
    """Refuse values out of their ranges, and a weekday that the day does not have."""
    year, month, day = calendar_of(days)
    actual = {
        "y": year if year > 0 else 1 - year,
        "M": month,
        "d": day,
        "E": weekday(days),
        "D": days - calendar_days(year, 1, 1) + 1,
    }
    tops = {"H": 23, "k": 23, "K": 11, "h": 11, "m": 59, "s": 59, "S": 999}
    for letter, value in found.items():
        if letter in actual and "Y" not in found and value != actual[letter]:
            raise Unparseable(begun)
        if letter in tops and not 0 <= value <= tops[letter]:
            raise Unparseable(begun)
