"""java.util.Date and java.sql.Timestamp."""

from collections.abc import Callable
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.civil import DAY, MILLIS_PER_DAY, calendar_days, calendar_of
from addon.scripting.library.clock import now
from addon.scripting.library.date_patterns import Piece, read_pattern, write_date
from addon.scripting.library.date_reading import Unparseable, read_date
from addon.scripting.library.date_texts import parse_any
from addon.scripting.library.registry import Table
from addon.scripting.library.zones import UTC_ZONE, Zone
from addon.scripting.limits import meter
from addon.scripting.semantics.extend import extend
from addon.scripting.values.classes import define
from addon.scripting.values.numbers import Long, wrap_int


class Date:
    """A moment in milliseconds since 1970 in UTC; changeable, as in Java."""

    __slots__ = ("millis",)

    def __init__(self, millis: int) -> None:
        self.millis = millis


class SqlDate(Date):
    """java.sql.Date: a day."""

    __slots__ = ()


class Timestamp(Date):
    """java.sql.Timestamp; `nanos` is the fraction of its second."""

    __slots__ = ("nanos",)

    def __init__(self, millis: int, nanos: int | None = None) -> None:
        super().__init__(millis)
        self.nanos = millis % 1000 * 1_000_000 if nanos is None else nanos


define("java.util.Date", "Comparable", "Cloneable", "Serializable", python=[Date])
define("java.sql.Timestamp", "java.util.Date", python=[Timestamp])
SQL_DATE = define("java.sql.Date", "java.util.Date", python=[SqlDate])
TEXT = read_pattern("EEE MMM dd HH:mm:ss zzz yyyy")
ROOM = 200
"""Bytes that a letter of a pattern may take as a piece."""
_patterns: dict[str, list[Piece]] = {}


def pieces_of(pattern: str) -> list[Piece]:
    """A pattern read once."""
    known = _patterns.get(pattern)
    if known is None:
        meter().allocate(len(pattern) * ROOM)
        known = read_pattern(pattern)
        if len(_patterns) < 200:
            _patterns[pattern] = known
    return known


def date_text(value: Date) -> str:
    """Date.toString in UTC."""
    return write_date(TEXT, value.millis, UTC_ZONE)


def timestamp_text(value: Timestamp) -> str:
    """Timestamp.toString in UTC: at least one digit of the second's fraction."""
    fraction = f"{value.nanos:09d}".rstrip("0") or "0"
    return write_date(pieces_of("yyyy-MM-dd HH:mm:ss."), value.millis, UTC_ZONE) + fraction


def day_text(value: Date) -> str:
    """java.sql.Date.toString: the day in UTC."""
    return write_date(pieces_of("yyyy-MM-dd"), value.millis, UTC_ZONE)


def _hash(value: Date) -> int:
    bits = value.millis & 0xFFFFFFFFFFFFFFFF
    return wrap_int((bits ^ (bits >> 32)) & 0xFFFFFFFF)


def order(left: Date, right: Date) -> int:
    return (left.millis > right.millis) - (left.millis < right.millis)


for _kind, _text in ((Date, date_text), (Timestamp, timestamp_text), (SqlDate, day_text)):
    extend(
        _kind,
        text=_text,
        equals=lambda left, right: (
            left.millis == right.millis and getattr(left, "nanos", 0) == getattr(right, "nanos", 0)
        ),
        compare=order,
        hash=_hash,
        plain=lambda value: {"$date": value.millis},
    )


dates = Table("java.util.Date")


@dates.method("equals(Object)")
def date_equals(run: Any, self: Date, other: Any) -> bool:
    """Whether the other is the same moment; a Timestamp equals only another one."""
    if type(self) is Timestamp:
        return type(other) is Timestamp and self.millis == other.millis and self.nanos == other.nanos
    return isinstance(other, Date) and self.millis == other.millis


