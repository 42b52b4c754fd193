"""The enums of java.time, Year and YearMonth."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.civil import civil_of, days_of, is_leap, month_length
from addon.scripting.library.clock import now
from addon.scripting.library.javatime_formatters import Formatter
from addon.scripting.library.javatime_moves import (
    UNITS,
    between,
)
from addon.scripting.library.javatime_patterns import elements_of
from addon.scripting.library.javatime_ranges import (
    FIELDS,
    check,
)
from addon.scripting.library.javatime_types import (
    DAYS_OF_WEEK,
    MONTHS_OF_YEAR,
    ChronoUnit,
    Constant,
    LocalDate,
    Month,
    Year,
    YearMonth,
)
from addon.scripting.library.languages import day_names, month_names, refuse, words_in
from addon.scripting.library.registry import Table
from addon.scripting.semantics.extend import extend
from addon.scripting.values.classes import define
from addon.scripting.values.lists import Array
from addon.scripting.values.numbers import Long


class TextStyle(Constant):
    """java.time.format.TextStyle"""

    __slots__ = ()


define("java.time.format.TextStyle", "java.lang.Enum", python=[TextStyle])
extend(TextStyle, text=lambda value: value.name)


def offer_enum(table: Table, constants: list[Any]) -> None:
    """What every enum offers."""
    by_name = {constant.name: constant for constant in constants}
    for constant in constants:
        table.constant(constant.name, constant)

    @table.static("values()")
    def values(run: Any) -> Array:
        """All constants in order."""
        return Array(table.info, constants)

    @table.static("valueOf(String)")
    def value_of(run: Any, name: str) -> Any:
        """The constant of this name."""
        found = by_name.get(name)
        if found is None:
            throw("IllegalArgumentException", f"No enum constant {table.info.name}.{name}")
        return found

    @table.method("name()")
    def name(run: Any, self: Constant) -> str:
        """The constant's name."""
        return self.name

    @table.method("ordinal()")
    def ordinal(run: Any, self: Constant) -> int:
        """The constant's place, from 0."""
        return self.ordinal

    @table.method("next()")
    def following(run: Any, self: Constant) -> Any:
        """The constant after, the first after the last."""
        return constants[(self.ordinal + 1) % len(constants)]

    @table.method("previous()")
    def preceding(run: Any, self: Constant) -> Any:
        """The constant before, the last before the first."""
        return constants[(self.ordinal - 1) % len(constants)]

    @table.method("compareTo(Object)")
    def compare_to(run: Any, self: Constant, other: Any) -> int:
        """The difference of places."""
        if other is None:
            throw("NullPointerException", 'Cannot invoke "Object.getClass()" because "other" is null')
        return self.ordinal - int(other.ordinal) if isinstance(other, Constant) else 1


weekdays = Table("java.time.DayOfWeek")
months = Table("java.time.Month")
units = Table("java.time.temporal.ChronoUnit")
fields = Table("java.time.temporal.ChronoField")
offer_enum(weekdays, list(DAYS_OF_WEEK))
offer_enum(months, list(MONTHS_OF_YEAR))
offer_enum(units, list(UNITS.values()))
offer_enum(fields, list(FIELDS.values()))
offer_enum(
    Table("java.time.format.TextStyle"),
    [
        TextStyle(name, index)
        for index, name in enumerate(
            ("FULL", "FULL_STANDALONE", "SHORT", "SHORT_STANDALONE", "NARROW", "NARROW_STANDALONE")
        )
    ],
)


def _cyclic(table: Table, constants: list[Any]) -> None:
    @table.static("of(int)")
    def of(run: Any, value: int) -> Any:
        """The constant of a number, from 1."""
        if not 1 <= value <= len(constants):
            label = "DayOfWeek" if len(constants) == 7 else "MonthOfYear"
            throw("java.time.DateTimeException", f"Invalid value for {label}: {value}")
        return constants[value - 1]

    @table.method("getValue()")
    def get_value(run: Any, self: Constant) -> int:
        """The number, from 1."""
        return self.ordinal + 1

    @table.method("plus(long)")
    def later(run: Any, self: Constant, amount: int) -> Any:
        """The constant so many places later."""
        return constants[(self.ordinal + amount) % len(constants)]

    @table.method("minus(long)")
    def earlier(run: Any, self: Constant, amount: int) -> Any:
        """The constant so many places earlier."""
        return constants[(self.ordinal - amount) % len(constants)]

    @table.method("getDisplayName(TextStyle, Locale)")
    def display_name(run: Any, self: Constant, style: TextStyle, locale: Any) -> str:
        """The name in words."""
        words = words_in(locale)
        if words is not None:
            if style.name.startswith("NARROW"):
                refuse(locale.tag)
            named = month_names if len(constants) == 12 else day_names
            return named(words, style.name.startswith("SHORT"), style.name.endswith("STANDALONE"))[self.ordinal]
        name = self.name.capitalize()
        return name if style.name.startswith("FULL") else name[:3] if style.name.startswith("SHORT") else name[:1]


