"""The types of java.time: what they hold, how they print, compare and hash.

All are immutable. Local times count nanoseconds since 1970-01-01T00:00 on the local clock.
"""

from collections.abc import Callable
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.civil import DAY, MONTHS, NANOS, NANOS_PER_DAY, WEEKDAYS, civil_of
from addon.scripting.library.zones import UTC_ZONE, Zone, offset_text
from addon.scripting.semantics.extend import extend
from addon.scripting.values.characters import string_hash
from addon.scripting.values.classes import define
from addon.scripting.values.numbers import wrap_int

MINUTE, HOUR = 60 * NANOS, 3600 * NANOS


class Instant:
    """A moment: nanoseconds since 1970 in UTC."""

    __slots__ = ("nanos",)

    def __init__(self, nanos: int) -> None:
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


def time_text(nanos: int) -> str:
    """A time of day as Java prints it: seconds and fraction only where needed, fraction in threes."""
    hours, rest = divmod(nanos, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    written = f"{hours:02d}:{minutes:02d}"
    return written + (f":{rest // NANOS:02d}{fraction(rest % NANOS)}" if rest else "")


def fraction(nanos: int) -> str:
    """.5 as .500, .000005 as .000005; nothing for zero."""
    if not nanos:
        return ""
    digits = f"{nanos:09d}"
    while digits.endswith("000"):
        digits = digits[:-3]
    return "." + digits


def date_text(days: int) -> str:
    year, month, day = civil_of(days)
    return f"{year_text(year)}-{month:02d}-{day:02d}"


def year_text(year: int) -> str:
    if 0 <= year <= 9999:
        return f"{year:04d}"
    return f"+{year}" if year > 9999 else f"-{-year:04d}"


def local_text(local: int) -> str:
    days, nanos = divmod(local, NANOS_PER_DAY)
    return f"{date_text(days)}T{time_text(nanos)}"


def instant_text(nanos: int) -> str:
    """Always with seconds: 2024-03-15T10:20:30Z."""
    days, of_day = divmod(nanos, NANOS_PER_DAY)
    seconds, rest = divmod(of_day, NANOS)
    return f"{date_text(days)}T{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{fraction(rest)}Z"


def zoned_text(value: ZonedDateTime) -> str:
    region = f"[{value.zone.name}]" if isinstance(value.zone, ZoneRegion) else ""
    return f"{local_text(value.local)}{offset_text(value.offset)}{region}"


def duration_text(value: Duration) -> str:
    """PT1H30M, PT1.5S, PT-5S."""
    if not value.nanos:
        return "PT0S"
    seconds = abs(value.nanos) // NANOS * (-1 if value.nanos < 0 else 1)
    rest = value.nanos - seconds * NANOS
    hours = abs(seconds) // 3600 * (-1 if seconds < 0 else 1)
    minutes = abs(seconds - hours * 3600) // 60 * (-1 if seconds < 0 else 1)
    left = seconds - hours * 3600 - minutes * 60
    written = "PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    if left or rest:
        sign = "-" if left < 0 or rest < 0 else ""
        digits = f"{abs(rest):09d}".rstrip("0")
        written += f"{sign}{abs(left)}" + (f".{digits}" if rest else "") + "S"
    return written


def period_text(value: Period) -> str:
    parts = [(value.years, "Y"), (value.months, "M"), (value.days, "D")]
    return "P" + ("".join(f"{number}{letter}" for number, letter in parts if number) or "0D")


def year_month_text(value: YearMonth) -> str:
    return f"{year_text(value.total // 12)}-{value.total % 12 + 1:02d}"


def instant_of(value: Any) -> int | None:
    """Nanoseconds since 1970 in UTC of anything with an offset; None for anything else."""
    if isinstance(value, Instant):
        return value.nanos
    if isinstance(value, (OffsetDateTime, ZonedDateTime)):
        return value.local - value.offset * NANOS
    return None


def moment_of(value: Any) -> tuple[int, Zone] | None:
    """Milliseconds and zone of a java.time value, as `%t` sees it."""
    if isinstance(value, LocalDate):
        return value.days * DAY * 1000, UTC_ZONE
    if isinstance(value, LocalTime):
        return value.nanos // 1_000_000, UTC_ZONE
    if isinstance(value, LocalDateTime):
        return value.local // 1_000_000, UTC_ZONE
    nanos = instant_of(value)
    if nanos is None:
        return None
    offset = getattr(value, "offset", 0)
    return nanos // 1_000_000, Zone(offset_text(offset), offset)


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _long_code(number: int) -> int:
    """Long.hashCode."""
    bits = number & 0xFFFFFFFFFFFFFFFF
    return wrap_int((bits ^ (bits >> 32)) & 0xFFFFFFFF)


def _turned(number: int, places: int) -> int:
    """Integer.rotateLeft."""
    bits = number & 0xFFFFFFFF
    return wrap_int((bits << places | bits >> (32 - places)) & 0xFFFFFFFF)


def _date_code(days: int) -> int:
    year, month, day = civil_of(days)
    return wrap_int((year & 0xFFFFF800) ^ ((year << 11) + (month << 6) + day) & 0xFFFFFFFF)


def _local_code(local: int) -> int:
    return _date_code(local // NANOS_PER_DAY) ^ _long_code(local % NANOS_PER_DAY)


def _moment_code(nanos: int) -> int:
    return wrap_int(_long_code(nanos // NANOS) + 51 * (nanos % NANOS))


def _zone_code(zone: Any) -> int:
    return int(zone.seconds) if isinstance(zone, ZoneOffset) else string_hash(zone.name)


CODES: dict[type, Callable[[Any], int]] = {
    Instant: lambda value: _moment_code(value.nanos),
    Duration: lambda value: _moment_code(value.nanos),
    LocalDate: lambda value: _date_code(value.days),
    LocalTime: lambda value: _long_code(value.nanos),
    LocalDateTime: lambda value: _local_code(value.local),
    OffsetDateTime: lambda value: _local_code(value.local) ^ value.offset,
    ZonedDateTime: lambda value: _local_code(value.local) ^ value.offset ^ _turned(_zone_code(value.zone), 3),
    ZoneRegion: _zone_code,
    ZoneOffset: _zone_code,
    Period: lambda value: wrap_int(value.years + _turned(value.months, 8) + _turned(value.days, 16)),
    Year: lambda value: value.year,
    YearMonth: lambda value: wrap_int(value.total // 12 ^ (value.total % 12 + 1) << 27),
}
"""hashCode() as Java counts it; it decides the order of hash sets and maps."""


def _register(
    kind: type,
    name: str,
    key: Callable[[Any], Any],
    text: Callable[[Any], str],
    *parents: str,
    order: Callable[[Any, Any], int] | None = None,
    timely: bool = True,
) -> None:
    define(name, *parents, python=[kind])
    extend(
        kind,
        text=text,
        equals=lambda left, right: bool(key(left) == key(right)),
        compare=order,
        hash=CODES.get(kind),
        plain=(lambda value: {"$time": text(value)}) if timely else None,
    )


def by_key(key: Callable[[Any], Any]) -> Callable[[Any, Any], int]:
    def compare(left: Any, right: Any) -> int:
        one, two = key(left), key(right)
        return int(one > two) - int(one < two)

    return compare


def _date_order(left: LocalDate, right: LocalDate) -> int:
    """LocalDate.compareTo: the difference in years, else months, else days."""
    for one, two in zip(civil_of(left.days), civil_of(right.days), strict=True):
        if one != two:
            return one - two
    return 0


def _local_order(left: LocalDateTime, right: LocalDateTime) -> int:
    days = _date_order(LocalDate(left.local // NANOS_PER_DAY), LocalDate(right.local // NANOS_PER_DAY))
    return days or _sign(left.local - right.local)


for _interface in (
    "java.time.temporal.TemporalAccessor",
    "java.time.temporal.TemporalAmount",
    "java.time.temporal.TemporalUnit",
    "java.time.temporal.TemporalField",
    "java.time.temporal.TemporalAdjuster",
):
    define(_interface, interface=True)
define("java.time.temporal.Temporal", "TemporalAccessor", interface=True)
define("java.time.chrono.ChronoLocalDate", "Temporal", "Comparable", interface=True)
define("java.time.chrono.ChronoLocalDateTime", "Temporal", "Comparable", interface=True)
define("java.time.chrono.ChronoZonedDateTime", "Temporal", "Comparable", interface=True)
define("java.time.ZoneId", "Serializable")

_register(
    Instant,
    "java.time.Instant",
    lambda v: v.nanos,
    lambda v: instant_text(v.nanos),
    "Temporal",
    "Comparable",
    order=by_key(lambda v: v.nanos),
)
_register(
    LocalDate,
    "java.time.LocalDate",
    lambda v: v.days,
    lambda v: date_text(v.days),
    "ChronoLocalDate",
    order=_date_order,
)
_register(
    LocalTime,
    "java.time.LocalTime",
    lambda v: v.nanos,
    lambda v: time_text(v.nanos),
    "Temporal",
    "Comparable",
    order=by_key(lambda v: v.nanos),
)
_register(
    LocalDateTime,
    "java.time.LocalDateTime",
    lambda v: v.local,
    lambda v: local_text(v.local),
    "ChronoLocalDateTime",
    order=_local_order,
)
_register(
    OffsetDateTime,
    "java.time.OffsetDateTime",
    lambda v: (v.local, v.offset),
    lambda v: local_text(v.local) + offset_text(v.offset),
    "Temporal",
    "Comparable",
    order=by_key(lambda v: (v.local - v.offset * NANOS, v.local)),
)
_register(
    ZonedDateTime,
    "java.time.ZonedDateTime",
    lambda v: (v.local, v.offset, v.zone.name),
    zoned_text,
    "ChronoZonedDateTime",
    order=by_key(lambda v: (v.local - v.offset * NANOS, v.local, v.zone.name)),
)
_register(ZoneRegion, "java.time.ZoneRegion", lambda v: v.name, lambda v: v.name, "ZoneId", timely=False)
_register(
    ZoneOffset,
    "java.time.ZoneOffset",
    lambda v: v.seconds,
    lambda v: v.name,
    "ZoneId",
    "TemporalAccessor",
    "Comparable",
    order=by_key(lambda v: -v.seconds),
)
_register(
    Duration,
    "java.time.Duration",
    lambda v: v.nanos,
    duration_text,
    "TemporalAmount",
    "Comparable",
    order=by_key(lambda v: v.nanos),
)
_register(Period, "java.time.Period", lambda v: (v.years, v.months, v.days), period_text, "TemporalAmount")
_register(
    Year,
    "java.time.Year",
    lambda v: v.year,
    lambda v: str(v.year),
    "Temporal",
    "Comparable",
    order=lambda left, right: left.year - right.year,
)
_register(
    YearMonth,
    "java.time.YearMonth",
    lambda v: v.total,
    year_month_text,
    "Temporal",
    "Comparable",
    order=by_key(lambda v: v.total),
)
_ordinal_order = lambda left, right: left.ordinal - right.ordinal  # noqa: E731
_register(
    DayOfWeek,
    "java.time.DayOfWeek",
    lambda v: v.ordinal,
    lambda v: v.name,
    "java.lang.Enum",
    "TemporalAccessor",
    order=_ordinal_order,
)
_register(
    Month,
    "java.time.Month",
    lambda v: v.ordinal,
    lambda v: v.name,
    "java.lang.Enum",
    "TemporalAccessor",
    order=_ordinal_order,
)
_register(
    ChronoUnit,
    "java.time.temporal.ChronoUnit",
    lambda v: v.ordinal,
    lambda v: v.label,
    "java.lang.Enum",
    "TemporalUnit",
    order=_ordinal_order,
    timely=False,
)
_register(
    ChronoField,
    "java.time.temporal.ChronoField",
    lambda v: v.ordinal,
    lambda v: v.label,
    "java.lang.Enum",
    "TemporalField",
    order=_ordinal_order,
    timely=False,
)