@dates.constructor(
    "()", "(long)", "(String?)", "(int, int, int)", "(int, int, int, int, int)", "(int, int, int, int, int, int)"
)
def construct(run: Any, *given: Any) -> Date:
    """Now, a moment in milliseconds, or (deprecated in Java) year - 1900, month from 0, day, hour, minute, second."""
    if not given:
        return Date(now())
    first, *rest = given
    if first is None:
        throw("IllegalArgumentException")
    if rest:
        month, day, *time = rest
        hour, minute, second = (*time, 0, 0, 0)[:3]
        days = calendar_days(first + 1900, month + 1, day)
        return Date((days * DAY + hour * 3600 + minute * 60 + second) * 1000)
    if isinstance(first, str):
        return Date(parse_any(first))
    return Date(int(first))


@dates.static("UTC(int, int, int, int, int, int)")
def utc(run: Any, year: int, month: int, day: int, hour: int, minute: int, second: int) -> Long:
    """Milliseconds of year - 1900, month from 0, day, hour, minute, second."""
    return Long(construct(run, year, month, day, hour, minute, second).millis)


@dates.static("parse(String)")
def parse_loosely(run: Any, source: str) -> Long:
    """Milliseconds of the forms of text that Date(String) takes."""
    return Long(parse_any(source))


@dates.static("parseToStringDate(String)")
def parse_printed(run: Any, source: str) -> Date:
    """The date that toString() printed."""
    return parsed(TEXT, source, UTC_ZONE)


