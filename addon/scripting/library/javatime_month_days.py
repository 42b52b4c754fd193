"""java.time.MonthDay: a birthday."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.civil import civil_of, days_of, is_leap, month_length
from addon.scripting.library.javatime_common import month_days
from addon.scripting.library.javatime_enums import years
from addon.scripting.library.javatime_fields import checked_month_day
from addon.scripting.library.javatime_formatters import Formatter
from addon.scripting.library.javatime_local import local_now
from addon.scripting.library.javatime_patterns import elements_of
from addon.scripting.library.javatime_ranges import check
from addon.scripting.library.javatime_types import MONTHS_OF_YEAR, LocalDate, Month, MonthDay, Year

NANOS_PER_DAY = 86_400 * 1_000_000_000


def _number(month: Any) -> int:
    return month.ordinal + 1 if isinstance(month, Month) else int(month)


@month_days.static("of(int, int)", "of(Month, int)")
def month_day_of(run: Any, month: Any, day: int) -> MonthDay:
    """A day of some year."""
    return checked_month_day(_number(month), day)


@month_days.static("now()", "now(ZoneId)")
def month_day_now(run: Any, zone: Any = None) -> MonthDay:
    """Today, without the year."""
    _, month, day = civil_of(local_now(zone) // NANOS_PER_DAY)
    return MonthDay(month, day)


@month_days.static("parse(CharSequence)", "parse(CharSequence, DateTimeFormatter)")
def parse_month_day(run: Any, source: str, formatter: Formatter | None = None) -> MonthDay:
    """A day of some year from text: --12-24."""
    return (formatter or Formatter(elements_of("--MM-dd"))).read(source, MonthDay)  # type: ignore[no-any-return]


@month_days.method("getMonth()")
def get_month(run: Any, self: MonthDay) -> Month:
    """The month, such as MARCH."""
    return MONTHS_OF_YEAR[self.month - 1]


@month_days.method("getMonthValue()")
def get_month_value(run: Any, self: MonthDay) -> int:
    """The month, from 1."""
    return self.month


@month_days.method("getDayOfMonth()")
def get_day(run: Any, self: MonthDay) -> int:
    """The day of the month."""
    return self.day


@month_days.method("isValidYear(int)")
def is_valid_year(run: Any, self: MonthDay, year: int) -> bool:
    """Whether the year has this day."""
    return (self.month, self.day) != (2, 29) or is_leap(year)


@month_days.method("withMonth(int)", "with(Month)")
def with_month(run: Any, self: MonthDay, month: Any) -> MonthDay:
    """Another month; the day is cut to its length."""
    number = _number(month)
    if not 1 <= number <= 12:
        throw("java.time.DateTimeException", f"Invalid value for MonthOfYear: {number}")
    return MonthDay(number, min(self.day, month_length(2024, number)))


@month_days.method("withDayOfMonth(int)")
def with_day(run: Any, self: MonthDay, day: int) -> MonthDay:
    """Another day of the month."""
    return checked_month_day(self.month, day)


@month_days.method("atYear(int)")
def at_year(run: Any, self: MonthDay, year: int) -> LocalDate:
    """The day of a year; February 29 becomes 28 where there is none."""
    check("YEAR", year)
    return LocalDate(days_of(year, self.month, min(self.day, month_length(year, self.month))))


@years.method("atMonthDay(MonthDay)")
def at_month_day(run: Any, self: Year, day: MonthDay) -> LocalDate:
    """The day of this year."""
    made: LocalDate = at_year(run, day, self.year)
    return made


@years.method("isValidMonthDay(MonthDay?)")
def is_valid_month_day(run: Any, self: Year, day: MonthDay | None) -> bool:
    """Whether this year has the day."""
    return day is not None and bool(is_valid_year(run, day, self.year))


@years.static("parse(CharSequence)", "parse(CharSequence, DateTimeFormatter)")
def parse_year(run: Any, source: str, formatter: Formatter | None = None) -> Year:
    """A year from text."""
    return (formatter or Formatter(elements_of("u"))).read(source, Year)  # type: ignore[no-any-return]


years.constant("MIN_VALUE", -999_999_999)
years.constant("MAX_VALUE", 999_999_999)
