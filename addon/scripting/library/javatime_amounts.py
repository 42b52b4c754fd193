"""java.time.Duration and Period."""

from typing import Any

import regex

from addon.scripting.errors import throw
from addon.scripting.library.civil import NANOS, NANOS_PER_DAY, civil_of, days_of, plus_months
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
from addon.scripting.values.numbers import Long

durations = Table("Duration")
periods = Table("Period")
durations.constant("ZERO", Duration(0))
periods.constant("ZERO", Period(0, 0, 0))

SIZES = {"Days": NANOS_PER_DAY, "Hours": HOUR, "Minutes": MINUTE, "Seconds": NANOS, "Millis": 1_000_000, "Nanos": 1}
DURATION = regex.compile(
    r"([-+]?)P(?:([-+]?\d+)D)?(T(?:([-+]?\d+)H)?(?:([-+]?\d+)M)?(?:([-+]?\d+)(?:[.,](\d{0,9}))?S)?)?", regex.IGNORECASE
)
PERIOD = regex.compile(r"([-+]?)P(?:([-+]?\d+)Y)?(?:([-+]?\d+)M)?(?:([-+]?\d+)W)?(?:([-+]?\d+)D)?", regex.IGNORECASE)


def _by_size(name: str, size: int) -> None:
    def of(run: Any, amount: int) -> Duration:
        return Duration(amount * size)

    def to(run: Any, self: Duration) -> Long:
        if size <= NANOS:
            return Long(self.nanos // size)
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
    """The time from one moment to another."""
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
        number = cut(_floored(self), size)
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


@durations.method("get(ChronoUnit)", "getAt(ChronoUnit)")
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


@periods.method("get(ChronoUnit)", "getAt(ChronoUnit)")
def get_period_unit(run: Any, self: Period, unit: ChronoUnit) -> Long:
    """The years, months or days."""
    if unit.name not in ("YEARS", "MONTHS", "DAYS"):
        throw("java.time.temporal.UnsupportedTemporalTypeException", f"Unsupported unit: {unit.label}")
    return Long(getattr(self, unit.name.lower()))


@periods.method("getUnits()")
def get_period_units(run: Any, self: Period) -> UnmodifiableList:
    """The units that get() takes."""
    return UnmodifiableList([UNITS["YEARS"], UNITS["MONTHS"], UNITS["DAYS"]])


@periods.method("withYears(int)")
def with_years(run: Any, self: Period, years: int) -> Period:
    """Other years."""
    return Period(years, self.months, self.days)


@periods.method("withMonths(int)")
def with_months(run: Any, self: Period, months: int) -> Period:
    """Other months."""
    return Period(self.years, months, self.days)


@periods.method("withDays(int)")
def with_days(run: Any, self: Period, days: int) -> Period:
    """Other days."""
    return Period(self.years, self.months, days)


@durations.method("multipliedBy(long)")
def multiplied(run: Any, self: Duration, factor: int) -> Duration:
    """So many times as long."""
    return Duration(self.nanos * factor)


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
        throw("ArithmeticException", "Cannot divide by zero")
    return Long(cut(self.nanos, other.nanos) if other.nanos > 0 else -cut(self.nanos, -other.nanos))


@durations.method("negated()")
def negated(run: Any, self: Duration) -> Duration:
    """The same length backwards."""
    return Duration(-self.nanos)


@durations.method("abs()")
def absolute(run: Any, self: Duration) -> Duration:
    """The length without a sign."""
    return Duration(abs(self.nanos))


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


@periods.static("of(int, int, int)")
def period_of(run: Any, years: int, months: int, days: int) -> Period:
    """Years, months, days."""
    return Period(years, months, days)


def _single(name: str, years: int, months: int, days: int) -> None:
    def of(run: Any, amount: int) -> Period:
        return Period(years * amount, months * amount, days * amount)

    def later(run: Any, self: Period, amount: int) -> Period:
        return Period(self.years + years * amount, self.months + months * amount, self.days + days * amount)

    def earlier(run: Any, self: Period, amount: int) -> Period:
        return Period(self.years - years * amount, self.months - months * amount, self.days - days * amount)

    of.__doc__ = f"A period of so many {name.lower()}."
    later.__doc__ = f"So many {name.lower()} longer."
    earlier.__doc__ = f"So many {name.lower()} shorter."
    periods.static(f"of{name}(int)")(of)
    if name != "Weeks":
        periods.method(f"plus{name}(long)")(later)
        periods.method(f"minus{name}(long)")(earlier)


for _single_name, _triple in {"Years": (1, 0, 0), "Months": (0, 1, 0), "Weeks": (0, 0, 7), "Days": (0, 0, 1)}.items():
    _single(_single_name, *_triple)


@periods.static("between(LocalDate, LocalDate)")
def period_between(run: Any, start: LocalDate, end: LocalDate) -> Period:
    """Years, months and days from one day to another."""
    return until_date(start, end)


def until_date(start: LocalDate, end: LocalDate) -> Period:
    """As LocalDate.until: whole months first, then the days that are left."""
    year, month, day = civil_of(start.days)
    other_year, other_month, other_day = civil_of(end.days)
    total = (other_year - year) * 12 + other_month - month
    days = other_day - day
    if total > 0 and days < 0:
        total -= 1
        days = end.days - days_of(*plus_months(year, month, day, total))
    elif total < 0 and days > 0:
        from addon.scripting.library.civil import month_length

        total += 1
        days -= month_length(other_year, other_month)
    years = cut(total, 12)
    return Period(years, total - years * 12, days)


@periods.static("parse(CharSequence)")
def parse_period(run: Any, source: str) -> Period:
    """From text such as P1Y2M3D."""
    found = PERIOD.fullmatch(source)
    if found is None or not any(found.groups()[1:]) or any(len(one or "") > 10 for one in found.groups()):
        throw("java.time.format.DateTimeParseException", "Text cannot be parsed to a Period")
    sign, *numbers = found.groups()
    years, months, weeks, days = (int(number or 0) * (-1 if sign == "-" else 1) for number in numbers)
    return Period(years, months, weeks * 7 + days)


for _name in ("years", "months", "days"):

    def _get(run: Any, self: Period, name: str = _name) -> int:
        return int(getattr(self, name))

    _get.__doc__ = f"The {_name}."
    periods.method(f"get{_name.capitalize()}()")(_get)


@periods.method("toTotalMonths()")
def total_months(run: Any, self: Period) -> Long:
    """Years and months in months."""
    return Long(self.years * 12 + self.months)


@periods.method("plus(Period)")
def plus_period(run: Any, self: Period, other: Period) -> Period:
    """Both together."""
    return Period(self.years + other.years, self.months + other.months, self.days + other.days)


@periods.method("minus(Period)")
def minus_period(run: Any, self: Period, other: Period) -> Period:
    """This without the other."""
    return Period(self.years - other.years, self.months - other.months, self.days - other.days)


@periods.method("multipliedBy(int)")
def multiplied_period(run: Any, self: Period, factor: int) -> Period:
    """So many times as long."""
    return Period(self.years * factor, self.months * factor, self.days * factor)


@periods.method("negated()")
def negated_period(run: Any, self: Period) -> Period:
    """The same backwards."""
    return Period(-self.years, -self.months, -self.days)


@periods.method("normalized()")
def normalized(run: Any, self: Period) -> Period:
    """Twelve months made a year."""
    total = self.years * 12 + self.months
    years = cut(total, 12)
    return Period(years, total - years * 12, self.days)


@periods.method("isZero()")
def period_is_zero(run: Any, self: Period) -> bool:
    """Whether all parts are zero."""
    return not (self.years or self.months or self.days)


@periods.method("isNegative()")
def period_is_negative(run: Any, self: Period) -> bool:
    """Whether a part is negative."""
    return self.years < 0 or self.months < 0 or self.days < 0


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
