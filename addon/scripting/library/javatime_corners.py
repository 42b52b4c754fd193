"""java.time: zones by old short names and by prefix, strict moments, orders and names that few ask for."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.civil import NANOS, NANOS_PER_DAY
from addon.scripting.library.javatime_common import local_dates, local_times, offset_date_times, zoned_date_times
from addon.scripting.library.javatime_types import (
    LocalDate,
    LocalDateTime,
    LocalTime,
    OffsetDateTime,
    ZonedDateTime,
    ZoneOffset,
    ZoneRegion,
)
from addon.scripting.library.javatime_zoned import zone_ids
from addon.scripting.library.javatime_zones import valid_offsets
from addon.scripting.library.registry import Table
from addon.scripting.library.zones import Zone
from addon.scripting.semantics.calling import invoke
from addon.scripting.semantics.texts import text
from addon.scripting.values.callables import NativeFunction
from addon.scripting.values.maps import UnmodifiableMap
from addon.scripting.values.numbers import Long

SHORT_IDS = {
    "ACT": "Australia/Darwin",
    "AET": "Australia/Sydney",
    "AGT": "America/Argentina/Buenos_Aires",
    "ART": "Africa/Cairo",
    "AST": "America/Anchorage",
    "BET": "America/Sao_Paulo",
    "BST": "Asia/Dhaka",
    "CAT": "Africa/Harare",
    "CNT": "America/St_Johns",
    "CST": "America/Chicago",
    "CTT": "Asia/Shanghai",
    "EAT": "Africa/Addis_Ababa",
    "ECT": "Europe/Paris",
    "EST": "-05:00",
    "HST": "-10:00",
    "IET": "America/Indiana/Indianapolis",
    "IST": "Asia/Kolkata",
    "JST": "Asia/Tokyo",
    "MIT": "Pacific/Apia",
    "MST": "-07:00",
    "NET": "Asia/Yerevan",
    "NST": "Pacific/Auckland",
    "PLT": "Asia/Karachi",
    "PNT": "America/Phoenix",
    "PRT": "America/Puerto_Rico",
    "PST": "America/Los_Angeles",
    "SST": "Pacific/Guadalcanal",
    "VST": "Asia/Ho_Chi_Minh",
}
"""What Java once took the short names of zones for."""
zone_ids.constant("SHORT_IDS", UnmodifiableMap(SHORT_IDS.items()))


@zone_ids.static("of(String, Map)")
def zone_of_alias(run: Any, name: str, aliases: Any) -> Any:
    """The zone that a map of names gives for a name, or of the name itself."""
    found = aliases.get(name)
    return invoke(run, zone_ids.info, "of", (name if found is None else text(found),))


@zone_ids.static("ofOffset(String, ZoneOffset)")
def zone_of_offset(run: Any, prefix: str, offset: ZoneOffset) -> Any:
    """The zone of an offset, named with GMT, UTC or UT in front."""
    if not prefix:
        return offset
    if prefix not in ("GMT", "UTC", "UT"):
        throw("IllegalArgumentException", f"prefix should be GMT, UTC or UT, is: {prefix}")
    return ZoneRegion(Zone(prefix + (offset.name if offset.seconds else ""), offset.seconds))


@Table("java.time.ZoneOffset").method("compareTo(ZoneOffset)")
def order_of_offsets(run: Any, self: ZoneOffset, other: ZoneOffset) -> int:
    """Negative for an offset that is further east."""
    return other.seconds - self.seconds


@offset_date_times.static("timeLineOrder()")
def by_moment(run: Any) -> NativeFunction:
    """The order of the moments, whatever the offsets."""

    def order(one: OffsetDateTime, two: OffsetDateTime) -> int:
        left, right = one.local - one.offset * NANOS, two.local - two.offset * NANOS
        return (left > right) - (left < right)

    return NativeFunction(order, 2, "java.util.Comparator")


@zoned_date_times.static("ofStrict(LocalDateTime, ZoneOffset, ZoneId)")
def strictly(run: Any, local: LocalDateTime, offset: ZoneOffset, zone: Any) -> ZonedDateTime:
    """A moment whose offset has to be one that the zone has then."""
    found = valid_offsets(zone.zone, local)
    if offset.seconds in found:
        return ZonedDateTime(local.local, offset.seconds, zone)
    if not found:
        throw(
            "java.time.DateTimeException",
            f"LocalDateTime '{text(local)}' does not exist in zone '{text(zone)}' due to a gap in the local "
            "time-line, typically caused by daylight savings",
        )
    return throw(
        "java.time.DateTimeException",
        f"ZoneOffset '{text(offset)}' is not valid for LocalDateTime '{text(local)}' in zone '{text(zone)}'",
    )


@local_dates.method("toEpochSecond(LocalTime, ZoneOffset)")
def seconds_of_date(run: Any, self: LocalDate, time: LocalTime, offset: ZoneOffset) -> Long:
    """Seconds since 1970 of a time on this day."""
    return Long(self.days * 86400 + time.nanos // NANOS - offset.seconds)


@local_times.method("toEpochSecond(LocalDate, ZoneOffset)")
def seconds_of_time(run: Any, self: LocalTime, date: LocalDate, offset: ZoneOffset) -> Long:
    """Seconds since 1970 of this time on a day."""
    return Long((date.days * NANOS_PER_DAY + self.nanos) // NANOS - offset.seconds)


@Table("java.time.Month").method("firstDayOfYear(boolean)")
def first_day_of_year(run: Any, self: Any, leap: bool) -> int:
    """The day of the year on which the month begins."""
    number = int(invoke(run, self, "getValue", ()))
    return (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)[number - 1] + 1 + (leap and number > 2)
