"""SimpleDateFormat patterns: writing and reading dates."""

from dataclasses import dataclass
from typing import Any

import regex

from addon.scripting.errors import throw
from addon.scripting.library.civil import (
    DAY,
    MONTHS,
    WEEKDAYS,
    civil_of,
    day_of_year,
    days_of,
    week_of_month,
    week_of_year,
    weekday,
)
from addon.scripting.library.zones import Zone, find_zone, offset_text
from addon.scripting.limits import meter

LETTERS = "GyMwWDdFEaHkKhmsSzZYuXL"
PIECE = regex.compile(r"'((?:[^']|'')*)'|([A-Za-z])\2*|([^A-Za-z']+)")
OFFSET = regex.compile(r"([+-])(\d{1,2}):?(\d{2})?")
GENERAL_ZONE = regex.compile(r"GMT([+-]\d{1,2}:?\d{0,2})?|UTC|Z|[A-Za-z][A-Za-z/_+-]*[A-Za-z]|[+-]\d{2}:?\d{2}")


@dataclass(frozen=True)
class Piece:
    """Literal text (`letter` empty) or a run of one pattern letter."""

    letter: str
    text: str

    @property
    def count(self) -> int:
        return len(self.text)


def read_pattern(pattern: str) -> list[Piece]:
    """The pieces of a pattern; throws IllegalArgumentException for letters that mean nothing."""
    pieces: list[Piece] = []
    at = 0
    while at < len(pattern):
        found = PIECE.match(pattern, at)
        if found is None:
            throw("IllegalArgumentException", "Unterminated quote")
        at = found.end()
        if found.group(1) is not None:
            pieces.append(Piece("", found.group(1).replace("''", "'") or "'"))
        elif found.group(2):
            if found.group(2) not in LETTERS:
                throw("IllegalArgumentException", f"Illegal pattern character '{found.group(2)}'")
            pieces.append(Piece(found.group(2), found.group(0)))
        else:
            pieces.append(Piece("", found.group(3)))
    return pieces


