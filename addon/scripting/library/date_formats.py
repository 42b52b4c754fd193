"""java.text.SimpleDateFormat and DateFormat."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.civil import MILLIS_PER_DAY, calendar_of
from addon.scripting.library.clock import now
from addon.scripting.library.date_patterns import Piece, write_date
from addon.scripting.library.date_reading import Unparseable, read_date
from addon.scripting.library.date_styles import styled
from addon.scripting.library.dates import Date, century, parsed, pieces_of
from addon.scripting.library.languages import names_in, words_in
from addon.scripting.library.named_pieces import named_pieces
from addon.scripting.library.registry import Table
from addon.scripting.library.timezones import TimeZone
from addon.scripting.library.zones import UTC_ZONE
from addon.scripting.semantics.extend import extend
from addon.scripting.values.classes import define
from addon.scripting.values.numbers import NUMBERS


class DateFormat:
    """java.text.SimpleDateFormat"""

    __slots__ = ("first_year", "lenient", "pattern", "pieces", "zone")

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.pieces: list[Piece] = pieces_of(pattern)
        self.zone = UTC_ZONE
        self.lenient = True
        self.first_year = century
        """Tells the first of the hundred years that a year of two digits may mean."""


class ParsePosition:
    """java.text.ParsePosition"""

    __slots__ = ("failed", "index")

    def __init__(self, index: int) -> None:
        self.index = index
        self.failed = -1


FORMAT = define("java.text.Format", "Cloneable", "Serializable")
define("java.text.DateFormat", "java.text.Format")
define("java.text.SimpleDateFormat", "java.text.DateFormat", python=[DateFormat])
define("java.text.ParsePosition", python=[ParsePosition])

formats = Table("java.text.DateFormat")
simple = Table("java.text.SimpleDateFormat")
positions = Table("ParsePosition")

extend(DateFormat, equals=lambda left, right: left.pattern == right.pattern)


@simple.constructor("(String)", "(String, Locale)", "()")
def make_format(run: Any, pattern: str = "M/d/yy, h:mm a", locale: Any = None) -> DateFormat:
    """A format by pattern: yyyy-MM-dd'T'HH:mm:ss.SSSZ."""
    return _made(pattern, locale)


def _made(pattern: str, locale: Any = None) -> DateFormat:
    made = DateFormat(pattern)
    if any(piece.letter in tuple("EGa") or (piece.letter in ("M", "L") and piece.count > 2) for piece in made.pieces):
        words = words_in(locale)
        if words is not None:
            made.pieces = named_pieces(made.pieces, words)
    if any(piece.letter == "z" and piece.count > 3 for piece in made.pieces):
        names_in(locale)
    return made


@formats.method("format(Object)")
def format_date(run: Any, self: DateFormat, moment: Any) -> str:
    """A date as text."""
    if isinstance(moment, Date):
        millis = moment.millis
    elif type(moment) in NUMBERS:
        millis = int(moment)
    else:
        throw("IllegalArgumentException", "Cannot format given Object as a Date")
    return write_date(self.pieces, millis, self.zone)


@formats.method("parseObject(String)")
def parse_object(run: Any, self: DateFormat, source: str) -> Any:
    """As parse, with words of its own where there is no date."""
    made = parse_at(run, self, source, ParsePosition(0))
    return made if made is not None else throw("java.text.ParseException", "Format.parseObject(String) failed")


@formats.method("parse(String)")
def parse(run: Any, self: DateFormat, source: str) -> Date:
    """The date at the start of a text."""
    return parsed(self.pieces, source, self.zone, self.lenient, self.first_year)


@formats.method("parse(String, ParsePosition)")
def parse_at(run: Any, self: DateFormat, source: str, position: ParsePosition) -> Date | None:
    """The date in a text from a position on; null when there is none."""
    try:
        millis, end = read_date(self.pieces, source, self.zone, self.lenient, self.first_year, position.index)
    except Unparseable as failed:
        position.failed = failed.at
        return None
    position.index = end
    return Date(millis)


@formats.method("parseObject(String, ParsePosition)")
def parse_object_at(run: Any, self: Any, source: str, position: ParsePosition) -> Any:
    """As parse."""
    return parse_at(run, self, source, position)


@formats.method("setTimeZone(TimeZone)")
def set_time_zone(run: Any, self: DateFormat, zone: TimeZone) -> None:
    """The zone that texts are in."""
    self.zone = zone.zone


@formats.method("getTimeZone()")
def get_format_zone(run: Any, self: DateFormat) -> TimeZone:
    """The zone that texts are in."""
    return TimeZone(self.zone)


@formats.method("setLenient(boolean)")
def set_lenient(run: Any, self: DateFormat, lenient: bool) -> None:
    """Whether 31 February means 2 March or is refused."""
    self.lenient = lenient


@formats.method("isLenient()")
def get_lenient(run: Any, self: DateFormat) -> bool:
    """Whether values out of range roll over."""
    return self.lenient


@formats.method("getCalendar()")
def get_calendar(run: Any, self: DateFormat) -> Any:
    """A calendar in the zone that texts are in."""
    from addon.scripting.library.calendar_state import Calendar

    return Calendar(now(), self.zone)


@formats.method("setCalendar(Calendar)")
def set_calendar(run: Any, self: DateFormat, calendar: Any) -> None:
    """Take over a calendar's zone and whether it is lenient."""
    self.zone, self.lenient = calendar.zone, calendar.lenient


