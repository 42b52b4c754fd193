"""java.util.Date and java.sql.Timestamp."""

from collections.abc import Callable
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.civil import DAY, MILLIS_PER_DAY, calendar_days, calendar_of, weekday
from addon.scripting.library.clock import now
from addon.scripting.library.date_patterns import Piece, read_pattern, write_date
from addon.scripting.library.date_reading import Unparseable, read_date
from addon.scripting.library.date_texts import parse_any
from addon.scripting.library.registry import Table
from addon.scripting.library.zones import UTC_ZONE, Zone
from addon.scripting.semantics.castfailures import cast_failure
from addon.scripting.semantics.extend import extend
from addon.scripting.values.classes import define
from addon.scripting.values.maps import GroovyMap
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
_patterns: dict[str, list[Piece]] = {}


def pieces_of(pattern: str) -> list[Piece]:
    """A pattern read once."""
    known = _patterns.get(pattern)
    if known is None:
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
timestamps = Table("java.sql.Timestamp")
days = Table(SQL_DATE)


@dates.constructor(
    "()", "(long)", "(String)", "(int, int, int)", "(int, int, int, int, int)", "(int, int, int, int, int, int)"
)
def construct(run: Any, first: Any = None, *rest: int) -> Date:
    """Now, a moment in milliseconds, or (deprecated in Java) year - 1900, month from 0, day, hour, minute, second."""
    if first is None:
        return Date(now())
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
    return moved(self, -days)


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


def _field(name: str, read: Any) -> None:
    def get(run: Any, self: Date) -> int:
        return int(read(self.millis))

    get.__doc__ = f"The {name}, in UTC."
    dates.method(f"get{name[0].upper()}{name[1:]}()")(get)


