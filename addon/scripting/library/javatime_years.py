"""What Year, YearMonth, Month, DayOfWeek and ChronoUnit do beside being made and read."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.civil import is_leap, month_length
from addon.scripting.library.javatime_enums import months, units, weekdays, year_months, years
from addon.scripting.library.javatime_fields import UNITS, between, check, get, plus
from addon.scripting.library.javatime_types import (
    MONTHS_OF_YEAR,
    ChronoField,
    ChronoUnit,
    DayOfWeek,
    Duration,
    Month,
    Year,
    YearMonth,
)
from addon.scripting.library.registry import Table
from addon.scripting.values.numbers import Long


def _moves(table: Table, name: str) -> None:
    def later(run: Any, self: Any, amount: int) -> Any:
        return plus(self, amount, UNITS[name])

    def earlier(run: Any, self: Any, amount: int) -> Any:
        return plus(self, -amount, UNITS[name])

    later.__doc__, earlier.__doc__ = f"So many {name.lower()} later.", f"So many {name.lower()} earlier."
    table.method(f"plus{name.capitalize()}(long)")(later)
    table.method(f"minus{name.capitalize()}(long)")(earlier)


_moves(years, "YEARS")
_moves(year_months, "YEARS")
_moves(year_months, "MONTHS")


def _added(value: Any, amount: Any, sign: int) -> Any:
    if isinstance(amount, Duration):
        if amount.nanos:
            throw("java.time.temporal.UnsupportedTemporalTypeException", "Unsupported unit: Seconds")
        return value
    for count, unit in ((amount.years, "YEARS"), (amount.months, "MONTHS")):
        if count:
            value = plus(value, sign * count, UNITS[unit])
    if amount.days:
        throw("java.time.temporal.UnsupportedTemporalTypeException", "Unsupported unit: Days")
    return value


def _common(table: Table, allowed: tuple[str, ...], fields: tuple[str, ...]) -> None:
    @table.method("plus(long, ChronoUnit)")
    def later(run: Any, self: Any, amount: int, unit: ChronoUnit) -> Any:
        """So many units later."""
        return plus(self, amount, unit)

    @table.method("minus(long, ChronoUnit)")
    def earlier(run: Any, self: Any, amount: int, unit: ChronoUnit) -> Any:
        """So many units earlier."""
        return plus(self, -amount, unit)

    @table.method("plus(TemporalAmount)")
    def later_by(run: Any, self: Any, amount: Any) -> Any:
        """A Period later."""
        return _added(self, amount, 1)

    @table.method("minus(TemporalAmount)")
    def earlier_by(run: Any, self: Any, amount: Any) -> Any:
        """A Period earlier."""
        return _added(self, amount, -1)

    @table.method("until(Temporal, ChronoUnit)")
    def until(run: Any, self: Any, end: Any, unit: ChronoUnit) -> Long:
        """Complete units to another."""
        return Long(between(self, end, unit))

    @table.method("isSupported(ChronoUnit)")
    def supports_unit(run: Any, self: Any, unit: ChronoUnit) -> bool:
        """Whether the unit can be added."""
        return unit.name in allowed

    @table.method("isSupported(ChronoField)")
    def supports_field(run: Any, self: Any, field: ChronoField) -> bool:
        """Whether it has the field."""
        return field.name in fields

    @table.method("get(ChronoField)", "getAt(ChronoField)")
    def get_field(run: Any, self: Any, field: ChronoField) -> int:
        """A field."""
        return get(self, field.name)

    @table.method("getLong(ChronoField)")
    def get_long(run: Any, self: Any, field: ChronoField) -> Long:
        """A field."""
        return Long(get(self, field.name))


_LONG = ("YEARS", "DECADES", "CENTURIES", "MILLENNIA")
_common(years, (*_LONG, "ERAS"), ("YEAR", "YEAR_OF_ERA", "ERA"))
_common(year_months, ("MONTHS", *_LONG, "ERAS"), ("YEAR", "MONTH_OF_YEAR", "PROLEPTIC_MONTH", "YEAR_OF_ERA", "ERA"))


@years.method("atMonth(int)", "atMonth(Month)")
def at_month(run: Any, self: Year, month: Any) -> YearMonth:
    """A month of the year."""
    number = month.ordinal + 1 if isinstance(month, Month) else check("MONTH_OF_YEAR", month)
    return YearMonth(self.year * 12 + number - 1)


def _order(table: Table, name: str, key: Any) -> None:
    table.method(f"isBefore({name})")(lambda run, self, other: key(self) < key(other))
    table.method(f"isAfter({name})")(lambda run, self, other: key(self) > key(other))


_order(years, "Year", lambda value: value.year)
_order(year_months, "YearMonth", lambda value: value.total)


@year_months.method("isLeapYear()")
def is_leap_year(run: Any, self: YearMonth) -> bool:
    """Whether the year has 366 days."""
    return is_leap(self.total // 12)


@year_months.method("lengthOfYear()")
def length_of_year(run: Any, self: YearMonth) -> int:
    """365 or 366."""
    return 366 if is_leap(self.total // 12) else 365


@year_months.method("isValidDay(int)")
def is_valid_day(run: Any, self: YearMonth, day: int) -> bool:
    """Whether the month has such a day."""
    return 1 <= day <= month_length(self.total // 12, self.total % 12 + 1)


@year_months.method("withMonth(int)")
def with_month(run: Any, self: YearMonth, month: int) -> YearMonth:
    """The same year's other month."""
    return YearMonth(self.total // 12 * 12 + check("MONTH_OF_YEAR", month) - 1)


@year_months.method("withYear(int)")
def with_year(run: Any, self: YearMonth, year: int) -> YearMonth:
    """Another year's same month."""
    return YearMonth(check("YEAR", year) * 12 + self.total % 12)


@months.method("minLength()")
def shortest(run: Any, self: Month) -> int:
    """Days of the month in a year that is no leap year."""
    return month_length(2023, self.ordinal + 1)


@months.method("firstMonthOfQuarter()")
def first_of_quarter(run: Any, self: Month) -> Month:
    """The month that the quarter starts with."""
    return MONTHS_OF_YEAR[self.ordinal // 3 * 3]


def _single(table: Table, name: str) -> None:
    @table.method("get(ChronoField)", "getAt(ChronoField)")
    def get_own(run: Any, self: Any, field: ChronoField) -> int:
        """The number, by its own field."""
        if field.name != name:
            throw("java.time.temporal.UnsupportedTemporalTypeException", f"Unsupported field: {field.label}")
        return int(self.ordinal) + 1

    @table.method("isSupported(ChronoField)")
    def supports(run: Any, self: DayOfWeek, field: ChronoField) -> bool:
        """Whether it has the field."""
        return field.name == name


_single(weekdays, "DAY_OF_WEEK")
_single(months, "MONTH_OF_YEAR")


@units.method("isDateBased()")
def is_date_based(run: Any, self: ChronoUnit) -> bool:
    """Whether it is a day or longer."""
    return bool(self.months) or self.size >= UNITS["DAYS"].size


@units.method("isTimeBased()")
def is_time_based(run: Any, self: ChronoUnit) -> bool:
    """Whether it is shorter than a day."""
    return not is_date_based(run, self)
