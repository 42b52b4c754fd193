"""java.time.Duration."""

from typing import Any

import regex

from addon.scripting.errors import throw
from addon.scripting.library.civil import NANOS, NANOS_PER_DAY
from addon.scripting.library.javatime_moves import (
    UNITS,
    cut,
    local_of,
    plus,
    refuse_unit,
)
from addon.scripting.library.javatime_ranges import (
    check,
)
from addon.scripting.library.javatime_texts import instant_of
from addon.scripting.library.javatime_types import (
    HOUR,
    MINUTE,
    ChronoUnit,
    Duration,
    LocalDate,
    Period,
)
from addon.scripting.library.registry import Table
from addon.scripting.values.lists import UnmodifiableList
from addon.scripting.values.numbers import LONG_MAX, LONG_MIN, Long

durations = Table("Duration")
durations.constant("ZERO", Duration(0))
SIZES = {"Days": NANOS_PER_DAY, "Hours": HOUR, "Minutes": MINUTE, "Seconds": NANOS, "Millis": 1_000_000, "Nanos": 1}
DURATION = regex.compile(
    r"([-+]?)P(?:([-+]?\d+)D)?(T(?:([-+]?\d+)H)?(?:([-+]?\d+)M)?(?:([-+]?\d+)(?:[.,](\d{0,9}))?S)?)?", regex.IGNORECASE
)


def _by_size(name: str, size: int) -> None:
    def of(run: Any, amount: int) -> Duration:
        return Duration(amount * size)

    def to(run: Any, self: Duration) -> Long:
        if size <= NANOS:
            found = self.nanos // size
            if not LONG_MIN <= found <= LONG_MAX:
                throw("ArithmeticException", "long overflow")
            return Long(found)
        return Long(cut(_floored(self), size))

    def later(run: Any, self: Duration, amount: int) -> Duration:
        return Duration(self.nanos + amount * size)

    def earlier(run: Any, self: Duration, amount: int) -> Duration:
        return Duration(self.nanos - amount * size)

    lower = name.lower()
    for function, doc in (
        (of, f"A duration of so many {lower}."),
        (to, f"The whole {lower}."),
        (later, f"So many {lower} longer."),
        (earlier, f"So many {lower} shorter."),
    ):
        function.__doc__ = doc
    durations.static(f"of{name}(long)")(of)
    durations.method(f"to{name}()")(to)
    durations.method(f"plus{name}(long)")(later)
    durations.method(f"minus{name}(long)")(earlier)


def _floored(value: Duration) -> int:
    """Java cuts days to minutes from whole seconds rounded down."""
    return value.nanos // NANOS * NANOS if value.nanos >= 0 else -(-value.nanos // NANOS) * NANOS


for _name, _size in SIZES.items():
    _by_size(_name, _size)


@durations.static("ofSeconds(long, long)")
def of_seconds(run: Any, seconds: int, nanos: int) -> Duration:
    """Seconds and nanoseconds."""
    return Duration(seconds * NANOS + nanos)


@durations.static("of(long, ChronoUnit)")
def of_unit(run: Any, amount: int, unit: ChronoUnit) -> Duration:
    """So many units."""
    if unit.months or unit.size > NANOS_PER_DAY:
        throw("java.time.temporal.UnsupportedTemporalTypeException", "Unit must not have an estimated duration")
    return Duration(amount * unit.size)


@durations.static("between(Temporal, Temporal)")
def duration_between(run: Any, start: Any, end: Any) -> Duration:
    """The time from one moment to another, which is seen as the type of the first."""
    if type(end) is not type(start):
        from addon.scripting.library.javatime_conversions import converted

        end = converted(end, type(start))
    one, two = instant_of(start), instant_of(end)
    if one is not None and two is not None:
        return Duration(two - one)
    if isinstance(start, LocalDate):
        throw("java.time.temporal.UnsupportedTemporalTypeException", "Unsupported unit: Seconds")
    return Duration(local_of(end) - local_of(start))


@durations.static("parse(CharSequence)")
def parse_duration(run: Any, source: str) -> Duration:
    """From text such as PT1H30M."""
    found = DURATION.fullmatch(source)
    if found is None or not any(found.groups()[1:]) or found.group(3) in ("T", "t"):
        throw("java.time.format.DateTimeParseException", "Text cannot be parsed to a Duration")
    sign, days, _, hours, minutes, seconds, rest = found.groups()
    if max(map(len, (days or "", hours or "", minutes or "", seconds or ""))) > 18:
        throw("java.time.format.DateTimeParseException", "Text cannot be parsed to a Duration: overflow")
    part = int((rest or "").ljust(9, "0")) if rest else 0
    if seconds and seconds.startswith("-"):
        part = -part
    total = int(days or 0) * NANOS_PER_DAY + int(hours or 0) * HOUR + int(minutes or 0) * MINUTE
    total += int(seconds or 0) * NANOS + part
    return Duration(-total if sign == "-" else total)


