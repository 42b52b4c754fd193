"""The fields of java.util.Calendar: their numbers and names, how a moment is read and moved by them."""

from addon.scripting.errors import throw
from addon.scripting.library.civil import (
    MILLIS_PER_DAY,
    MONTHS,
    WEEKDAYS,
    calendar_days,
    calendar_of,
    is_leap,
    month_length,
    week_of_month,
    week_of_year,
    weekday,
)
from addon.scripting.library.zones import Zone

CONSTANTS = [
    "ERA",
    "YEAR",
    "MONTH",
    "WEEK_OF_YEAR",
    "WEEK_OF_MONTH",
    "DATE",
    "DAY_OF_YEAR",
    "DAY_OF_WEEK",
    "DAY_OF_WEEK_IN_MONTH",
    "AM_PM",
    "HOUR",
    "HOUR_OF_DAY",
    "MINUTE",
    "SECOND",
    "MILLISECOND",
    "ZONE_OFFSET",
    "DST_OFFSET",
]


(ERA, YEAR, MONTH, WEEK_OF_YEAR, WEEK_OF_MONTH, DATE, DAY_OF_YEAR, DAY_OF_WEEK, DAY_OF_WEEK_IN_MONTH, AM_PM) = range(10)
HOUR, HOUR_OF_DAY, MINUTE, SECOND, MILLISECOND, ZONE_OFFSET, DST_OFFSET = range(10, 17)
SIZES = {
    WEEK_OF_YEAR: 7 * MILLIS_PER_DAY,
    WEEK_OF_MONTH: 7 * MILLIS_PER_DAY,
    DAY_OF_WEEK_IN_MONTH: 7 * MILLIS_PER_DAY,
    DATE: MILLIS_PER_DAY,
    DAY_OF_YEAR: MILLIS_PER_DAY,
    DAY_OF_WEEK: MILLIS_PER_DAY,
    AM_PM: MILLIS_PER_DAY // 2,
    HOUR: 3_600_000,
    HOUR_OF_DAY: 3_600_000,
    MINUTE: 60_000,
    SECOND: 1000,
    MILLISECOND: 1,
}


MONDAY_COUNTRIES = frozenset(
    ["AT", "BE", "CH", "CZ", "DE", "DK", "ES", "FI", "FR", "GB", "HU", "IE", "IT", "LU", "NL", "NO", "PL", "SE", "SK"]
)


