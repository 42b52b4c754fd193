"""java.sql.Timestamp and java.sql.Date."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.civil import MILLIS_PER_DAY
from addon.scripting.library.date_reading import Unparseable, read_date
from addon.scripting.library.dates import SQL_DATE, SqlDate, Timestamp, century, pieces_of
from addon.scripting.library.registry import Table
from addon.scripting.library.zones import UTC_ZONE

timestamps = Table("java.sql.Timestamp")
days = Table(SQL_DATE)


@timestamps.constructor("(long)")
def make_timestamp(run: Any, millis: int) -> Timestamp:
    """A moment in milliseconds."""
    return Timestamp(int(millis))


@timestamps.constructor("(int, int, int, int, int, int, int)")
def make_timestamp_of(
    run: Any, year: int, month: int, day: int, hour: int, minute: int, second: int, nanos: int
) -> Timestamp:
    """Years since 1900, months from 0, and the fraction of the second in nanoseconds."""
    from addon.scripting.library.dates import Date
    from addon.scripting.semantics.construction import new_object
    from addon.scripting.values.classes import class_named

    if not 0 <= nanos < 1_000_000_000:
        throw("IllegalArgumentException", "nanos > 999999999 or < 0")
    made: Date = new_object(run, class_named("java.util.Date"), [year, month, day, hour, minute, second])
    return Timestamp(made.millis + nanos // 1_000_000, nanos)


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
