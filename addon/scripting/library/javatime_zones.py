"""java.time.zone.ZoneRules and what else a ZoneId tells; the ends of dates and moments."""

from typing import Any

from addon.scripting.library.civil import NANOS, NANOS_PER_DAY
from addon.scripting.library.javatime_common import (
    instants,
    local_date_times,
    local_dates,
    offset_date_times,
    zoned_date_times,
)
from addon.scripting.library.javatime_conversions import refuse_conversion, zone_of
from addon.scripting.library.javatime_enums import TextStyle
from addon.scripting.library.javatime_moves import zoned
from addon.scripting.library.javatime_types import (
    Duration,
    Instant,
    LocalDate,
    LocalDateTime,
    LocalTime,
    OffsetDateTime,
    ZonedDateTime,
    ZoneOffset,
    ZoneRegion,
)
from addon.scripting.library.javatime_zoned import zone_ids
from addon.scripting.library.registry import Table
from addon.scripting.library.zones import Zone, offset_text
from addon.scripting.semantics.extend import extend
from addon.scripting.values.classes import define


class ZoneRules:
    """java.time.zone.ZoneRules"""

    __slots__ = ("zone",)

    def __init__(self, zone: Zone) -> None:
        self.zone = zone


rules = Table(define("java.time.zone.ZoneRules", "Serializable", python=[ZoneRules]))
FIRST_DAY, LAST_DAY = -365_243_219_162, 365_241_780_471
NOW = 1_700_000_000
extend(
    ZoneRules,
    text=lambda value: f"ZoneRules[currentStandardOffset={offset_text(value.zone.standard(NOW))}]",
    equals=lambda one, two: bool(
        one.zone is two.zone or (one.zone.fixed is not None and one.zone.fixed == two.zone.fixed)
    ),
)
local_dates.constant("MIN", LocalDate(FIRST_DAY))
local_dates.constant("MAX", LocalDate(LAST_DAY))
local_date_times.constant("MIN", LocalDateTime(FIRST_DAY * NANOS_PER_DAY))
local_date_times.constant("MAX", LocalDateTime((LAST_DAY + 1) * NANOS_PER_DAY - 1))
offset_date_times.constant("MIN", OffsetDateTime(FIRST_DAY * NANOS_PER_DAY, 18 * 3600))
offset_date_times.constant("MAX", OffsetDateTime((LAST_DAY + 1) * NANOS_PER_DAY - 1, -18 * 3600))
instants.constant("MIN", Instant(-31_557_014_167_219_200 * NANOS))
instants.constant("MAX", Instant(31_556_889_864_403_199 * NANOS + NANOS - 1))


@zone_ids.method("getRules()")
def get_rules(run: Any, self: Any) -> ZoneRules:
    """The zone's offsets."""
    return ZoneRules(self.zone)


@zone_ids.static("from(TemporalAccessor)")
def zone_from(run: Any, value: Any) -> Any:
    """The zone of a date and time, or its offset."""
    found = zone_of(value)
    return refuse_conversion(value, "ZoneId") if found is None else found


@zone_ids.method("getDisplayName(TextStyle, Locale)")
def display_name(run: Any, self: Any, style: TextStyle, locale: Any) -> str:
    """The name in words, without saying whether it is summer."""
    if not isinstance(self, ZoneRegion):
        return str(self.name)
    if style.name.startswith("SHORT"):
        short = self.zone.short_name(0)
        return short[0] + short[2:] if len(short) == 3 and short[1:] in ("ST", "DT") else short
    return self.zone.long_name(0).replace(" Standard Time", " Time")


