"""Calendar arithmetic of the proleptic Gregorian calendar, for any year: days, weekdays, month lengths.

Python's own dates end at the years 1 and 9999; Java's do not.
"""

DAY = 86_400
MILLIS_PER_DAY = DAY * 1000
NANOS = 1_000_000_000
NANOS_PER_DAY = DAY * NANOS
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """Days of a month; months count from 1."""
    return (31, 29 if is_leap(year) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def days_of(year: int, month: int, day: int) -> int:
    """Days since 1970-01-01; month and day may lie outside their ranges and roll over."""
    year += (month - 1) // 12
    month = (month - 1) % 12 + 1
    shifted = year - (month <= 2)
    era = shifted // 400
    of_era = shifted - era * 400
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5
    return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468 + day - 1


def civil_of(days: int) -> tuple[int, int, int]:
    """Year, month (from 1) and day of a number of days since 1970-01-01."""
    shifted = days + 719_468
    era = shifted // 146_097
    of_era = shifted - era * 146_097
    year_of_era = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    part = (5 * of_year + 2) // 153
    day = of_year - (153 * part + 2) // 5 + 1
    month = part + (3 if part < 10 else -9)
    return year_of_era + era * 400 + (month <= 2), month, day


CUTOVER = -141_427
"""1582-10-15: what lies before is written in the Julian calendar by Date and Calendar, though not by java.time."""


def calendar_days(year: int, month: int, day: int) -> int:
    """As `days_of` for Date and Calendar: in the Julian calendar before its end in 1582."""
    days = days_of(year, month, day)
    if days >= CUTOVER:
        return days
    year += (month - 1) // 12
    month = (month - 1) % 12 + 1
    shifted = year - (month <= 2)
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5
    return shifted * 365 + shifted // 4 + of_year + day - 1 - 719_470


def calendar_of(days: int) -> tuple[int, int, int]:
    """As `civil_of` for Date and Calendar: in the Julian calendar before its end in 1582."""
    if days >= CUTOVER:
        return civil_of(days)
    four_years, of_four = divmod(days + 719_470, 1461)
    year_of_four = min(of_four // 365, 3)
    of_year = of_four - year_of_four * 365
    part = (5 * of_year + 2) // 153
    month = part + (3 if part < 10 else -9)
    return four_years * 4 + year_of_four + (month <= 2), month, of_year - (153 * part + 2) // 5 + 1


def weekday(days: int) -> int:
    """1 (Monday) to 7 (Sunday)."""
    return (days + 3) % 7 + 1


def day_of_year(year: int, month: int, day: int) -> int:
    return days_of(year, month, day) - days_of(year, 1, 1) + 1


def plus_months(year: int, month: int, day: int, months: int) -> tuple[int, int, int]:
    """A date some months later; the day is cut to the length of the month."""
    total = year * 12 + month - 1 + months
    year, month = total // 12, total % 12 + 1
    return year, month, min(day, month_length(year, month))


def week_of_year(days: int, first_weekday: int = 7, minimal: int = 1) -> tuple[int, int]:
    """Week number and its year. Java's default in the US: weeks start on Sunday, one day is enough."""
    year, _, _ = civil_of(days)
    for candidate in (year + 1, year, year - 1):
        start = first_week(candidate, first_weekday, minimal)
        if days >= start:
            return (days - start) // 7 + 1, candidate
    return 1, year


def first_week(year: int, first_weekday: int, minimal: int) -> int:
    """The day on which week 1 of a year starts."""
    new_year = days_of(year, 1, 1)
    offset = (weekday(new_year) - first_weekday) % 7
    start = new_year - offset
    return start if 7 - offset >= minimal else start + 7


def week_of_month(days: int, first_weekday: int = 7, minimal: int = 1) -> int:
    year, month, day = civil_of(days)
    offset = (weekday(days_of(year, month, 1)) - first_weekday) % 7
    week = (day + offset - 1) // 7 + 1
    return week if 7 - offset >= minimal else week - 1
