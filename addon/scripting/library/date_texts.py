"""Reading dates as Date(String) does: the forms of e-mail headers and of old rules, by no pattern at all."""

import regex

from addon.scripting.errors import throw
from addon.scripting.library.civil import DAY, MONTHS, WEEKDAYS, calendar_days, calendar_of
from addon.scripting.library.clock import now

TOKEN = regex.compile(r"\(.*?\)|([+-]?)(\d+)([:/]?)|([A-Za-z]+)\.?|[\s,]+")
ZONES = {"UTC": 0, "GMT": 0, "UT": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6}
ZONES |= {"PST": -8, "PDT": -7}


def parse_any(source: str) -> int:
    """Milliseconds since 1970 of a text such as `Fri, 15 Mar 2024 10:20:30 GMT` or `3/15/2024`."""
    reader = _Reader()
    at = 0
    while at < len(source):
        found = TOKEN.match(source, at)
        if found is None or found.end() == at:
            throw("IllegalArgumentException")
        sign, digits, after, word = found.groups()
        if word:
            reader.word(word.upper())
        elif digits:
            reader.number(sign, int(digits[:9]), after)
        at = found.end()
    return reader.millis()


class _Reader:
    """What was understood so far; numbers find their place by what surrounds them."""

    def __init__(self) -> None:
        self.year: int | None = None
        self.month: int | None = None
        self.day: int | None = None
        self.time: list[int] = []
        self.in_time = False
        self.offset: int | None = None
        self.afternoon: bool | None = None

    def number(self, sign: str, number: int, after: str) -> None:
        if sign and (self.time or self.year is not None):
            seconds = number * 3600 if number < 24 else number // 100 * 3600 + number % 100 * 60
            self.offset = -seconds if sign == "-" else seconds
        elif after == ":" or self.in_time:
            self.time.append(number)
            self.in_time = after == ":"
        elif number >= 70 or (self.month is not None and self.day is not None):
            if self.year is not None:
                throw("IllegalArgumentException")
            self.year = number
        elif after == "/":
            if self.month is None:
                self.month = number
            else:
                self.day = number
        elif self.day is None:
            self.day = number
        else:
            throw("IllegalArgumentException")

    def word(self, word: str) -> None:
        if word in ("AM", "PM"):
            self.afternoon = word == "PM"
        elif word in ZONES:
            self.offset = ZONES[word] * 3600
        elif len(word) >= 3 and (months := [name for name in MONTHS if name.upper().startswith(word)]):
            self.month = MONTHS.index(months[0]) + 1
        elif word != "T" and not (len(word) >= 3 and any(name.upper().startswith(word) for name in WEEKDAYS)):
            throw("IllegalArgumentException")

    def millis(self) -> int:
        if self.year is None or self.month is None or self.day is None or len(self.time) > 3:
            throw("IllegalArgumentException")
        year = self.year
        if year < 100:
            this_year = calendar_of(now() // (DAY * 1000))[0]
            first = this_year - 80
            year += first - first % 100
            year += 100 if year < first else 0
        hour, minute, second = (*self.time, 0, 0, 0)[:3]
        if self.afternoon is not None:
            hour = hour % 12 + (12 if self.afternoon else 0)
        days = calendar_days(year, self.month, self.day)
        return (days * DAY + hour * 3600 + minute * 60 + second - (self.offset or 0)) * 1000
