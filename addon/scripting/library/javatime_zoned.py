"""java.time.ZonedDateTime, OffsetDateTime, Instant, ZoneId and ZoneOffset."""

from typing import Any

import regex

from addon.scripting.errors import Thrown, throw
from addon.scripting.library.civil import NANOS, NANOS_PER_DAY
from addon.scripting.library.clock import now
from addon.scripting.library.javatime_common import (
    instants,
    offer,
    offset_date_times,
    zoned_date_times,
)
from addon.scripting.library.javatime_fields import (
    checked_days,
    checked_time,
)
from addon.scripting.library.javatime_formatters import Formatter
from addon.scripting.library.javatime_moves import (
    zoned,
    zoned_at,
)
from addon.scripting.library.javatime_offsets import offset_in
from addon.scripting.library.javatime_offsets import offset_of as offset_of_parts
from addon.scripting.library.javatime_patterns import CONSTANTS
from addon.scripting.library.javatime_read import read, zone_of
from addon.scripting.library.javatime_types import (
    Instant,
    LocalDate,
    LocalDateTime,
    LocalTime,
    OffsetDateTime,
    ZonedDateTime,
    ZoneOffset,
    ZoneRegion,
)
from addon.scripting.library.registry import Table
from addon.scripting.library.zones import UTC_ZONE, zone_names
from addon.scripting.values.numbers import LONG_MAX, LONG_MIN, Long
from addon.scripting.values.sets import HashSet

zone_ids = Table("java.time.ZoneId")
zone_offsets = Table("java.time.ZoneOffset")
BOTH = (zoned_date_times, offset_date_times)
UTC = ZoneOffset(0)
zone_offsets.constant("UTC", UTC)
zone_offsets.constant("MIN", ZoneOffset(-18 * 3600))
zone_offsets.constant("MAX", ZoneOffset(18 * 3600))
instants.constant("EPOCH", Instant(0))


WITHOUT_REGION = frozenset(("EST", "MST", "HST", "ROC"))
"""Old names that java.time takes only by ZoneId.SHORT_IDS."""
PREFIXED = regex.compile(r"(?s)(?:UTC|GMT|UT)([+-].*)")


@zone_ids.static("of(String)")
def zone_id_of(run: Any, name: str) -> Any:
    """The zone of an IANA name or an offset."""
    if len(name) <= 1 or name[0] in "+-":
        return offset_in(name)
    offset = PREFIXED.fullmatch(name)
    if offset is not None:
        try:
            offset_in(offset.group(1))
        except Thrown:
            throw("java.time.DateTimeException", f"Invalid ID for offset-based ZoneId: {name}")
    found = None if name in WITHOUT_REGION else zone_of(name)
    if found is None:
        if not regex.fullmatch(r"[A-Za-z][A-Za-z0-9~/._+-]+", name):
            throw("java.time.DateTimeException", f"Invalid ID for region-based ZoneId, invalid format: {name}")
        throw("java.time.zone.ZoneRulesException", f"Unknown time-zone ID: {name}")
    return found


@zone_ids.static("systemDefault()")
def system_default(run: Any) -> ZoneRegion:
    """The zone of a run: always UTC."""
    return ZoneRegion(UTC_ZONE)


@zone_ids.method("getId()")
def get_id(run: Any, self: Any) -> str:
    """The identifier."""
    return str(self.name)


@zone_ids.method("normalized()")
def normalized(run: Any, self: Any) -> Any:
    """A ZoneOffset where the offset never changes."""
    return ZoneOffset(self.zone.fixed) if self.zone.fixed is not None else self


@zone_offsets.static("of(String)")
def offset_of_text(run: Any, name: str) -> ZoneOffset:
    """An offset from text: +05:30."""
    return offset_in(name)


@zone_offsets.static("ofHours(int)")
def of_hours(run: Any, hours: int) -> ZoneOffset:
    """An offset in hours."""
    return offset_of_parts(hours)


@zone_offsets.static("ofHoursMinutes(int, int)")
def of_hours_minutes(run: Any, hours: int, minutes: int) -> ZoneOffset:
    """An offset in hours and minutes."""
    return offset_of_parts(hours, minutes)


@zone_offsets.static("ofHoursMinutesSeconds(int, int, int)")
def of_hours_minutes_seconds(run: Any, hours: int, minutes: int, seconds: int) -> ZoneOffset:
    """An offset in hours, minutes and seconds."""
    return offset_of_parts(hours, minutes, seconds)


@zone_ids.static("getAvailableZoneIds()")
def available(run: Any) -> HashSet:
    """The names of all zones."""
    names = sorted(zone_names())
    run.meter.entries(len(names))
    return HashSet(names)


