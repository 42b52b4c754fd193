"""java.time.Period."""

from typing import Any

import regex

from addon.scripting.errors import throw
from addon.scripting.library.civil import civil_of, days_of, plus_months
from addon.scripting.library.javatime_moves import (
    UNITS,
    cut,
)
from addon.scripting.library.javatime_types import (
    ChronoUnit,
    LocalDate,
    Period,
)
from addon.scripting.library.registry import Table
from addon.scripting.values.lists import UnmodifiableList
from addon.scripting.values.numbers import INT_MAX, INT_MIN, LONG_MAX, LONG_MIN, Long

periods = Table("Period")
durations = Table("Duration")
periods.constant("ZERO", Period(0, 0, 0))
PERIOD = regex.compile(r"([-+]?)P(?:([-+]?\d+)Y)?(?:([-+]?\d+)M)?(?:([-+]?\d+)W)?(?:([-+]?\d+)D)?", regex.IGNORECASE)


def exact(years: int, months: int, days: int) -> Period:
    """A period of these parts, each of which has to fit an int."""
    for part in (years, months, days):
        if not INT_MIN <= part <= INT_MAX:
            word = "integer" if LONG_MIN <= part <= LONG_MAX else "long"
            throw("ArithmeticException", f"{word} overflow")
    return Period(years, months, days)


@periods.method("get(ChronoUnit)")
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


@periods.static("of(int, int, int)")
def period_of(run: Any, years: int, months: int, days: int) -> Period:
    """Years, months, days."""
    return Period(years, months, days)


def _single(name: str, years: int, months: int, days: int) -> None:
    def of(run: Any, amount: int) -> Period:
        return exact(years * amount, months * amount, days * amount)

    def later(run: Any, self: Period, amount: int) -> Period:
        return exact(self.years + years * amount, self.months + months * amount, self.days + days * amount)

    def earlier(run: Any, self: Period, amount: int) -> Period:
        return exact(self.years - years * amount, self.months - months * amount, self.days - days * amount)

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
    if not all(INT_MIN <= part <= INT_MAX for part in (years, months, weeks, days)):
        throw("java.time.format.DateTimeParseException", "Text cannot be parsed to a Period")
    return exact(years, months, weeks * 7 + days)


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
    return exact(self.years + other.years, self.months + other.months, self.days + other.days)


@periods.method("minus(Period)")
def minus_period(run: Any, self: Period, other: Period) -> Period:
    """This without the other."""
    return exact(self.years - other.years, self.months - other.months, self.days - other.days)


@periods.method("multipliedBy(int)")
def multiplied_period(run: Any, self: Period, factor: int) -> Period:
    """So many times as long."""
    return exact(self.years * factor, self.months * factor, self.days * factor)


@periods.method("negated()")
def negated_period(run: Any, self: Period) -> Period:
    """The same backwards."""
    return exact(-self.years, -self.months, -self.days)


@periods.method("normalized()")
def normalized(run: Any, self: Period) -> Period:
    """Twelve months made a year."""
    total = self.years * 12 + self.months
    years = cut(total, 12)
    return exact(years, total - years * 12, self.days)


@periods.method("isZero()")
def period_is_zero(run: Any, self: Period) -> bool:
    """Whether all parts are zero."""
    return not (self.years or self.months or self.days)


@periods.method("isNegative()")
def period_is_negative(run: Any, self: Period) -> bool:
    """Whether a part is negative."""
    return self.years < 0 or self.months < 0 or self.days < 0


def _applied(table: Table, sign: int, name: str) -> None:
    @table.method(f"{name}(Temporal)")
    def applied(run: Any, self: Any, temporal: Any) -> Any:
        """A date or time this much later or earlier."""
        from addon.scripting.library.javatime_amounts import added

        return added(temporal, self, sign)


for _table in (periods, durations):
    _applied(_table, 1, "addTo")
    _applied(_table, -1, "subtractFrom")


@periods.static("from(Period)")
@durations.static("from(Duration)")
def from_amount(run: Any, amount: Any) -> Any:
    """The amount itself."""
    return amount