def write_date(pieces: list[Piece], millis: int, zone: Zone) -> str:
    """A moment as the pattern says."""
    meter().step(4 + len(pieces))
    offset = zone.at(millis // 1000)
    local = millis + offset * 1000
    days, of_day = divmod(local, DAY * 1000)
    year, month, day = civil_of(days)
    fields = _Fields(year, month, day, days, of_day // 1000, of_day % 1000, offset, zone, millis // 1000)
    return "".join([fields.write(piece) for piece in pieces])


@dataclass(frozen=True)
class _Fields:
    year: int
    month: int
    day: int
    days: int
    second_of_day: int
    millis: int
    offset: int
    zone: Zone
    seconds: int

    def write(self, piece: Piece) -> str:
        letter, count = piece.letter, piece.count
        if not letter:
            return piece.text
        if letter in "yY":
            year = self.year if letter == "y" else week_of_year(self.days)[1]
            era_year = year if year > 0 else 1 - year
            return f"{era_year % 100:02d}" if count == 2 else str(era_year).rjust(count, "0")
        if letter in "ML":
            return _name(MONTHS[self.month - 1], count) if count >= 3 else str(self.month).rjust(count, "0")
        if letter == "E":
            name = WEEKDAYS[weekday(self.days) - 1]
            return name if count >= 4 else name[:3]
        if letter == "a":
            return "AM" if self.second_of_day < DAY // 2 else "PM"
        if letter == "G":
            return "AD" if self.year > 0 else "BC"
        if letter == "z":
            return self.zone.long_name(self.seconds) if count >= 4 else self.zone.short_name(self.seconds)
        if letter == "Z":
            return offset_text(self.offset, "", "")
        if letter == "X":
            if self.offset == 0:
                return "Z"
            written = offset_text(self.offset, ":" if count >= 3 else "", "")
            return written[:3] if count == 1 else written
        return str(self.number(letter)).rjust(count, "0")

    def number(self, letter: str) -> int:
        hour = self.second_of_day // 3600
        return {
            "w": lambda: week_of_year(self.days)[0],
            "W": lambda: week_of_month(self.days),
            "D": lambda: day_of_year(self.year, self.month, self.day),
            "d": lambda: self.day,
            "F": lambda: (self.day - 1) // 7 + 1,
            "u": lambda: weekday(self.days),
            "H": lambda: hour,
            "k": lambda: hour or 24,
            "K": lambda: hour % 12,
            "h": lambda: hour % 12 or 12,
            "m": lambda: self.second_of_day // 60 % 60,
            "s": lambda: self.second_of_day % 60,
            "S": lambda: self.millis,
        }[letter]()


def _name(name: str, count: int) -> str:
    return name if count >= 4 else name[:3]


class Unparseable(Exception):
    """Text does not fit a pattern; `at` is where."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


def read_date(
    pieces: list[Piece], source: str, zone: Zone, lenient: bool, this_year: Any, at: int = 0
) -> tuple[int, int]:
    """The moment in a text, in milliseconds, and where reading ended. Raises `Unparseable`.

    `this_year()` tells the current year, for years of two digits.
    """
    found: dict[str, Any] = {}
    for index, piece in enumerate(pieces):
        if not piece.letter:
            at = _literal(piece.text, source, at)
            continue
        abutting = (
            index + 1 < len(pieces) and bool(pieces[index + 1].letter) and pieces[index + 1].letter not in "EaGzZX"
        )
        at = _read_piece(piece, source, at, found, abutting, this_year)
    return _assembled(found, zone, lenient), at


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


def _read_piece(piece: Piece, source: str, at: int, found: dict[str, Any], abutting: bool, this_year: Any) -> int:
    letter, count = piece.letter, piece.count
    while source[at : at + 1] in (" ", "\t") and at < len(source):
        at += 1
    if letter in "ML" and count >= 3:
        number, at = _read_name(MONTHS, source, at)
        found["M"] = number
        return at
    if letter == "E":
        _, at = _read_name(WEEKDAYS, source, at)
        return at
    if letter in "aG":
        for index, word in enumerate(("AM", "PM") if letter == "a" else ("BC", "AD")):
            if source[at : at + 2].upper() == word:
                found[letter] = index
                return at + 2
        raise Unparseable(at)
    if letter in "zZX":
        return _read_zone(letter, source, at, found)
    begun = at
    if source[at : at + 1] == "-" and letter == "y":
        at += 1
    limit = begun + count if abutting else len(source)
    while at < limit and source[at].isascii() and source[at].isdigit():
        at += 1
    digits = source[begun:at]
    if not digits.strip("-") or len(digits) > 18:
        raise Unparseable(begun)
    number = int(digits)
    if letter == "y" and count <= 2 and len(digits) == 2:
        century = this_year() - 80
        number += century - century % 100
        if number < century:
            number += 100
    found[letter] = number
    return at


def _read_name(names: list[str], source: str, at: int) -> tuple[int, int]:
    rest = source[at : at + 12].lower()
    for index, name in enumerate(names):
        for form in (name.lower(), name[:3].lower()):
            if rest.startswith(form):
                return index + 1, at + len(form)
    raise Unparseable(at)


def _read_zone(letter: str, source: str, at: int, found: dict[str, Any]) -> int:
    if letter in "ZX" and (match := OFFSET.match(source, at)):
        sign, hours, minutes = match.groups()
        if len(hours) == 1 and minutes is None:
            raise Unparseable(at)
        total = int(hours) * 3600 + int(minutes or 0) * 60
        found["offset"] = -total if sign == "-" else total
        return int(match.end())
    if letter == "X":
        if source[at : at + 1] == "Z":
            found["offset"] = 0
            return at + 1
        raise Unparseable(at)
    match = GENERAL_ZONE.match(source, at)
    if match is None:
        raise Unparseable(at)
    word = match.group()
    from addon.scripting.library.zones import ALIASES, CUSTOM, SHORT_NAMES

    custom = CUSTOM.fullmatch(word)
    if custom is not None:
        sign, hours, minutes, _ = custom.groups()
        total = int(hours) * 3600 + int(minutes or 0) * 60
        found["offset"] = -total if sign == "-" else total
    elif word in NAMED_OFFSETS:
        found["offset"] = NAMED_OFFSETS[word]
    elif word in SHORT_NAMES:
        found["offset"] = SHORT_NAMES[word] * 3600
    else:
        zone = find_zone(ALIASES.get(word, word))
        if zone is None:
            raise Unparseable(at)
        found["zone"] = zone
    return int(match.end())


NAMED_OFFSETS = {
    "UTC": 0,
    "GMT": 0,
    "Z": 0,
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


def _assembled(found: dict[str, Any], zone: Zone, lenient: bool) -> int:
    year = found.get("y", found.get("Y", 1970))
    if found.get("G") == 0:
        year = 1 - year
    if "H" in found or "k" in found:
        hour = found.get("H", found.get("k", 0))
        hour = 0 if "k" in found and hour == 24 else hour
    else:
        hour = found.get("K", found.get("h", 0))
        hour = (0 if "h" in found and hour == 12 else hour) + 12 * found.get("a", 0)
    month, day = found.get("M", found.get("L", 1)), found.get("d", 1)
    minute, second, millis = found.get("m", 0), found.get("s", 0), found.get("S", 0)
    if not lenient:
        from addon.scripting.library.civil import month_length

        valid = (
            1 <= month <= 12
            and 1 <= day <= month_length(year, month)
            and 0 <= hour < 24
            and 0 <= minute < 60
            and 0 <= second < 60
            and 0 <= millis < 1000
        )
        if not valid:
            raise Unparseable(0)
    days = days_of(year, month, day)
    if "D" in found and "d" not in found and "M" not in found:
        days = days_of(year, 1, 1) + found["D"] - 1
    local = days * DAY + hour * 3600 + minute * 60 + second
    offset = found.get("offset")
    if offset is None:
        offset = found.get("zone", zone).of_local(local + millis // 1000, later=True)
    return int((local - offset) * 1000 + millis)
