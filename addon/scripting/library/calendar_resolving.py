"""Which of a Calendar's fields decide on the day and the time, and the day that they mean."""

from typing import Any

from addon.scripting.library.calendar_fields import (
    AM_PM,
    DATE,
    DAY_OF_WEEK,
    DAY_OF_WEEK_IN_MONTH,
    DAY_OF_YEAR,
    HOUR,
    HOUR_OF_DAY,
    MILLISECOND,
    MINUTE,
    MONTH,
    SECOND,
    WEEK_OF_MONTH,
    WEEK_OF_YEAR,
    YEAR,
)
from addon.scripting.library.civil import calendar_days, month_length, weekday


def chosen_fields(stamps: list[int]) -> set[int]:
    """The fields that were set last and make a day and a time of day together; 0 stands for never set."""
    chosen = {YEAR, *_day_fields(stamps)}
    by_half = _both(stamps[HOUR], stamps[AM_PM])
    best = max(by_half, stamps[HOUR_OF_DAY]) or max(stamps[HOUR], stamps[AM_PM])
    if best and best == stamps[HOUR_OF_DAY]:
        chosen.add(HOUR_OF_DAY)
    elif best:
        chosen.add(HOUR)
        if stamps[AM_PM]:
            chosen.add(AM_PM)
    chosen.update(number for number in (MINUTE, SECOND, MILLISECOND) if stamps[number])
    return chosen


def _both(one: int, two: int) -> int:
    return max(one, two) if one and two else 0


def _day_fields(stamps: list[int]) -> set[int]:
    weekday_stamp, of_month = stamps[DAY_OF_WEEK], stamps[DATE]
    by_week = _both(stamps[WEEK_OF_MONTH], weekday_stamp)
    by_count = _both(stamps[DAY_OF_WEEK_IN_MONTH], weekday_stamp)
    of_year = stamps[DAY_OF_YEAR]
    by_year_week = _both(stamps[WEEK_OF_YEAR], weekday_stamp)
    best = max(of_month, by_week, by_count, of_year, by_year_week)
    if not best:
        by_week, by_year_week = stamps[WEEK_OF_MONTH], stamps[WEEK_OF_YEAR]
        by_count = max(stamps[DAY_OF_WEEK_IN_MONTH], weekday_stamp)
        best = max(by_week, by_count, by_year_week)
        if not best:
            best = of_month = stamps[MONTH]
    named = {DAY_OF_WEEK} if weekday_stamp else set()
    if best == of_month:
        return {MONTH, DATE}
    if (best == by_week and stamps[WEEK_OF_MONTH] >= stamps[WEEK_OF_YEAR]) or (
        best == by_count and stamps[DAY_OF_WEEK_IN_MONTH] >= stamps[WEEK_OF_YEAR]
    ):
        if by_week == by_count:
            by_weeks = stamps[WEEK_OF_MONTH] >= stamps[DAY_OF_WEEK_IN_MONTH]
            return {MONTH, *named, WEEK_OF_MONTH if by_weeks else DAY_OF_WEEK_IN_MONTH}
        if best == by_week:
            return {MONTH, *named, WEEK_OF_MONTH}
        return {MONTH, *named, *({DAY_OF_WEEK_IN_MONTH} if stamps[DAY_OF_WEEK_IN_MONTH] else ())}
    return {DAY_OF_YEAR} if best == of_year else {*named, WEEK_OF_YEAR}


def chosen_day(calendar: Any, fields: list[int], chosen: set[int], year: int) -> int:
    """The day, counted from 1970, that the chosen fields mean."""
    month = 0
    if MONTH in chosen:
        year += fields[MONTH] // 12
        month = fields[MONTH] % 12
    first = calendar_days(year, month + 1, 1)
    if MONTH not in chosen:
        return _day_of_year(calendar, fields, chosen, first)
    if DATE in chosen:
        return first + (fields[DATE] - 1 if calendar.stamps[DATE] else 0)
    if WEEK_OF_MONTH in chosen:
        week = _week_with(calendar, first)
        if DAY_OF_WEEK in chosen:
            week = _on_or_before(week + 6, fields[DAY_OF_WEEK])
        return week + 7 * (fields[WEEK_OF_MONTH] - 1)
    day = fields[DAY_OF_WEEK] if DAY_OF_WEEK in chosen else calendar.first_weekday
    count = fields[DAY_OF_WEEK_IN_MONTH] if DAY_OF_WEEK_IN_MONTH in chosen else 1
    if count >= 0:
        return _on_or_before(first + 7 * count - 1, day)
    return _on_or_before(first + month_length(year, month + 1) + 7 * (count + 1) - 1, day)


def _day_of_year(calendar: Any, fields: list[int], chosen: set[int], first: int) -> int:
    if DAY_OF_YEAR in chosen:
        return first + fields[DAY_OF_YEAR] - 1
    week = _week_with(calendar, first)
    if DAY_OF_WEEK in chosen and fields[DAY_OF_WEEK] != calendar.first_weekday:
        week = _on_or_before(week + 6, fields[DAY_OF_WEEK])
    return week + 7 * (fields[WEEK_OF_YEAR] - 1)


def _week_with(calendar: Any, first: int) -> int:
    """The start of week 1 of the month or year that starts on `first`."""
    start = _on_or_before(first + 6, calendar.first_weekday)
    return start - 7 if start - first >= calendar.minimal else start


def _on_or_before(days: int, day_of_week: int) -> int:
    return days - (weekday(days) % 7 + 1 - day_of_week) % 7