@simple.method("set2DigitYearStart(Date)")
def set_century(run: Any, self: DateFormat, start: Date) -> None:
    """The first of the hundred years that a year of two digits may mean."""
    year = calendar_of(start.millis // MILLIS_PER_DAY)[0]
    self.first_year = lambda: year


@simple.method("toPattern()", "toLocalizedPattern()")
def to_pattern(run: Any, self: DateFormat) -> str:
    """The pattern."""
    return self.pattern


@simple.method("applyPattern(String)", "applyLocalizedPattern(String)")
def apply_pattern(run: Any, self: DateFormat, pattern: str) -> None:
    """Take another pattern."""
    self.pieces = pieces_of(pattern)
    self.pattern = pattern


@formats.method("clone()")
def clone(run: Any, self: DateFormat) -> DateFormat:
    """A copy."""
    copy = DateFormat(self.pattern)
    copy.zone, copy.lenient, copy.first_year = self.zone, self.lenient, self.first_year
    return copy


for _number, _name in enumerate(("FULL", "LONG", "MEDIUM", "SHORT")):
    formats.constant(_name, _number)
formats.constant("DEFAULT", 2)


@formats.static("getDateInstance()", "getDateInstance(int)", "getDateInstance(int, Locale)")
def date_instance(run: Any, style: int = 2, locale: Any = None) -> DateFormat:
    """A format of the day."""
    return _made(styled(locale, style, None), locale)


@formats.static("getTimeInstance()", "getTimeInstance(int)", "getTimeInstance(int, Locale)")
def time_instance(run: Any, style: int = 2, locale: Any = None) -> DateFormat:
    """A format of the time."""
    return _made(styled(locale, None, style), locale)


@formats.static("getDateTimeInstance()", "getDateTimeInstance(int, int)", "getDateTimeInstance(int, int, Locale)")
def date_time_instance(run: Any, date_style: int = 2, time_style: int = 2, locale: Any = None) -> DateFormat:
    """A format of day and time."""
    return _made(styled(locale, date_style, time_style), locale)


@formats.static("getInstance()")
def instance(run: Any) -> DateFormat:
    """A short format of day and time."""
    return _made(styled(None, 3, 3))


@positions.constructor("(int)")
def make_position(run: Any, index: int) -> ParsePosition:
    """A place in a text."""
    return ParsePosition(index)


@positions.method("getIndex()")
def get_index(run: Any, self: ParsePosition) -> int:
    """The place."""
    return self.index


@positions.method("setIndex(int)")
def set_index(run: Any, self: ParsePosition, index: int) -> None:
    """Go to another place."""
    self.index = index


@positions.method("getErrorIndex()")
def get_error_index(run: Any, self: ParsePosition) -> int:
    """Where reading failed; -1 if it did not."""
    return self.failed
