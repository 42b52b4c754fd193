"""java.text.SimpleDateFormat and DateFormat, java.util.TimeZone and Locale."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.date_patterns import Piece, Unparseable, read_date, write_date
from addon.scripting.library.dates import Date, current_year, parsed, pieces_of
from addon.scripting.library.registry import Table
from addon.scripting.library.zones import UTC_ZONE, Zone, time_zone
from addon.scripting.semantics.extend import extend
from addon.scripting.values.classes import define


class TimeZone:
    """java.util.TimeZone"""

    __slots__ = ("zone",)

    def __init__(self, zone: Zone) -> None:
        self.zone = zone


class Locale:
    """java.util.Locale; kept for rules that name one, everything is written as in the US."""

    __slots__ = ("tag",)

    def __init__(self, tag: str) -> None:
        self.tag = tag


class DateFormat:
    """java.text.SimpleDateFormat"""

    __slots__ = ("lenient", "pattern", "pieces", "zone")

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.pieces: list[Piece] = pieces_of(pattern)
        self.zone = UTC_ZONE
        self.lenient = True


class ParsePosition:
    """java.text.ParsePosition"""

    __slots__ = ("index",)

    def __init__(self, index: int) -> None:
        self.index = index


define("java.util.TimeZone", "Cloneable", "Serializable", python=[TimeZone])
define("java.util.SimpleTimeZone", "java.util.TimeZone")
define("java.util.Locale", "Cloneable", "Serializable", python=[Locale])
define("java.text.Format", "Cloneable", "Serializable")
define("java.text.DateFormat", "java.text.Format")
define("java.text.SimpleDateFormat", "java.text.DateFormat", python=[DateFormat])
define("java.text.ParsePosition", python=[ParsePosition])

zones = Table("TimeZone")
locales = Table("Locale")
formats = Table("java.text.DateFormat")
simple = Table("java.text.SimpleDateFormat")
positions = Table("ParsePosition")

extend(
    TimeZone,
    text=lambda value: f'sun.util.calendar.ZoneInfo[id="{value.zone.name}"]',
    equals=lambda left, right: left.zone.name == right.zone.name,
)
extend(Locale, text=lambda value: value.tag, equals=lambda left, right: left.tag == right.tag)
extend(DateFormat, equals=lambda left, right: left.pattern == right.pattern)


@zones.static("getTimeZone(String)", "getTimeZone(ZoneId)")
def get_time_zone(run: Any, name: Any) -> TimeZone:
    """The zone of this name; GMT for an unknown one."""
    return TimeZone(time_zone(name) if isinstance(name, str) else name.zone)


@zones.static("getDefault()")
def default_zone(run: Any) -> TimeZone:
    """The zone of a run: always UTC."""
    return TimeZone(UTC_ZONE)


@zones.method("getID()")
def zone_id(run: Any, self: TimeZone) -> str:
    """The identifier."""
    return self.zone.name


@zones.method("getDisplayName()")
def display_name(run: Any, self: TimeZone) -> str:
    """The name in words."""
    return self.zone.long_name(0)


@zones.method("getRawOffset()")
def raw_offset(run: Any, self: TimeZone) -> int:
    """The offset from UTC without daylight saving, in milliseconds."""
    from addon.scripting.library.clock import now

    return self.zone.standard(0 if self.zone.fixed is not None else now() // 1000) * 1000


@zones.method("getOffset(long)")
def get_offset(run: Any, self: TimeZone, millis: int) -> int:
    """The offset from UTC at a moment, in milliseconds."""
    return self.zone.at(millis // 1000) * 1000


@zones.method("inDaylightTime(Date)")
def in_daylight_time(run: Any, self: TimeZone, moment: Date) -> bool:
    """Whether daylight saving is in force at a moment."""
    return self.zone.is_daylight(moment.millis // 1000)


@zones.method("toZoneId()")
def to_zone_id(run: Any, self: TimeZone) -> Any:
    """The zone as java.time.ZoneId."""
    from addon.scripting.library.javatime_types import ZoneRegion

    return ZoneRegion(self.zone)


NAMED_LOCALES = {
    "US": "en_US",
    "ENGLISH": "en",
    "UK": "en_GB",
    "ROOT": "",
    "GERMANY": "de_DE",
    "GERMAN": "de",
    "FRANCE": "fr_FR",
    "FRENCH": "fr",
}
for _name, _tag in NAMED_LOCALES.items():
    locales.constant(_name, Locale(_tag))


@locales.constructor("(String)", "(String, String)")
def make_locale(run: Any, language: str, country: str = "") -> Locale:
    """A locale by language and country."""
    return Locale(f"{language}_{country}" if country else language)


@locales.static("getDefault()")
def default_locale(run: Any) -> Locale:
    """The locale of a run: always US English."""
    return Locale("en_US")


@locales.static("forLanguageTag(String)")
def for_language_tag(run: Any, tag: str) -> Locale:
    """A locale by its tag."""
    return Locale(tag.replace("-", "_"))


@simple.constructor("(String)", "(String, Locale)", "()")
def make_format(run: Any, pattern: str = "M/d/yy, h:mm a", locale: Any = None) -> DateFormat:
    """A format by pattern: yyyy-MM-dd'T'HH:mm:ss.SSSZ."""
    return DateFormat(pattern)


@formats.method("format(Date)", "format(Number)")
def format_date(run: Any, self: DateFormat, moment: Any) -> str:
    """A date as text."""
    millis = moment.millis if isinstance(moment, Date) else int(moment)
    return write_date(self.pieces, millis, self.zone)


@formats.method("parse(String)")
def parse(run: Any, self: DateFormat, source: str) -> Date:
    """The date at the start of a text."""
    return parsed(self.pieces, source, self.zone, self.lenient)


@formats.method("parse(String, ParsePosition)")
def parse_at(run: Any, self: DateFormat, source: str, position: ParsePosition) -> Date | None:
    """The date in a text from a position on; null when there is none."""
    try:
        millis, end = read_date(self.pieces, source, self.zone, self.lenient, current_year, position.index)
    except Unparseable:
        return None
    position.index = end
    return Date(millis)


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


@simple.method("toPattern()")
def to_pattern(run: Any, self: DateFormat) -> str:
    """The pattern."""
    return self.pattern


@simple.method("applyPattern(String)")
def apply_pattern(run: Any, self: DateFormat, pattern: str) -> None:
    """Take another pattern."""
    self.pieces = pieces_of(pattern)
    self.pattern = pattern


@formats.method("clone()")
def clone(run: Any, self: DateFormat) -> DateFormat:
    """A copy."""
    copy = DateFormat(self.pattern)
    copy.zone, copy.lenient = self.zone, self.lenient
    return copy


DATE_STYLES = ("EEEE, MMMM d, yyyy", "MMMM d, yyyy", "MMM d, yyyy", "M/d/yy")
TIME_STYLES = ("h:mm:ss a zzzz", "h:mm:ss a z", "h:mm:ss a", "h:mm a")
for _number, _name in enumerate(("FULL", "LONG", "MEDIUM", "SHORT")):
    formats.constant(_name, _number)
formats.constant("DEFAULT", 2)


def _style(styles: tuple[str, ...], number: int) -> str:
    if not 0 <= number < len(styles):
        throw("IllegalArgumentException", f"Illegal date style {number}")
    return styles[number]


@formats.static("getDateInstance()", "getDateInstance(int)", "getDateInstance(int, Locale)")
def date_instance(run: Any, style: int = 2, locale: Any = None) -> DateFormat:
    """A format of the day."""
    return DateFormat(_style(DATE_STYLES, style))


@formats.static("getTimeInstance()", "getTimeInstance(int)", "getTimeInstance(int, Locale)")
def time_instance(run: Any, style: int = 2, locale: Any = None) -> DateFormat:
    """A format of the time."""
    return DateFormat(_style(TIME_STYLES, style))


@formats.static("getDateTimeInstance()", "getDateTimeInstance(int, int)", "getDateTimeInstance(int, int, Locale)")
def date_time_instance(run: Any, date_style: int = 2, time_style: int = 2, locale: Any = None) -> DateFormat:
    """A format of day and time."""
    return DateFormat(f"{_style(DATE_STYLES, date_style)}, {_style(TIME_STYLES, time_style)}")


@positions.constructor("(int)")
def make_position(run: Any, index: int) -> ParsePosition:
    """A place in a text."""
    return ParsePosition(index)


@positions.method("getIndex()")
def get_index(run: Any, self: ParsePosition) -> int:
    """The place."""
    return self.index
