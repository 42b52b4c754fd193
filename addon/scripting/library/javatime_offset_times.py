"""java.time.OffsetTime."""

from typing import Any

from addon.scripting.library.civil import NANOS, NANOS_PER_DAY
from addon.scripting.library.javatime_common import local_times, offset_date_times, offset_times
from addon.scripting.library.javatime_fields import checked_time
from addon.scripting.library.javatime_formatters import Formatter
from addon.scripting.library.javatime_local import local_now
from addon.scripting.library.javatime_moves import zoned_at
from addon.scripting.library.javatime_patterns import CONSTANTS
from addon.scripting.library.javatime_types import (
    Instant,
    LocalDate,
    LocalTime,
    OffsetDateTime,
    OffsetTime,
    ZoneOffset,
)
from addon.scripting.values.numbers import Long

offset_times.constant("MIN", OffsetTime(0, 18 * 3600))
offset_times.constant("MAX", OffsetTime(NANOS_PER_DAY - 1, -18 * 3600))


@offset_times.static("of(int, int, int, int, ZoneOffset)")
def of_parts(run: Any, hour: int, minute: int, second: int, nano: int, offset: ZoneOffset) -> OffsetTime:
    """A time with an offset, by its parts."""
    return OffsetTime(checked_time(hour, minute, second, nano), offset.seconds)


@offset_times.static("of(LocalTime, ZoneOffset)")
def of_local(run: Any, time: LocalTime, offset: ZoneOffset) -> OffsetTime:
    """A time with an offset."""
    return OffsetTime(time.nanos, offset.seconds)


@offset_times.static("ofInstant(Instant, ZoneId)")
def of_instant(run: Any, moment: Instant, zone: Any) -> OffsetTime:
    """The time of a moment in a zone."""
    seen = zoned_at(moment.nanos, zone)
    return OffsetTime(seen.local % NANOS_PER_DAY, seen.offset)


@offset_times.static("now()", "now(ZoneId)")
def offset_time_now(run: Any, zone: Any = None) -> OffsetTime:
    """The time of day, in UTC or a zone."""
    local = local_now(zone)
    return OffsetTime(local % NANOS_PER_DAY, (local - local_now(None)) // NANOS)


@offset_times.static("parse(CharSequence)", "parse(CharSequence, DateTimeFormatter)")
def parse_offset_time(run: Any, source: str, formatter: Formatter | None = None) -> OffsetTime:
    """A time and offset from text: 10:20+02:00."""
    return (formatter or Formatter(CONSTANTS["ISO_OFFSET_TIME"])).read(source, OffsetTime)  # type: ignore[no-any-return]


@offset_times.method("getOffset()")
def get_offset(run: Any, self: OffsetTime) -> ZoneOffset:
    """The offset from UTC."""
    return ZoneOffset(self.offset)


@offset_times.method("toLocalTime()")
def to_local_time(run: Any, self: OffsetTime) -> LocalTime:
    """The time without the offset."""
    return LocalTime(self.nanos)


@offset_times.method("atDate(LocalDate)")
def at_date(run: Any, self: OffsetTime, date: LocalDate) -> OffsetDateTime:
    """The time on a day."""
    return OffsetDateTime(date.days * NANOS_PER_DAY + self.nanos, self.offset)


@offset_times.method("withOffsetSameInstant(ZoneOffset)")
def with_same_instant(run: Any, self: OffsetTime, offset: ZoneOffset) -> OffsetTime:
    """The same moment with another offset."""
    return OffsetTime((self.nanos + (offset.seconds - self.offset) * NANOS) % NANOS_PER_DAY, offset.seconds)


@offset_times.method("withOffsetSameLocal(ZoneOffset)")
def with_same_local(run: Any, self: OffsetTime, offset: ZoneOffset) -> OffsetTime:
    """The same clock time with another offset."""
    return OffsetTime(self.nanos, offset.seconds)


@offset_times.method("toEpochSecond(LocalDate)")
def to_epoch_second(run: Any, self: OffsetTime, date: LocalDate) -> Long:
    """Seconds since 1970, on a day."""
    return Long((date.days * NANOS_PER_DAY + self.nanos) // NANOS - self.offset)


@local_times.method("atOffset(ZoneOffset)")
def at_offset(run: Any, self: LocalTime, offset: ZoneOffset) -> OffsetTime:
    """The time with an offset."""
    return OffsetTime(self.nanos, offset.seconds)


@offset_date_times.method("toOffsetTime()")
def to_offset_time(run: Any, self: OffsetDateTime) -> OffsetTime:
    """The time with the offset."""
    return OffsetTime(self.local % NANOS_PER_DAY, self.offset)