_field("year", lambda millis: calendar_of(millis // MILLIS_PER_DAY)[0] - 1900)
_field("month", lambda millis: calendar_of(millis // MILLIS_PER_DAY)[1] - 1)
_field("date", lambda millis: calendar_of(millis // MILLIS_PER_DAY)[2])
_field("day", lambda millis: weekday(millis // MILLIS_PER_DAY) % 7)
_field("hours", lambda millis: millis % MILLIS_PER_DAY // 3_600_000)
_field("minutes", lambda millis: millis // 60_000 % 60)
_field("seconds", lambda millis: millis // 1000 % 60)
_field("timezoneOffset", lambda millis: 0)


def _setter(name: str, place: int) -> None:
    def put(run: Any, self: Date, value: int) -> None:
        parts = civil_parts(self.millis)
        parts[place] = value + (1900 if name == "Year" else 1 if name == "Month" else 0)
        self.millis = from_parts(parts)

    put.__doc__ = f"Set the {name.lower()}, in UTC."
    dates.method(f"set{name}(int)")(put)


def civil_parts(millis: int) -> list[int]:
    """Year, month from 1, day, hour, minute, second, millisecond."""
    days, of_day = divmod(millis, MILLIS_PER_DAY)
    return [*calendar_of(days), of_day // 3_600_000, of_day // 60_000 % 60, of_day // 1000 % 60, of_day % 1000]


def from_parts(parts: list[int]) -> int:
    """The inverse; parts may roll over."""
    year, month, day, hour, minute, second, millis = parts
    return ((calendar_days(year, month, day) * 24 + hour) * 60 + minute) * 60_000 + second * 1000 + millis


for _name, _place in (("Year", 0), ("Month", 1), ("Date", 2), ("Hours", 3), ("Minutes", 4), ("Seconds", 5)):
    _setter(_name, _place)


@dates.method("set(Map)")
def set_fields(run: Any, self: Date, changes: GroovyMap) -> None:
    """Set named fields: year, month (from 0), date or dayOfMonth, hourOfDay, minute, second."""
    self.millis = with_fields(self.millis, changes)


@dates.method("copyWith(Map)", "updated(Map)")
def copy_with(run: Any, self: Date, changes: GroovyMap) -> Date:
    """A copy with named fields set."""
    return Date(with_fields(self.millis, changes))


NAMED_PARTS = {
    "year": 0,
    "month": 1,
    "date": 2,
    "dayOfMonth": 2,
    "hourOfDay": 3,
    "minute": 4,
    "second": 5,
    "millisecond": 6,
}


def with_fields(millis: int, changes: GroovyMap) -> int:
    parts = civil_parts(millis)
    for name, value in changes.items():
        place = NAMED_PARTS.get(name) if isinstance(name, str) else None
        if place is not None:
            parts[place] = whole(value) + (1 if place == 1 else 0)
    millis = from_parts(parts)
    for name, value in changes.items():
        if isinstance(name, int):
            from addon.scripting.library.calendars import with_field

            millis = with_field(millis, UTC_ZONE, name, whole(value))
    return millis


def whole(value: Any) -> int:
    """A field's new value; throws for what is no Integer."""
    if type(value) is not int:
        cast_failure(value, "java.lang.Integer")
    return int(value)


@dates.method("getAt(int)")
def get_at(run: Any, self: Date, field: int) -> int:
    """A field by its Calendar constant."""
    from addon.scripting.library.calendars import field_of

    return field_of(self.millis, UTC_ZONE, field)


@dates.method("putAt(int, Integer)")
def put_at(run: Any, self: Date, field: int, value: int) -> None:
    """Set a field by its Calendar constant."""
    from addon.scripting.library.calendars import with_field

    self.millis = with_field(self.millis, UTC_ZONE, field, value)


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
    from addon.scripting.library.calendars import Calendar

    return Calendar(self.millis, UTC_ZONE)


@timestamps.constructor("(long)")
def make_timestamp(run: Any, millis: int) -> Timestamp:
    """A moment in milliseconds."""
    return Timestamp(int(millis))


@timestamps.static("valueOf(String)")
def timestamp_of(run: Any, source: str) -> Timestamp:
    """From text such as 2024-03-04 01:02:03.5."""
    whole, _, fraction = source.strip().partition(".")
    try:
        millis, end = read_date(pieces_of("yyyy-MM-dd HH:mm:ss"), whole, UTC_ZONE, False, century)
    except Unparseable:
        end = -1
        millis = 0
    if end != len(whole) or len(fraction) > 9 or (fraction and not fraction.isdigit()):
        throw("IllegalArgumentException", "Timestamp format must be yyyy-mm-dd hh:mm:ss[.fffffffff]")
    nanos = int(fraction.ljust(9, "0")) if fraction else 0
    return Timestamp(millis + nanos // 1_000_000, nanos)


@timestamps.static("valueOf(LocalDateTime)")
def timestamp_at(run: Any, moment: Any) -> Timestamp:
    """Day and time in UTC."""
    return Timestamp(moment.local // 1_000_000, moment.local % 1_000_000_000)


@timestamps.static("from(Instant)")
def timestamp_from(run: Any, instant: Any) -> Timestamp:
    """The timestamp of an Instant."""
    return Timestamp(instant.nanos // 1_000_000, instant.nanos % 1_000_000_000)


@timestamps.method("getNanos()")
def get_nanos(run: Any, self: Timestamp) -> int:
    """The fraction of the second in nanoseconds."""
    return self.nanos


@timestamps.method("setNanos(int)")
def set_nanos(run: Any, self: Timestamp, nanos: int) -> None:
    """Set the fraction of the second."""
    if not 0 <= nanos < 1_000_000_000:
        throw("IllegalArgumentException", "nanos > 999999999 or < 0")
    self.nanos = nanos
    self.millis = self.millis // 1000 * 1000 + nanos // 1_000_000


@timestamps.method("toLocalDateTime()")
def to_local_date_time(run: Any, self: Timestamp) -> Any:
    """Day and time in UTC."""
    from addon.scripting.library.javatime_types import LocalDateTime

    return LocalDateTime(self.millis // 1000 * 1_000_000_000 + self.nanos)


@days.constructor("(long)")
def make_day(run: Any, millis: int) -> SqlDate:
    """The day of a moment in milliseconds."""
    return SqlDate(int(millis))


@days.static("valueOf(String)", "valueOf(LocalDate)")
def day_of(run: Any, source: Any) -> SqlDate:
    """From text such as 2024-03-04, or from a LocalDate."""
    if not isinstance(source, str):
        return SqlDate(source.days * MILLIS_PER_DAY)
    try:
        millis, end = read_date(pieces_of("yyyy-MM-dd"), source, UTC_ZONE, False, century)
    except Unparseable:
        end, millis = -1, 0
    if end != len(source):
        throw("IllegalArgumentException")
    return SqlDate(millis)


@days.method("toLocalDate()")
def to_local_date(run: Any, self: SqlDate) -> Any:
    """The day in UTC."""
    from addon.scripting.library.javatime_types import LocalDate

    return LocalDate(self.millis // MILLIS_PER_DAY)
