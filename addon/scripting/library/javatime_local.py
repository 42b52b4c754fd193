"""java.time.LocalDate, LocalTime and LocalDateTime: making them and turning one into another."""

from collections.abc import Iterator
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.civil import NANOS, NANOS_PER_DAY
from addon.scripting.library.clock import now
from addon.scripting.library.javatime_common import local_date_times, local_dates, local_times
from addon.scripting.library.javatime_fields import (
    checked_days,
    checked_time,
    checked_year_day,
)
from addon.scripting.library.javatime_formatters import Formatter
from addon.scripting.library.javatime_moves import (
    zoned,
    zoned_at,
)
from addon.scripting.library.javatime_patterns import CONSTANTS
from addon.scripting.library.javatime_periods import until_date
from addon.scripting.library.javatime_ranges import (
    check,
)
from addon.scripting.library.javatime_types import (
    Instant,
    LocalDate,
    LocalDateTime,
    LocalTime,
    Month,
    OffsetDateTime,
    Period,
    ZonedDateTime,
    ZoneOffset,
)
from addon.scripting.library.zones import UTC_ZONE
from addon.scripting.values.numbers import Long

local_dates.constant("EPOCH", LocalDate(0))
local_times.constant("MIDNIGHT", LocalTime(0))
local_times.constant("MIN", LocalTime(0))
local_times.constant("NOON", LocalTime(NANOS_PER_DAY // 2))
local_times.constant("MAX", LocalTime(NANOS_PER_DAY - 1))


def local_now(zone: Any) -> int:
    """Local nanoseconds of now, in UTC or a zone."""
    nanos = now() * 1_000_000
    rules = UTC_ZONE if zone is None else zone.zone
    return nanos + rules.at(nanos // NANOS) * NANOS


def _month(month: Any) -> int:
    return month.ordinal + 1 if isinstance(month, Month) else int(month)


@local_dates.static("now()", "now(ZoneId)")
def today(run: Any, zone: Any = None) -> LocalDate:
    """Today, in UTC or a zone."""
    return LocalDate(local_now(zone) // NANOS_PER_DAY)


@local_dates.static("of(int, int, int)", "of(int, Month, int)")
def date_of(run: Any, year: int, month: Any, day: int) -> LocalDate:
    """A day by year, month, day."""
    return LocalDate(checked_days(year, _month(month), day))


@local_dates.static("ofEpochDay(long)")
def of_epoch_day(run: Any, days: int) -> LocalDate:
    """A day by its distance from 1970-01-01."""
    return LocalDate(int(days))


@local_dates.static("ofYearDay(int, int)")
def of_year_day(run: Any, year: int, day: int) -> LocalDate:
    """The n-th day of a year."""
    return LocalDate(checked_year_day(year, day))


@local_dates.static("ofInstant(Instant, ZoneId)")
def date_of_instant(run: Any, instant: Instant, zone: Any) -> LocalDate:
    """The day of a moment in a zone."""
    return LocalDate(zoned_at(instant.nanos, zone).local // NANOS_PER_DAY)


@local_dates.static("parse(CharSequence)", "parse(CharSequence, DateTimeFormatter)")
def parse_date(run: Any, source: str, formatter: Formatter | None = None) -> LocalDate:
    """A day from text: 2024-03-15."""
    return (formatter or Formatter(CONSTANTS["ISO_LOCAL_DATE"])).read(source, LocalDate)  # type: ignore[no-any-return]


@local_dates.method("atStartOfDay()")
def at_start_of_day(run: Any, self: LocalDate) -> LocalDateTime:
    """Midnight of the day."""
    return LocalDateTime(self.days * NANOS_PER_DAY)


@local_dates.method("atStartOfDay(ZoneId)")
def at_start_in(run: Any, self: LocalDate, zone: Any) -> ZonedDateTime:
    """The first moment of the day in a zone."""
    return zoned(self.days * NANOS_PER_DAY, zone)


@local_dates.method("atTime(int, int)", "atTime(int, int, int)", "atTime(int, int, int, int)")
def at_time(run: Any, self: LocalDate, hour: int, minute: int, second: int = 0, nano: int = 0) -> LocalDateTime:
    """The day with a time."""
    return LocalDateTime(self.days * NANOS_PER_DAY + checked_time(hour, minute, second, nano))


@local_dates.method("atTime(LocalTime)")
def at_local_time(run: Any, self: LocalDate, time: LocalTime) -> LocalDateTime:
    """The day with a time."""
    return LocalDateTime(self.days * NANOS_PER_DAY + time.nanos)


@local_dates.method("toEpochDay()")
def to_epoch_day(run: Any, self: LocalDate) -> Long:
    """Days since 1970-01-01."""
    return Long(self.days)


@local_dates.method("until(LocalDate)")
def until(run: Any, self: LocalDate, end: LocalDate) -> Period:
    """Years, months and days to another day."""
    return until_date(self, end)


@local_dates.method("datesUntil(LocalDate)")
def dates_until(run: Any, self: LocalDate, end: LocalDate) -> Any:
    """The days from this to another, that one not included, as a stream."""
    from addon.scripting.library.streams import Stream

    return Stream(LocalDate(day) for day in range(self.days, end.days))


@local_dates.method("datesUntil(LocalDate, Period)")
def dates_by(run: Any, self: LocalDate, end: LocalDate, step: Period) -> Any:
    """The days from this to another, that one not included, a Period apart."""
    from addon.scripting.library.javatime_amounts import added
    from addon.scripting.library.streams import Stream

    if not (step.years or step.months or step.days):
        throw("IllegalArgumentException", "step is zero")

    def days() -> Iterator[LocalDate]:
        count, day = 0, self
        while day.days < end.days:
            run.meter.step(2)
            yield day
            count += 1
            day = added(self, Period(step.years * count, step.months * count, step.days * count), 1)

    return Stream(days())


@local_times.static("now()", "now(ZoneId)")
def time_now(run: Any, zone: Any = None) -> LocalTime:
    """The time of day, in UTC or a zone."""
    return LocalTime(local_now(zone) % NANOS_PER_DAY)


@local_times.static("of(int, int)", "of(int, int, int)", "of(int, int, int, int)")
def time_of(run: Any, hour: int, minute: int, second: int = 0, nano: int = 0) -> LocalTime:
    """A time by hour, minute, second."""
    return LocalTime(checked_time(hour, minute, second, nano))


@local_times.static("ofSecondOfDay(long)")
def of_second_of_day(run: Any, seconds: int) -> LocalTime:
    """A time by its seconds since midnight."""
    return LocalTime(check("SECOND_OF_DAY", seconds) * NANOS)


@local_times.static("ofInstant(Instant, ZoneId)")
def time_of_instant(run: Any, instant: Any, zone: Any) -> LocalTime:
    """The time of day that a moment is in a zone."""
    return LocalTime(zoned_at(instant.nanos, zone).local % NANOS_PER_DAY)


@local_times.static("ofNanoOfDay(long)")
def of_nano_of_day(run: Any, nanos: int) -> LocalTime:
    """A time by its nanoseconds since midnight."""
    if not 0 <= nanos < NANOS_PER_DAY:
        throw(
            "java.time.DateTimeException",
            f"Invalid value for NanoOfDay (valid values 0 - {NANOS_PER_DAY - 1}): {nanos}",
        )
    return LocalTime(nanos)


@local_times.static("parse(CharSequence)", "parse(CharSequence, DateTimeFormatter)")
def parse_time(run: Any, source: str, formatter: Formatter | None = None) -> LocalTime:
    """A time from text: 10:20:30."""
    return (formatter or Formatter(CONSTANTS["ISO_LOCAL_TIME"])).read(source, LocalTime)  # type: ignore[no-any-return]


@local_times.method("toSecondOfDay()")
def to_second_of_day(run: Any, self: LocalTime) -> int:
    """Seconds since midnight."""
    return self.nanos // NANOS


@local_times.method("toNanoOfDay()")
def to_nano_of_day(run: Any, self: LocalTime) -> Long:
    """Nanoseconds since midnight."""
    return Long(self.nanos)


@local_times.method("atDate(LocalDate)")
def at_date(run: Any, self: LocalTime, date: LocalDate) -> LocalDateTime:
    """The time on a day."""
    return LocalDateTime(date.days * NANOS_PER_DAY + self.nanos)


@local_date_times.static("now()", "now(ZoneId)")
def date_time_now(run: Any, zone: Any = None) -> LocalDateTime:
    """Now, in UTC or a zone."""
    return LocalDateTime(local_now(zone))


@local_date_times.static(
    "of(int, int, int, int, int)",
    "of(int, Month, int, int, int)",
    "of(int, int, int, int, int, int)",
    "of(int, Month, int, int, int, int)",
    "of(int, int, int, int, int, int, int)",
)
def date_time_of(
    run: Any, year: int, month: Any, day: int, hour: int, minute: int, second: int = 0, nano: int = 0
) -> LocalDateTime:
    """Day and time by their parts."""
    return LocalDateTime(
        checked_days(year, _month(month), day) * NANOS_PER_DAY + checked_time(hour, minute, second, nano)
    )


@local_date_times.static("of(LocalDate, LocalTime)")
def joined(run: Any, date: LocalDate, time: LocalTime) -> LocalDateTime:
    """A day with a time."""
    return LocalDateTime(date.days * NANOS_PER_DAY + time.nanos)


@local_date_times.static("ofInstant(Instant, ZoneId)")
def date_time_of_instant(run: Any, instant: Instant, zone: Any) -> LocalDateTime:
    """A moment as a zone's clock shows it."""
    return LocalDateTime(zoned_at(instant.nanos, zone).local)


@local_date_times.static("ofEpochSecond(long, int, ZoneOffset)")
def of_epoch_second(run: Any, seconds: int, nano: int, offset: ZoneOffset) -> LocalDateTime:
    """A moment as a clock with an offset shows it."""
    if not 0 <= nano < NANOS:
        words = f"Invalid value for NanoOfSecond (valid values 0 - 999999999): {nano}"
        throw("java.time.DateTimeException", words)
    return LocalDateTime((seconds + offset.seconds) * NANOS + nano)


@local_date_times.static("parse(CharSequence)", "parse(CharSequence, DateTimeFormatter)")
def parse_date_time(run: Any, source: str, formatter: Formatter | None = None) -> LocalDateTime:
    """Day and time from text: 2024-03-15T10:20:30."""
    chosen = formatter or Formatter(CONSTANTS["ISO_LOCAL_DATE_TIME"])
    return chosen.read(source, LocalDateTime)  # type: ignore[no-any-return]


@local_date_times.method("toLocalDate()")
def to_local_date(run: Any, self: LocalDateTime) -> LocalDate:
    """The day."""
    return LocalDate(self.local // NANOS_PER_DAY)


@local_date_times.method("toLocalTime()")
def to_local_time(run: Any, self: LocalDateTime) -> LocalTime:
    """The time."""
    return LocalTime(self.local % NANOS_PER_DAY)


@local_date_times.method("atZone(ZoneId)")
def at_zone(run: Any, self: LocalDateTime, zone: Any) -> ZonedDateTime:
    """The moment when a zone's clock shows this."""
    return zoned(self.local, zone)


@local_date_times.method("atOffset(ZoneOffset)")
def at_offset(run: Any, self: LocalDateTime, offset: ZoneOffset) -> OffsetDateTime:
    """The moment when a clock with an offset shows this."""
    return OffsetDateTime(self.local, offset.seconds)


@local_date_times.method("toInstant(ZoneOffset)")
def to_instant(run: Any, self: LocalDateTime, offset: ZoneOffset) -> Instant:
    """The moment when a clock with an offset shows this."""
    return Instant(self.local - offset.seconds * NANOS)


@local_date_times.method("toEpochSecond(ZoneOffset)")
def to_epoch_second(run: Any, self: LocalDateTime, offset: ZoneOffset) -> Long:
    """Seconds since 1970 in UTC."""
    return Long(self.local // NANOS - offset.seconds)