@zone_offsets.static("ofTotalSeconds(int)")
def of_total_seconds(run: Any, seconds: int) -> ZoneOffset:
    """An offset in seconds."""
    return ZoneOffset(seconds)


@zone_offsets.method("getTotalSeconds()")
def total_seconds(run: Any, self: ZoneOffset) -> int:
    """The offset in seconds."""
    return self.seconds


@instants.static("now()")
def instant_now(run: Any) -> Instant:
    """Now."""
    return Instant(now() * 1_000_000)


@instants.static("ofEpochMilli(long)")
def of_epoch_milli(run: Any, millis: int) -> Instant:
    """A moment in milliseconds since 1970."""
    return Instant(millis * 1_000_000)


@instants.static("ofEpochSecond(long)", "ofEpochSecond(long, long)")
def of_epoch_second(run: Any, seconds: int, nanos: int = 0) -> Instant:
    """A moment in seconds since 1970."""
    return Instant(seconds * NANOS + nanos)


@instants.static("parse(CharSequence)")
def parse_instant(run: Any, source: str) -> Instant:
    """A moment from text: 2024-03-15T10:20:30Z."""
    return read(CONSTANTS["ISO_INSTANT"], source, Instant)  # type: ignore[no-any-return]


@instants.method("toEpochMilli()")
def to_epoch_milli(run: Any, self: Instant) -> Long:
    """Milliseconds since 1970."""
    found = self.nanos // 1_000_000
    if not LONG_MIN <= found <= LONG_MAX:
        throw("ArithmeticException", "long overflow")
    return Long(found)