def local_of(millis: int, zone: Zone) -> int:
    """Local milliseconds of a moment."""
    return millis + zone.at(millis // 1000) * 1000


def moment_of(local: int, zone: Zone) -> int:
    """The moment of local milliseconds; of two, the later, as Calendar picks."""
    return local - zone.of_local(local // 1000, later=True) * 1000


def field_of(millis: int, zone: Zone, field: int, first_weekday: int = 1, minimal: int = 1) -> int:
    """A field of a moment by its Calendar constant; weeks start on `first_weekday` (1 is Sunday)."""
    starts = (first_weekday + 5) % 7 + 1
    local = local_of(millis, zone)
    days, of_day = divmod(local, MILLIS_PER_DAY)
    year, month, day = calendar_of(days)
    hour = of_day // 3_600_000
    if field == YEAR:
        return year if year > 0 else 1 - year
    if field == MONTH:
        return month - 1
    if field == DATE:
        return day
    if field == WEEK_OF_YEAR:
        return week_of_year(days, starts, minimal)[0]
    if field == WEEK_OF_MONTH:
        return week_of_month(days, starts, minimal)
    if field == DAY_OF_YEAR:
        return days - calendar_days(year, 1, 1) + 1
    if field == DAY_OF_WEEK:
        return weekday(days) % 7 + 1
    if field == DAY_OF_WEEK_IN_MONTH:
        return (day - 1) // 7 + 1
    if field == ERA:
        return int(year > 0)
    if field == AM_PM:
        return int(hour >= 12)
    if field == HOUR:
        return hour % 12
    if field == HOUR_OF_DAY:
        return hour
    if field == MINUTE:
        return of_day // 60_000 % 60
    if field == SECOND:
        return of_day // 1000 % 60
    if field == MILLISECOND:
        return of_day % 1000
    if field == ZONE_OFFSET:
        return zone.standard(millis // 1000) * 1000
    if field == DST_OFFSET:
        return (zone.at(millis // 1000) - zone.standard(millis // 1000)) * 1000
    return throw("ArrayIndexOutOfBoundsException", f"Index {field} out of bounds for length 17")


def with_field(millis: int, zone: Zone, field: int, value: int, first_weekday: int = 1, minimal: int = 1) -> int:
    """The moment with one field set; values out of range roll over."""
    local = local_of(millis, zone)
    days, of_day = divmod(local, MILLIS_PER_DAY)
    year, month, day = calendar_of(days)
    if field == YEAR:
        days = calendar_days(value, month, day)
    elif field == MONTH:
        days = calendar_days(year, value + 1, day)
    elif field == DATE:
        days = calendar_days(year, month, value)
    elif field == DAY_OF_YEAR:
        days = calendar_days(year, 1, value)
    elif field == DAY_OF_WEEK:
        of_week = (weekday(days) % 7 + 1 - first_weekday) % 7
        days += (value - first_weekday) % 7 - of_week
    elif field in (WEEK_OF_YEAR, WEEK_OF_MONTH, DAY_OF_WEEK_IN_MONTH):
        days += (value - field_of(millis, zone, field, first_weekday, minimal)) * 7
    elif field == AM_PM:
        of_day += (value - int(of_day >= MILLIS_PER_DAY // 2)) * (MILLIS_PER_DAY // 2)
    elif field in (HOUR, HOUR_OF_DAY, MINUTE, SECOND, MILLISECOND):
        of_day += (value - field_of(millis, zone, field)) * SIZES[field]
    elif field not in (ERA, ZONE_OFFSET, DST_OFFSET):
        throw("ArrayIndexOutOfBoundsException", f"Index {field} out of bounds for length 17")
    return moment_of(days * MILLIS_PER_DAY + of_day, zone)


LIMITS = {
    ERA: (0, 1),
    YEAR: (1, 292_278_994),
    MONTH: (0, 11),
    WEEK_OF_YEAR: (1, 53),
    WEEK_OF_MONTH: (0, 6),
    DATE: (1, 31),
    DAY_OF_YEAR: (1, 366),
    DAY_OF_WEEK: (1, 7),
    DAY_OF_WEEK_IN_MONTH: (1, 6),
    AM_PM: (0, 1),
    HOUR: (0, 11),
    HOUR_OF_DAY: (0, 23),
    MINUTE: (0, 59),
    SECOND: (0, 59),
    MILLISECOND: (0, 999),
    ZONE_OFFSET: (-46_800_000, 50_400_000),
    DST_OFFSET: (0, 7_200_000),
}


def limits(field: int) -> tuple[int, int]:
    """The smallest and largest value that a field can ever have."""
    return LIMITS[field]


def bounds(millis: int, zone: Zone, field: int) -> tuple[int, int]:
    """The smallest and largest value a field has at a moment."""
    year, month, _ = calendar_of(local_of(millis, zone) // MILLIS_PER_DAY)
    actual = {
        WEEK_OF_YEAR: (1, 53 if week_of_year(calendar_days(year, 12, 24))[0] == 52 and _long(year) else 52),
        WEEK_OF_MONTH: (1, week_of_month(calendar_days(year, month, month_length(year, month)))),
        DATE: (1, month_length(year, month)),
        DAY_OF_YEAR: (1, 366 if is_leap(year) else 365),
        DAY_OF_WEEK_IN_MONTH: (1, (month_length(year, month) - 1) // 7 + 1),
        ZONE_OFFSET: (0, 0),
        DST_OFFSET: (0, 0),
    }
    return actual.get(field) or LIMITS.get(field, (0, 0))


def _long(year: int) -> bool:
    return week_of_year(calendar_days(year, 12, 31))[0] == 53


def names_of(field: int) -> dict[str, int]:
    """The long names of a field's values; none for fields that are numbers only."""
    if field == MONTH:
        return {name: place for place, name in enumerate(MONTHS)}
    if field == DAY_OF_WEEK:
        return {name: place % 7 + 1 for place, name in enumerate(WEEKDAYS, 1)}
    if field == AM_PM:
        return {"AM": 0, "PM": 1}
    return {"BC": 0, "AD": 1} if field == ERA else {}


def styled(name: str, style: int) -> str:
    return name[:3] if style & 3 == 1 else name