@rules.method("getOffset(Instant)")
def offset_at(run: Any, self: ZoneRules, moment: Instant) -> ZoneOffset:
    """The offset at a moment."""
    return ZoneOffset(self.zone.at(moment.nanos // NANOS))


@rules.method("getStandardOffset(Instant)")
def standard_at(run: Any, self: ZoneRules, moment: Instant) -> ZoneOffset:
    """The offset at a moment without daylight saving."""
    return ZoneOffset(self.zone.standard(moment.nanos // NANOS))


@rules.method("getOffset(LocalDateTime)")
def offset_of_local(run: Any, self: ZoneRules, local: LocalDateTime) -> ZoneOffset:
    """The offset when the zone's clock shows this."""
    return ZoneOffset(self.zone.of_local(local.local // NANOS))


@rules.method("getDaylightSavings(Instant)")
def daylight_savings(run: Any, self: ZoneRules, moment: Instant) -> Duration:
    """How much the clock is put forward at a moment."""
    seconds = moment.nanos // NANOS
    return Duration((self.zone.at(seconds) - self.zone.standard(seconds)) * NANOS)


@rules.method("isDaylightSavings(Instant)")
def is_daylight(run: Any, self: ZoneRules, moment: Instant) -> bool:
    """Whether the clock is put forward at a moment."""
    return self.zone.is_daylight(moment.nanos // NANOS)


@rules.method("isFixedOffset()")
def is_fixed(run: Any, self: ZoneRules) -> bool:
    """Whether the offset never changes."""
    return self.zone.fixed is not None


def valid_offsets(zone: Zone, local: LocalDateTime) -> list[int]:
    """The offsets at which the zone's clock shows a time: none in a gap, two when it is put back."""
    seconds = local.local // NANOS
    candidates = dict.fromkeys((zone.of_local(seconds), zone.of_local(seconds, later=True)))
    return [offset for offset in candidates if zone.at(seconds - offset) == offset]


@rules.method("getValidOffsets(LocalDateTime)")
def get_valid_offsets(run: Any, self: ZoneRules, local: LocalDateTime) -> list[ZoneOffset]:
    """The offsets at which the zone's clock shows this."""
    return [ZoneOffset(offset) for offset in valid_offsets(self.zone, local)]


@rules.method("isValidOffset(LocalDateTime, ZoneOffset)")
def is_valid_offset(run: Any, self: ZoneRules, local: LocalDateTime, offset: ZoneOffset) -> bool:
    """Whether the zone's clock shows this at an offset."""
    return offset.seconds in valid_offsets(self.zone, local)


@zoned_date_times.method("withEarlierOffsetAtOverlap()")
def with_earlier(run: Any, self: ZonedDateTime) -> ZonedDateTime:
    """Of the two moments when the clock is put back, the first."""
    return zoned(self.local, self.zone) if isinstance(self.zone, ZoneRegion) else self


@zoned_date_times.method("withLaterOffsetAtOverlap()")
def with_later(run: Any, self: ZonedDateTime) -> ZonedDateTime:
    """Of the two moments when the clock is put back, the second."""
    if not isinstance(self.zone, ZoneRegion):
        return self
    return zoned(self.local, self.zone, self.zone.zone.of_local(self.local // NANOS, later=True))


@zoned_date_times.method("withFixedOffsetZone()")
def with_fixed_offset(run: Any, self: ZonedDateTime) -> ZonedDateTime:
    """The same with its offset as zone."""
    return ZonedDateTime(self.local, self.offset, ZoneOffset(self.offset))


@offset_date_times.method("atZoneSimilarLocal(ZoneId)")
def at_zone_similar(run: Any, self: OffsetDateTime, zone: Any) -> ZonedDateTime:
    """The same clock time in a zone."""
    return zoned(self.local, zone, self.offset)


@offset_date_times.static("of(LocalDate, LocalTime, ZoneOffset)")
def offset_of_parts(run: Any, date: LocalDate, time: LocalTime, offset: ZoneOffset) -> OffsetDateTime:
    """A day and time with an offset."""
    return OffsetDateTime(date.days * NANOS_PER_DAY + time.nanos, offset.seconds)


@zoned_date_times.static("ofInstant(LocalDateTime, ZoneOffset, ZoneId)")
def zoned_of_instant(run: Any, local: LocalDateTime, offset: ZoneOffset, zone: Any) -> ZonedDateTime:
    """A moment, told by a local time and an offset, seen in a zone."""
    from addon.scripting.library.javatime_moves import zoned_at

    return zoned_at(local.local - offset.seconds * NANOS, zone)
