"""SimpleDateFormat patterns: their pieces, and writing dates. `date_reading` reads them."""

from dataclasses import dataclass

import regex

from addon.scripting.errors import throw
from addon.scripting.library.civil import (
    DAY,
    MONTHS,
    WEEKDAYS,
    calendar_days,
    calendar_of,
    week_of_month,
    week_of_year,
    weekday,
)
from addon.scripting.library.zones import Zone, offset_text
from addon.scripting.limits import meter

LETTERS = "GyMwWDdFEaHkKhmsSzZYuXL"
PIECE = regex.compile(r"'((?:[^']|'')*)'|([A-Za-z])\2*|([^A-Za-z']+)")


@dataclass(frozen=True)
class Piece:
    """Literal text (`letter` empty) or a run of one pattern letter."""

    letter: str
    text: str
    words: tuple[str, ...] = ()
    """Names of a language other than English, in the order of the field's values."""
    read: tuple[tuple[str, int], ...] = ()
    """All forms of these names with their numbers, for reading."""

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
            if found.group(2) == "X" and len(found.group(0)) > 3:
                throw("IllegalArgumentException", f"invalid ISO 8601 format: length={len(found.group(0))}")
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
    year, month, day = calendar_of(days)
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
        if piece.words:
            return piece.words[self.place(letter)]
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

    def place(self, letter: str) -> int:
        """Which of the names of a field is meant."""
        if letter in "ML":
            return self.month - 1
        if letter == "E":
            return weekday(self.days) - 1
        return int(self.second_of_day >= DAY // 2 if letter == "a" else self.year > 0)

    def number(self, letter: str) -> int:
        hour = self.second_of_day // 3600
        return {
            "w": lambda: week_of_year(self.days)[0],
            "W": lambda: week_of_month(self.days),
            "D": lambda: self.days - calendar_days(self.year, 1, 1) + 1,
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
