"""The types of java.time: what they hold.

All are immutable. Local times count nanoseconds since 1970-01-01T00:00 on the local clock.
"""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.civil import MONTHS, NANOS, WEEKDAYS
from addon.scripting.library.zones import Zone, offset_text

MINUTE, HOUR, DAY = 60 * NANOS, 3600 * NANOS, 86_400 * NANOS
EARLIEST, LATEST = -31_557_014_167_219_200 * NANOS, 31_556_889_864_403_199 * NANOS + NANOS - 1
"""Instant.MIN and Instant.MAX."""
FIRST, LAST = -365_243_219_162 * DAY, 365_241_780_472 * DAY - 1
"""LocalDateTime.MIN and MAX."""


class Instant:
    """A moment: nanoseconds since 1970 in UTC."""

    __slots__ = ("nanos",)

    def __init__(self, nanos: int) -> None:
        if not EARLIEST <= nanos <= LATEST:
            throw("java.time.DateTimeException", "Instant exceeds minimum or maximum instant")
        self.nanos = nanos


class LocalDate:
    """A day: days since 1970-01-01."""

    __slots__ = ("days",)

    def __init__(self, days: int) -> None:
        if not -365_243_219_162 <= days <= 365_241_780_471:
            throw(
                "java.time.DateTimeException",
                f"Invalid value for EpochDay (valid values -365243219162 - 365241780471): {days}",
            )
        self.days = days


class LocalTime:
    """A time of day: nanoseconds since midnight."""

    __slots__ = ("nanos",)

    def __init__(self, nanos: int) -> None:
        self.nanos = nanos


class LocalDateTime:
    """Day and time on a local clock."""

    __slots__ = ("local",)

    def __init__(self, local: int) -> None:
        if not FIRST <= local <= LAST:
            LocalDate(local // DAY)  # which says what is wrong
        self.local = local


class OffsetDateTime:
    """Day and time with an offset from UTC in seconds."""

    __slots__ = ("local", "offset")

    def __init__(self, local: int, offset: int) -> None:
        self.local = local
        self.offset = offset


class ZonedDateTime:
    """Day and time in a zone (a `ZoneRegion` or `ZoneOffset`)."""

    __slots__ = ("local", "offset", "zone")

    def __init__(self, local: int, offset: int, zone: Any) -> None:
        self.local = local
        self.offset = offset
        self.zone = zone


class ZoneRegion:
    """java.time.ZoneId of a named zone."""

    __slots__ = ("zone",)

    def __init__(self, zone: Zone) -> None:
        self.zone = zone

    @property
    def name(self) -> str:
        return self.zone.name


class ZoneOffset:
    """java.time.ZoneOffset: a fixed number of seconds."""

    __slots__ = ("seconds", "zone")

    def __init__(self, seconds: int) -> None:
        if abs(seconds) > 18 * 3600:
            throw("java.time.DateTimeException", "Zone offset not in valid range: -18:00 to +18:00")
        self.seconds = seconds
        self.zone = Zone(offset_text(seconds), seconds)

    @property
    def name(self) -> str:
        return self.zone.name


class Duration:
    """A length of time in nanoseconds."""

    __slots__ = ("nanos",)

    def __init__(self, nanos: int) -> None:
        if not -(2**63) <= nanos // NANOS < 2**63:
            throw("ArithmeticException", "long overflow")
        self.nanos = nanos


class Period:
    """Years, months, days."""

    __slots__ = ("days", "months", "years")

    def __init__(self, years: int, months: int, days: int) -> None:
        self.years, self.months, self.days = years, months, days


class Year:
    """java.time.Year"""

    __slots__ = ("year",)

    def __init__(self, year: int) -> None:
        self.year = year


class YearMonth:
    """java.time.YearMonth: months since year 0."""

    __slots__ = ("total",)

    def __init__(self, total: int) -> None:
        self.total = total


class MonthDay:
    """java.time.MonthDay: a day of any year."""

    __slots__ = ("day", "month")

    def __init__(self, month: int, day: int) -> None:
        self.month, self.day = month, day


class OffsetTime:
    """java.time.OffsetTime: a time of day with an offset from UTC in seconds."""

    __slots__ = ("nanos", "offset")

    def __init__(self, nanos: int, offset: int) -> None:
        self.nanos = nanos
        self.offset = offset


class Constant:
    """A constant of one of Java's own enums."""

    __slots__ = ("label", "name", "ordinal")

    def __init__(self, name: str, ordinal: int, label: str = "") -> None:
        self.name = name
        self.ordinal = ordinal
        self.label = label or name


class DayOfWeek(Constant):
    """java.time.DayOfWeek"""

    __slots__ = ()


class Month(Constant):
    """java.time.Month"""

    __slots__ = ()


class ChronoUnit(Constant):
    """java.time.temporal.ChronoUnit; `size` in nanoseconds, or `months`."""

    __slots__ = ("months", "size")

    def __init__(self, name: str, ordinal: int, label: str, size: int, months: int) -> None:
        super().__init__(name, ordinal, label)
        self.size = size
        self.months = months


class ChronoField(Constant):
    """java.time.temporal.ChronoField"""

    __slots__ = ()


DAYS_OF_WEEK = [DayOfWeek(name.upper(), index) for index, name in enumerate(WEEKDAYS)]
MONTHS_OF_YEAR = [Month(name.upper(), index) for index, name in enumerate(MONTHS)]