_cyclic(weekdays, list(DAYS_OF_WEEK))
_cyclic(months, list(MONTHS_OF_YEAR))


@months.method("length(boolean)")
def length(run: Any, self: Month, leap: bool) -> int:
    """Days of the month."""
    return month_length(2024 if leap else 2023, self.ordinal + 1)


@months.method("maxLength()")
def longest(run: Any, self: Month) -> int:
    """Days of the month in a leap year."""
    return month_length(2024, self.ordinal + 1)


@units.method("between(Temporal, Temporal)")
def units_between(run: Any, self: ChronoUnit, start: Any, end: Any) -> Long:
    """Complete units from one moment to another."""
    return Long(between(start, end, self))


@units.method("getDuration()")
def unit_duration(run: Any, self: ChronoUnit) -> Any:
    """The length of the unit, estimated for months and more."""
    from addon.scripting.library.javatime_types import Duration

    return Duration(self.size or self.months * 2_629_746 * 1_000_000_000)


years = Table("java.time.Year")
year_months = Table("java.time.YearMonth")


@years.static("of(int)")
def year_of(run: Any, year: int) -> Year:
    """A year."""
    return Year(check("YEAR", year))


@years.static("now()", "now(ZoneId)")
def this_year(run: Any, zone: Any = None) -> Year:
    """The current year, in UTC."""
    return Year(civil_of(now() // 86_400_000)[0])


@years.static("isLeap(long)")
def leap(run: Any, year: int) -> bool:
    """Whether a year has 366 days."""
    return is_leap(year)


@years.method("isLeap()")
def leap_year(run: Any, self: Year) -> bool:
    """Whether the year has 366 days."""
    return is_leap(self.year)


@years.method("getValue()")
def year_value(run: Any, self: Year) -> int:
    """The number."""
    return self.year


@years.method("length()")
def year_length(run: Any, self: Year) -> int:
    """365 or 366."""
    return 366 if is_leap(self.year) else 365


@years.method("atDay(int)")
def at_day(run: Any, self: Year, day: int) -> LocalDate:
    """The n-th day of the year."""
    return LocalDate(days_of(self.year, 1, check("DAY_OF_YEAR", day)))


@year_months.static("of(int, int)", "of(int, Month)")
def year_month_of(run: Any, year: int, month: Any) -> YearMonth:
    """A month of a year."""
    number = month.ordinal + 1 if isinstance(month, Month) else check("MONTH_OF_YEAR", month)
    return YearMonth(check("YEAR", year) * 12 + number - 1)


@year_months.static("now()", "now(ZoneId)")
def this_month(run: Any, zone: Any = None) -> YearMonth:
    """The current month, in UTC."""
    year, month, _ = civil_of(now() // 86_400_000)
    return YearMonth(year * 12 + month - 1)


@year_months.static("parse(CharSequence)", "parse(CharSequence, DateTimeFormatter)")
def parse_year_month(run: Any, source: str, formatter: Any = None) -> YearMonth:
    """A month from text: 2024-03."""
    return (formatter or Formatter(elements_of("uuuu-MM"))).read(source, YearMonth)  # type: ignore[no-any-return]


@year_months.method("getYear()")
def ym_year(run: Any, self: YearMonth) -> int:
    """The year."""
    return self.total // 12


@year_months.method("getMonthValue()")
def ym_month(run: Any, self: YearMonth) -> int:
    """The month, from 1."""
    return self.total % 12 + 1


@year_months.method("getMonth()")
def ym_month_name(run: Any, self: YearMonth) -> Month:
    """The month."""
    return MONTHS_OF_YEAR[self.total % 12]


@year_months.method("lengthOfMonth()")
def ym_length(run: Any, self: YearMonth) -> int:
    """Days of the month."""
    return month_length(self.total // 12, self.total % 12 + 1)


@year_months.method("atDay(int)")
def ym_at_day(run: Any, self: YearMonth, day: int) -> LocalDate:
    """A day of the month."""
    from addon.scripting.library.javatime_fields import (
        checked_days,
    )

    return LocalDate(checked_days(self.total // 12, self.total % 12 + 1, day))


@year_months.method("atEndOfMonth()")
def ym_end(run: Any, self: YearMonth) -> LocalDate:
    """The last day of the month."""
    year, month = self.total // 12, self.total % 12 + 1
    return LocalDate(days_of(year, month, month_length(year, month)))
