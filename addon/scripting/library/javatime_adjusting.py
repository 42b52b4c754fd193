"""TemporalAdjusters, and what `with(...)` takes from another value."""

from collections.abc import Callable
from typing import Any

from addon.scripting.library.civil import NANOS, civil_of, days_of, month_length, weekday
from addon.scripting.library.javatime_conversions import date_of, has, offset_of, time_of
from addon.scripting.library.javatime_fields import get, range_of, require, with_field
from addon.scripting.library.javatime_types import (
    DayOfWeek,
    Instant,
    Month,
    MonthDay,
    OffsetDateTime,
    Year,
    YearMonth,
    ZonedDateTime,
    ZoneOffset,
)
from addon.scripting.library.registry import Table
from addon.scripting.values.classes import define


class Adjuster:
    """A TemporalAdjuster: what it does to days since 1970, and the field that it asks a value for first."""

    __slots__ = ("field", "move")

    def __init__(self, move: Callable[[int], int], field: str = "EPOCH_DAY") -> None:
        self.move = move
        self.field = field


define("java.time.temporal.TemporalAdjusters")
define("java.time.temporal.TemporalAdjusters$$Lambda", "TemporalAdjuster", python=[Adjuster])
adjusters = Table("java.time.temporal.TemporalAdjusters")


def _month_days(days: int) -> tuple[int, int]:
    year, month, day = civil_of(days)
    return days - day + 1, month_length(year, month)


def _fixed(name: str, doc: str, move: Callable[[int], int]) -> None:
    field = "DAY_OF_YEAR" if name.endswith("Year") else "DAY_OF_MONTH"

    def make(run: Any) -> Adjuster:
        return Adjuster(move, field)

    make.__doc__ = doc
    adjusters.static(f"{name}()")(make)


def _year_start(days: int, later: int = 0) -> int:
    return days_of(civil_of(days)[0] + later, 1, 1)


_fixed("firstDayOfMonth", "The first day of the month.", lambda days: _month_days(days)[0])
_fixed("lastDayOfMonth", "The last day of the month.", lambda days: sum(_month_days(days)) - 1)
_fixed("firstDayOfNextMonth", "The first day of the next month.", lambda days: sum(_month_days(days)))
_fixed("firstDayOfYear", "The first day of the year.", _year_start)
_fixed("lastDayOfYear", "The last day of the year.", lambda days: _year_start(days, 1) - 1)
_fixed("firstDayOfNextYear", "The first day of the next year.", lambda days: _year_start(days, 1))


def _by_weekday(name: str, doc: str, move: Callable[[int, int], int]) -> None:
    def make(run: Any, day: DayOfWeek) -> Adjuster:
        field = "DAY_OF_MONTH" if name.endswith("Month") else "DAY_OF_WEEK"
        return Adjuster(lambda days: move(days, day.ordinal + 1), field)

    make.__doc__ = doc
    adjusters.static(f"{name}(DayOfWeek)")(make)


_by_weekday("next", "The next such day.", lambda days, day: days + ((day - weekday(days) - 1) % 7 + 1))
_by_weekday("nextOrSame", "The next such day or this one.", lambda days, day: days + (day - weekday(days)) % 7)
_by_weekday("previous", "The last such day before.", lambda days, day: days - ((weekday(days) - day - 1) % 7 + 1))
_by_weekday("previousOrSame", "The last such day or this one.", lambda days, day: days - (weekday(days) - day) % 7)
_by_weekday(
    "firstInMonth",
    "The first such day of the month.",
    lambda days, day: _month_days(days)[0] + (day - weekday(_month_days(days)[0])) % 7,
)
_by_weekday(
    "lastInMonth",
    "The last such day of the month.",
    lambda days, day: (last := sum(_month_days(days)) - 1) - (weekday(last) - day) % 7,
)


@adjusters.static("dayOfWeekInMonth(int, DayOfWeek)")
def day_of_week_in_month(run: Any, place: int, day: DayOfWeek) -> Adjuster:
    """The n-th such day of the month; counted from its end if negative."""

    def move(days: int) -> int:
        first, length = _month_days(days)
        if place >= 0:
            return first + (day.ordinal + 1 - weekday(first)) % 7 + (place - 1) * 7
        last = first + length - 1
        return last - (weekday(last) - day.ordinal - 1) % 7 + (place + 1) * 7

    return Adjuster(move, "DAY_OF_MONTH")


def adjusted(value: Any, adjuster: Any) -> Any:
    """A value moved by an adjuster, or with the fields of another value."""
    if type(adjuster) is type(value) and not isinstance(value, (Year, YearMonth, MonthDay)):
        return adjuster
    if isinstance(adjuster, Adjuster):
        require(value, adjuster.field)
        return with_field(value, "EPOCH_DAY", adjuster.move(get(value, "EPOCH_DAY")))
    if isinstance(value, (OffsetDateTime, ZonedDateTime)) and isinstance(adjuster, ZoneOffset):
        return with_field(value, "OFFSET_SECONDS", adjuster.seconds)
    for name, amount in _fields(adjuster, value):
        value = with_field(value, name, amount)
    return value


def _fields(adjuster: Any, value: Any) -> list[tuple[str, int]]:
    """The fields that an adjuster sets, in its order."""
    if isinstance(adjuster, (Month, DayOfWeek, Year, ZoneOffset)):
        name = {Month: "MONTH_OF_YEAR", DayOfWeek: "DAY_OF_WEEK", Year: "YEAR", ZoneOffset: "OFFSET_SECONDS"}
        return [(name[type(adjuster)], get(adjuster, name[type(adjuster)]))]
    if isinstance(adjuster, YearMonth):
        return [("PROLEPTIC_MONTH", adjuster.total)]
    if isinstance(adjuster, Instant):
        return [("INSTANT_SECONDS", adjuster.nanos // NANOS), ("NANO_OF_SECOND", adjuster.nanos % NANOS)]
    if isinstance(adjuster, MonthDay):
        moved = with_field(value, "MONTH_OF_YEAR", adjuster.month)
        longest = range_of(moved, "DAY_OF_MONTH").highest
        return [("MONTH_OF_YEAR", adjuster.month), ("DAY_OF_MONTH", min(longest, adjuster.day))]
    found = []
    date, time, offset = date_of(adjuster), time_of(adjuster), offset_of(adjuster)
    if date is not None:
        found.append(("EPOCH_DAY", date.days))
    if time is not None:
        found.append(("NANO_OF_DAY", time.nanos))
    if offset is not None and has(adjuster, "NANO_OF_DAY"):
        found.append(("OFFSET_SECONDS", offset.seconds))
    return found