@durations.method("getSeconds()")
def get_seconds(run: Any, self: Duration) -> Long:
    """The whole seconds."""
    return Long(self.nanos // NANOS)


@durations.method("getNano()")
def get_nano(run: Any, self: Duration) -> int:
    """The fraction of the second, in nanoseconds."""
    return self.nanos % NANOS


def _part(name: str, size: int, cycle: int, long: bool = False) -> None:
    def part(run: Any, self: Duration) -> Any:
        number = self.nanos // size if size == NANOS else cut(_floored(self), size)
        within = number - cut(number, cycle) * cycle if cycle else number
        return Long(within) if long else within

    part.__doc__ = f"The {name.lower()} beside the larger units."
    durations.method(f"to{name}Part()")(part)


_part("Days", NANOS_PER_DAY, 0, long=True)
_part("Hours", HOUR, 24)
_part("Minutes", MINUTE, 60)
_part("Seconds", NANOS, 60)


@durations.method("toMillisPart()")
def millis_part(run: Any, self: Duration) -> int:
    """The milliseconds beside the seconds."""
    return self.nanos % NANOS // 1_000_000


@durations.method("plus(Duration)")
def plus_duration(run: Any, self: Duration, other: Duration) -> Duration:
    """Both together."""
    return Duration(self.nanos + other.nanos)


@durations.method("minus(Duration)")
def minus_duration(run: Any, self: Duration, other: Duration) -> Duration:
    """This without the other."""
    return Duration(self.nanos - other.nanos)


@durations.method("plus(long, ChronoUnit)")
def plus_units(run: Any, self: Duration, amount: int, unit: ChronoUnit) -> Duration:
    """So many units longer."""
    return Duration(self.nanos + of_unit(run, amount, unit).nanos)


@durations.method("minus(long, ChronoUnit)")
def minus_units(run: Any, self: Duration, amount: int, unit: ChronoUnit) -> Duration:
    """So many units shorter."""
    return Duration(self.nanos - of_unit(run, amount, unit).nanos)


@durations.method("toNanosPart()")
def nanos_part(run: Any, self: Duration) -> int:
    """The fraction of the second."""
    return self.nanos % NANOS


@durations.method("withSeconds(long)")
def with_seconds(run: Any, self: Duration, seconds: int) -> Duration:
    """The same fraction with other seconds."""
    return Duration(seconds * NANOS + self.nanos % NANOS)


@durations.method("withNanos(int)")
def with_nanos(run: Any, self: Duration, nanos: int) -> Duration:
    """The same seconds with another fraction."""
    return Duration(self.nanos // NANOS * NANOS + check("NANO_OF_SECOND", nanos))


@durations.method("truncatedTo(ChronoUnit)")
def truncated_to(run: Any, self: Duration, unit: ChronoUnit) -> Duration:
    """Without anything smaller than a unit."""
    if unit.months or unit.size > NANOS_PER_DAY:
        throw("java.time.temporal.UnsupportedTemporalTypeException", "Unit is too large to be used for truncation")
    return Duration(cut(self.nanos, unit.size) * unit.size)


@durations.method("get(ChronoUnit)")
def get_unit(run: Any, self: Duration, unit: ChronoUnit) -> Long:
    """The seconds, or the nanoseconds of the fraction."""
    if unit.name == "SECONDS":
        return Long(self.nanos // NANOS)
    if unit.name != "NANOS":
        throw("java.time.temporal.UnsupportedTemporalTypeException", f"Unsupported unit: {unit.label}")
    return Long(self.nanos % NANOS)


@durations.method("getUnits()")
def get_units(run: Any, self: Duration) -> UnmodifiableList:
    """The units that get() takes."""
    return UnmodifiableList([UNITS["SECONDS"], UNITS["NANOS"]])


@durations.method("multipliedBy(long)")
def multiplied(run: Any, self: Duration, factor: int) -> Duration:
    """So many times as long."""
    return _multiplied(self, factor)


def _multiplied(value: Duration, factor: int) -> Duration:
    nanos = value.nanos * factor
    if not LONG_MIN <= cut(nanos, NANOS) <= LONG_MAX:
        throw("ArithmeticException", f"Exceeds capacity of Duration: {nanos}")
    return Duration(nanos)


@durations.method("dividedBy(long)")
def divided(run: Any, self: Duration, divisor: int) -> Duration:
    """So many times shorter."""
    if divisor == 0:
        throw("ArithmeticException", "Cannot divide by zero")
    return Duration(cut(self.nanos, divisor) if divisor > 0 else -cut(self.nanos, -divisor))


@durations.method("dividedBy(Duration)")
def ratio(run: Any, self: Duration, other: Duration) -> Long:
    """How often the other fits in."""
    if other.nanos == 0:
        throw("ArithmeticException", "Division by zero")
    return Long(cut(self.nanos, other.nanos) if other.nanos > 0 else -cut(self.nanos, -other.nanos))


@durations.method("negated()")
def negated(run: Any, self: Duration) -> Duration:
    """The same length backwards."""
    return _multiplied(self, -1)


@durations.method("abs()")
def absolute(run: Any, self: Duration) -> Duration:
    """The length without a sign."""
    return _multiplied(self, -1) if self.nanos < 0 else self


@durations.method("isNegative()")
def is_negative(run: Any, self: Duration) -> bool:
    """Whether it goes backwards."""
    return self.nanos < 0


@durations.method("isZero()")
def is_zero(run: Any, self: Duration) -> bool:
    """Whether it has no length."""
    return self.nanos == 0


@durations.method("compareTo(Duration)")
def compare_to(run: Any, self: Duration, other: Duration) -> int:
    """-1, 0 or 1."""
    return (self.nanos > other.nanos) - (self.nanos < other.nanos)


def added(value: Any, amount: Any, sign: int) -> Any:
    """A temporal value with a Duration or Period added or taken away."""
    if isinstance(amount, Period):
        total = amount.years * 12 + amount.months
        if total and not amount.months:
            value = plus(value, sign * amount.years, UNITS["YEARS"])
        elif total:
            value = plus(value, sign * total, UNITS["MONTHS"])
        return plus(value, sign * amount.days, UNITS["DAYS"]) if amount.days else value
    for count, name in ((amount.nanos // NANOS, "SECONDS"), (amount.nanos % NANOS, "NANOS")):
        if count:
            refuse_unit(type(value), UNITS[name])
    return plus(value, sign * amount.nanos, UNITS["NANOS"]) if amount.nanos else value
