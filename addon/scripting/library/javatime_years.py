"""What Year, YearMonth, Month, DayOfWeek and ChronoUnit do beside being made and read."""

from typing import Any

from addon.scripting.library.civil import is_leap, month_length
from addon.scripting.library.javatime_enums import months, units, year_months, years
from addon.scripting.library.javatime_moves import (
    UNITS,
    plus,
)
from addon.scripting.library.javatime_ranges import (
    check,
)
from addon.scripting.library.javatime_types import (
    MONTHS_OF_YEAR,
    ChronoUnit,
    Month,
    Year,
    YearMonth,
)
from addon.scripting.library.registry import Table


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


@years.method("atMonth(int)", "atMonth(Month)")
def at_month(run: Any, self: Year, month: Any) -> YearMonth:
    """A month of the year."""
    number = month.ordinal + 1 if isinstance(month, Month) else check("MONTH_OF_YEAR", month)
    return YearMonth(self.year * 12 + number - 1)


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


@units.method("isDateBased()")
def is_date_based(run: Any, self: ChronoUnit) -> bool:
    """Whether it is a day or longer."""
    return bool(self.months) or self.size >= UNITS["DAYS"].size


@units.method("isTimeBased()")
def is_time_based(run: Any, self: ChronoUnit) -> bool:
    """Whether it is shorter than a day."""
    return not is_date_based(run, self)