def century() -> int:
    """The first of the hundred years that a year of two digits may mean: eighty years ago."""
    return calendar_of(now() // MILLIS_PER_DAY)[0] - 80


def parsed(
    pieces: list[Piece], source: str, zone: Zone, lenient: bool = True, first_year: Callable[[], int] = century
) -> Date:
    """The date in a text; throws ParseException as Java words it."""
    try:
        return Date(read_date(pieces, source, zone, lenient, first_year)[0])
    except Unparseable as failed:
        throw("java.text.ParseException", f'Unparseable date: "{source}"', errorOffset=failed.at)


@dates.static("parse(String, String)", "parse(String, String, TimeZone)")
def parse(run: Any, pattern: str, source: str, zone: Any = None) -> Date:
    """The date in a text that follows a pattern."""
    return parsed(pieces_of(pattern), source, zone.zone if zone is not None else UTC_ZONE)


@dates.static("from(Instant)")
def from_instant(run: Any, instant: Any) -> Date:
    """The date of an Instant."""
    return Date(instant.nanos // 1_000_000)


@dates.method("getTime()")
def get_time(run: Any, self: Date) -> Long:
    """Milliseconds since 1970 in UTC."""
    return Long(self.millis)


@dates.method("setTime(long)")
def set_time(run: Any, self: Date, millis: int) -> None:
    """Make it another moment."""
    self.millis = int(millis)
    if type(self) is Timestamp:
        self.nanos = self.millis % 1000 * 1_000_000


@dates.method("before(Date)")
def before(run: Any, self: Date, other: Date) -> bool:
    """Whether this moment is earlier."""
    return self.millis < other.millis


@dates.method("after(Date)")
def after(run: Any, self: Date, other: Date) -> bool:
    """Whether this moment is later."""
    return self.millis > other.millis


@dates.method("compareTo(Date)")
def compare_to(run: Any, self: Date, other: Date) -> int:
    """-1, 0 or 1."""
    return order(self, other)


@dates.method("plus(int)")
def plus(run: Any, self: Date, days: int) -> Date:
    """A date so many days later."""
    return moved(self, days)


@dates.method("minus(int)")
def minus(run: Any, self: Date, days: int) -> Date:
    """A date so many days earlier."""
    return moved(self, wrap_int(-days))


def moved(value: Date, days: int) -> Date:
    millis = value.millis + days * MILLIS_PER_DAY
    return Timestamp(millis, value.nanos) if isinstance(value, Timestamp) else Date(millis)


def days_between(self: Date, other: Date) -> int:
    """The number of days between two dates."""
    return wrap_int(self.millis // MILLIS_PER_DAY - other.millis // MILLIS_PER_DAY)


@dates.method("next()")
def next_day(run: Any, self: Date) -> Date:
    """The day after."""
    return moved(self, 1)


@dates.method("previous()")
def previous_day(run: Any, self: Date) -> Date:
    """The day before."""
    return moved(self, -1)


@dates.method("clone()")
def clone(run: Any, self: Date) -> Date:
    """A copy."""
    return moved(self, 0)


@dates.method("format(String)", "format(String, TimeZone)")
def format_date(run: Any, self: Date, pattern: str, zone: Any = None) -> str:
    """The date as a SimpleDateFormat pattern says."""
    return write_date(pieces_of(pattern), self.millis, zone.zone if zone is not None else UTC_ZONE)


@dates.method("getDateString()")
def date_string(run: Any, self: Date) -> str:
    """The day in short form."""
    return write_date(pieces_of("M/d/yy"), self.millis, UTC_ZONE)


@dates.method("getTimeString()")
def time_string(run: Any, self: Date) -> str:
    """The time in short form."""
    return write_date(pieces_of("h:mm:ss a"), self.millis, UTC_ZONE)


@dates.method("getDateTimeString()")
def date_time_string(run: Any, self: Date) -> str:
    """Day and time in short form."""
    return write_date(pieces_of("M/d/yy, h:mm:ss a"), self.millis, UTC_ZONE)


@dates.method("toGMTString()")
def gmt_string(run: Any, self: Date) -> str:
    """Such as 4 Mar 2024 01:02:03 GMT."""
    return write_date(pieces_of("d MMM yyyy HH:mm:ss 'GMT'"), self.millis, UTC_ZONE)


@dates.method("toLocaleString()")
def locale_string(run: Any, self: Date) -> str:
    """Such as Mar 4, 2024, 1:02:03 AM."""
    return write_date(pieces_of("MMM d, yyyy, h:mm:ss a"), self.millis, UTC_ZONE)


@dates.method("clearTime()")
def clear_time(run: Any, self: Date) -> Date:
    """Set the time of day to midnight."""
    self.millis -= self.millis % MILLIS_PER_DAY
    return self


@dates.method("upto(Date, Closure)")
def upto(run: Any, self: Date, last: Date, closure: Any) -> None:
    """Call the closure for each day from this to another."""
    if self.millis > last.millis:
        throw(
            "GroovyRuntimeException",
            f"The argument ({date_text(last)}) to upto() cannot be earlier than the value "
            f"({date_text(self)}) it's called on.",
        )
    day = self
    while day.millis <= last.millis:
        run.meter.step()
        closure.call(day)
        day = moved(day, 1)


@dates.method("downto(Date, Closure)")
def downto(run: Any, self: Date, last: Date, closure: Any) -> None:
    """Call the closure for each day from this back to another."""
    if self.millis < last.millis:
        throw(
            "GroovyRuntimeException",
            f"The argument ({date_text(last)}) to downto() cannot be later than the value "
            f"({date_text(self)}) it's called on.",
        )
    day = self
    while day.millis >= last.millis:
        run.meter.step()
        closure.call(day)
        day = moved(day, -1)


@dates.method("toInstant()")
def to_instant(run: Any, self: Date) -> Any:
    """The moment as java.time.Instant."""
    from addon.scripting.library.javatime_types import Instant

    extra = self.nanos % 1_000_000 if isinstance(self, Timestamp) else 0
    return Instant(self.millis * 1_000_000 + extra)


@dates.method("toCalendar()")
def to_calendar(run: Any, self: Date) -> Any:
    """The moment as Calendar."""
    from addon.scripting.library.calendar_state import Calendar

    return Calendar(self.millis, UTC_ZONE)