@instants.method("getEpochSecond()")
def epoch_second(run: Any, self: Instant) -> Long:
    """Seconds since 1970."""
    return Long(self.nanos // NANOS)


@instants.method("getNano()")
def get_nano(run: Any, self: Instant) -> int:
    """The fraction of the second, in nanoseconds."""
    return self.nanos % NANOS


@instants.method("atZone(ZoneId)")
def at_zone(run: Any, self: Instant, zone: Any) -> ZonedDateTime:
    """The moment as a zone's clock shows it."""
    return zoned_at(self.nanos, zone)


@instants.method("atOffset(ZoneOffset)")
def at_offset(run: Any, self: Instant, offset: ZoneOffset) -> OffsetDateTime:
    """The moment as a clock with an offset shows it."""
    return OffsetDateTime(self.nanos + offset.seconds * NANOS, offset.seconds)


@zoned_date_times.static("now()", "now(ZoneId)")
def zoned_now(run: Any, zone: Any = None) -> ZonedDateTime:
    """Now, in UTC or a zone."""
    return zoned_at(now() * 1_000_000, zone or ZoneRegion(UTC_ZONE))


@zoned_date_times.static("of(int, int, int, int, int, int, int, ZoneId)")
def zoned_of(
    run: Any, year: int, month: int, day: int, hour: int, minute: int, second: int, nano: int, zone: Any
) -> ZonedDateTime:
    """Day and time in a zone by their parts."""
    return zoned(checked_days(year, month, day) * NANOS_PER_DAY + checked_time(hour, minute, second, nano), zone)


@zoned_date_times.static("of(LocalDateTime, ZoneId)", "ofLocal(LocalDateTime, ZoneId, ZoneOffset?)")
def zoned_of_local(run: Any, local: LocalDateTime, zone: Any, preferred: ZoneOffset | None = None) -> ZonedDateTime:
    """The moment when a zone's clock shows this."""
    return zoned(local.local, zone, preferred.seconds if preferred else None)


@zoned_date_times.static("of(LocalDate, LocalTime, ZoneId)")
def zoned_of_parts(run: Any, date: LocalDate, time: LocalTime, zone: Any) -> ZonedDateTime:
    """A day and time in a zone."""
    return zoned(date.days * NANOS_PER_DAY + time.nanos, zone)


@zoned_date_times.static("ofInstant(Instant, ZoneId)")
def zoned_of_instant(run: Any, instant: Instant, zone: Any) -> ZonedDateTime:
    """A moment seen in a zone."""
    return zoned_at(instant.nanos, zone)


@zoned_date_times.static("parse(CharSequence)", "parse(CharSequence, DateTimeFormatter)")
def parse_zoned(run: Any, source: str, formatter: Formatter | None = None) -> ZonedDateTime:
    """Day, time and zone from text."""
    chosen = formatter or Formatter(CONSTANTS["ISO_ZONED_DATE_TIME"])
    return chosen.read(source, ZonedDateTime)  # type: ignore[no-any-return]


@zoned_date_times.method("getZone()")
def get_zone(run: Any, self: ZonedDateTime) -> Any:
    """The zone."""
    return self.zone


@zoned_date_times.method("withZoneSameInstant(ZoneId)")
def with_zone_same_instant(run: Any, self: ZonedDateTime, zone: Any) -> ZonedDateTime:
    """The same moment in another zone."""
    return zoned_at(self.local - self.offset * NANOS, zone)


@zoned_date_times.method("withZoneSameLocal(ZoneId)")
def with_zone_same_local(run: Any, self: ZonedDateTime, zone: Any) -> ZonedDateTime:
    """The same clock time in another zone."""
    return zoned(self.local, zone, self.offset)


@zoned_date_times.method("toOffsetDateTime()")
def to_offset_date_time(run: Any, self: ZonedDateTime) -> OffsetDateTime:
    """The same with the offset alone."""
    return OffsetDateTime(self.local, self.offset)


@offset_date_times.static("now()", "now(ZoneId)")
def offset_now(run: Any, zone: Any = None) -> OffsetDateTime:
    """Now, in UTC or a zone."""
    made = zoned_now(run, zone)
    return OffsetDateTime(made.local, made.offset)


@offset_date_times.static("of(int, int, int, int, int, int, int, ZoneOffset)")
def offset_of(
    run: Any, year: int, month: int, day: int, hour: int, minute: int, second: int, nano: int, offset: ZoneOffset
) -> OffsetDateTime:
    """Day and time with an offset by their parts."""
    local = checked_days(year, month, day) * NANOS_PER_DAY + checked_time(hour, minute, second, nano)
    return OffsetDateTime(local, offset.seconds)


@offset_date_times.static("of(LocalDateTime, ZoneOffset)")
def offset_of_local(run: Any, local: LocalDateTime, offset: ZoneOffset) -> OffsetDateTime:
    """A local day and time with an offset."""
    return OffsetDateTime(local.local, offset.seconds)


@offset_date_times.static("ofInstant(Instant, ZoneId)")
def offset_of_instant(run: Any, instant: Instant, zone: Any) -> OffsetDateTime:
    """A moment seen in a zone."""
    made = zoned_at(instant.nanos, zone)
    return OffsetDateTime(made.local, made.offset)


@offset_date_times.static("parse(CharSequence)", "parse(CharSequence, DateTimeFormatter)")
def parse_offset(run: Any, source: str, formatter: Formatter | None = None) -> OffsetDateTime:
    """Day, time and offset from text."""
    chosen = formatter or Formatter(CONSTANTS["ISO_OFFSET_DATE_TIME"])
    return chosen.read(source, OffsetDateTime)  # type: ignore[no-any-return]


@offset_date_times.method("withOffsetSameInstant(ZoneOffset)")
def with_offset_same_instant(run: Any, self: OffsetDateTime, offset: ZoneOffset) -> OffsetDateTime:
    """The same moment with another offset."""
    return OffsetDateTime(self.local + (offset.seconds - self.offset) * NANOS, offset.seconds)


@offset_date_times.method("withOffsetSameLocal(ZoneOffset)")
def with_offset_same_local(run: Any, self: OffsetDateTime, offset: ZoneOffset) -> OffsetDateTime:
    """The same clock time with another offset."""
    return OffsetDateTime(self.local, offset.seconds)


@offset_date_times.method("atZoneSameInstant(ZoneId)")
def at_zone_same_instant(run: Any, self: OffsetDateTime, zone: Any) -> ZonedDateTime:
    """The same moment in a zone."""
    return zoned_at(self.local - self.offset * NANOS, zone)


@offset_date_times.method("toZonedDateTime()")
def to_zoned_date_time(run: Any, self: OffsetDateTime) -> ZonedDateTime:
    """The same as ZonedDateTime."""
    return ZonedDateTime(self.local, self.offset, ZoneOffset(self.offset))


@offer(BOTH, "getOffset()")
def get_offset(run: Any, self: Any) -> ZoneOffset:
    """The offset from UTC."""
    return ZoneOffset(self.offset)


@offer(BOTH, "toInstant()")
def to_instant(run: Any, self: Any) -> Instant:
    """The moment."""
    return Instant(self.local - self.offset * NANOS)


@offer(BOTH, "toEpochSecond()")
def to_epoch_second(run: Any, self: Any) -> Long:
    """Seconds since 1970."""
    return Long(self.local // NANOS - self.offset)


@offer(BOTH, "toLocalDate()")
def to_local_date(run: Any, self: Any) -> LocalDate:
    """The day."""
    return LocalDate(self.local // NANOS_PER_DAY)


@offer(BOTH, "toLocalTime()")
def to_local_time(run: Any, self: Any) -> LocalTime:
    """The time."""
    return LocalTime(self.local % NANOS_PER_DAY)


@offer(BOTH, "toLocalDateTime()")
def to_local_date_time(run: Any, self: Any) -> LocalDateTime:
    """Day and time without the offset."""
    return LocalDateTime(self.local)
