"""What a java.util.Calendar is set to, and the limits and names of its fields."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.calendar_fields import (
    CONSTANTS,
    DATE,
    DAY_OF_WEEK_IN_MONTH,
    DAY_OF_YEAR,
    MONTH,
    WEEK_OF_MONTH,
    WEEK_OF_YEAR,
    YEAR,
    bounds,
    local_of,
    names_of,
    styled,
)
from addon.scripting.library.calendar_state import Calendar
from addon.scripting.library.calendars import calendars, get
from addon.scripting.library.civil import (
    MILLIS_PER_DAY,
    calendar_of,
    first_week,
    is_leap,
    week_of_year,
)
from addon.scripting.library.languages import names_in
from addon.scripting.values.maps import HashMap


def _known(field: int) -> int:
    if not 0 <= field < len(CONSTANTS):
        throw("ArrayIndexOutOfBoundsException", f"Index {field} out of bounds for length {len(CONSTANTS)}")
    return field


@calendars.method("getActualMaximum(int)")
def actual_maximum(run: Any, self: Calendar, field: int) -> int:
    """The largest value a field can have now."""
    return bounds(self.copy().millis, self.zone, _known(field))[1]


@calendars.method("getActualMinimum(int)", "getMinimum(int)", "getGreatestMinimum(int)")
def actual_minimum(run: Any, self: Calendar, field: int) -> int:
    """The smallest value a field can have."""
    return bounds(self.copy().millis, self.zone, _known(field))[0]


@calendars.method("getMaximum(int)")
def maximum(run: Any, self: Calendar, field: int) -> int:
    """The largest value a field can ever have."""
    return {DATE: 31, DAY_OF_YEAR: 366, WEEK_OF_YEAR: 53, WEEK_OF_MONTH: 6, DAY_OF_WEEK_IN_MONTH: 6}.get(
        field, bounds(self.copy().millis, self.zone, _known(field))[1]
    )


@calendars.method("getLeastMaximum(int)")
def least_maximum(run: Any, self: Calendar, field: int) -> int:
    """The largest value a field can have in any month or year."""
    return {DATE: 28, DAY_OF_YEAR: 365, WEEK_OF_YEAR: 52, WEEK_OF_MONTH: 4, DAY_OF_WEEK_IN_MONTH: 4}.get(
        field, bounds(self.copy().millis, self.zone, _known(field))[1]
    )


@calendars.method("getTimeZone()")
def get_zone(run: Any, self: Calendar) -> Any:
    """The zone its fields are in."""
    from addon.scripting.library.timezones import TimeZone

    return TimeZone(self.zone)


@calendars.method("setTimeZone(TimeZone)")
def set_zone(run: Any, self: Calendar, zone: Any) -> None:
    """See the same moment in another zone."""
    self.see_in(zone.zone)


@calendars.method("getFirstDayOfWeek()")
def first_day(run: Any, self: Calendar) -> int:
    """The day weeks start on."""
    return self.first_weekday


@calendars.method("setFirstDayOfWeek(int)")
def set_first_day(run: Any, self: Calendar, day: int) -> None:
    """Let weeks start on another day."""
    self.weeks(day, self.minimal)


@calendars.method("getMinimalDaysInFirstWeek()")
def minimal_days(run: Any, self: Calendar) -> int:
    """How many days of January make a week the first."""
    return self.minimal


@calendars.method("setMinimalDaysInFirstWeek(int)")
def set_minimal_days(run: Any, self: Calendar, days: int) -> None:
    """Set how many days of January make a week the first."""
    self.weeks(self.first_weekday, days)


@calendars.method("setLenient(boolean)")
def set_lenient(run: Any, self: Calendar, lenient: bool) -> None:
    """Whether values out of range roll over."""
    self.lenient = lenient


@calendars.method("isSet(int)")
def is_set(run: Any, self: Calendar, field: int) -> bool:
    """Whether a field has a value: all have but those that were cleared."""
    return bool(self.stamps[_known(field)])


@calendars.method("getCalendarType()")
def calendar_type(run: Any, self: Calendar) -> str:
    return "gregory"


@calendars.method("getWeekYear()")
def week_year(run: Any, self: Calendar) -> int:
    """The year that the week belongs to."""
    days = local_of(self.millis, self.zone) // MILLIS_PER_DAY
    return week_of_year(days, (self.first_weekday + 5) % 7 + 1, self.minimal)[1]


@calendars.method("isWeekDateSupported()")
def week_dates(run: Any, self: Calendar) -> bool:
    return True


@calendars.method("setWeekDate(int, int, int)")
def set_week_date(run: Any, self: Calendar, year: int, week: int, day: int) -> None:
    """Set the day by week year, week and weekday."""
    if not 1 <= day <= 7:
        throw("IllegalArgumentException", f"invalid dayOfWeek: {day}")
    start = first_week(year, (self.first_weekday + 5) % 7 + 1, self.minimal)
    days = start + 7 * (week - 1) + (day - self.first_weekday) % 7
    for field, value in zip((YEAR, MONTH, DATE), calendar_of(days), strict=True):
        self.put(field, value - (field == MONTH))
    self.complete()


@calendars.method("getWeeksInWeekYear()")
def weeks_in_year(run: Any, self: Calendar) -> int:
    """How many weeks the week year has."""
    starts = (self.first_weekday + 5) % 7 + 1
    year = week_year(run, self)
    return (first_week(year + 1, starts, self.minimal) - first_week(year, starts, self.minimal)) // 7


@calendars.method("getDisplayName(int, int, Locale)")
def display_name(run: Any, self: Calendar, field: int, style: int, locale: Any) -> str | None:
    """The name of a month, weekday or half of the day, as Calendar.SHORT or Calendar.LONG."""
    value = get(run, self, field)
    if names_of(field):
        names_in(locale)
    return next((styled(name, style) for name, number in names_of(field).items() if number == value), None)


@calendars.method("getDisplayNames(int, int, Locale)")
def display_names(run: Any, self: Calendar, field: int, style: int, locale: Any) -> Any:
    """The names of a field's values, each with its value."""
    names = names_of(field)
    if names:
        names_in(locale)
    run.meter.entries(len(names))
    return HashMap((styled(name, style), number) for name, number in names.items()) if names else None


@calendars.method("isLenient()")
def is_lenient(run: Any, self: Calendar) -> bool:
    """Whether values out of range roll over."""
    return self.lenient


@calendars.method("isLeapYear(int)")
def leap_year(run: Any, self: Calendar, year: int) -> bool:
    """Whether a year has 366 days."""
    return is_leap(year)
