"""groovy.time.TimeCategory: `use (TimeCategory) { 3.days.ago }`.

The category's methods stand in the tables of Integer and Date, and answer only while `use` runs.
"""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library import groovy_durations as durations
from addon.scripting.library.dates import Date, dates, days_between
from addon.scripting.library.groovy_durations import Duration
from addon.scripting.library.registry import Table
from addon.scripting.semantics.missing import missing_method, missing_property
from addon.scripting.values import hierarchy
from addon.scripting.values.classes import define

category = Table(define("groovy.time.TimeCategory"))
integers = Table(hierarchy.INTEGER)
CATEGORIES_REFUSED = "Categories other than TimeCategory are not available here: use(). Call the method directly."


def use(run: Any, category_class: Any, closure: Any) -> Any:
    """Run a closure in which TimeCategory's methods are there."""
    used = category_class if type(category_class) is list else [category_class]
    if any(one is not category.info for one in used):
        throw("SecurityException", CATEGORIES_REFUSED)
    before = run.time_category
    run.time_category = before or bool(used)
    try:
        return closure.call()
    finally:
        run.time_category = before


_SIZES: dict[str, tuple[type[Duration], int, int]] = {
    "year": (durations.DatumDependentDuration, 0, 1),
    "month": (durations.DatumDependentDuration, 1, 1),
    "week": (Duration, 2, 7),
    "day": (Duration, 2, 1),
    "hour": (durations.TimeDuration, 3, 1),
    "minute": (durations.TimeDuration, 4, 1),
    "second": (durations.TimeDuration, 5, 1),
    "millisecond": (durations.TimeDuration, 6, 1),
}


def _offer(word: str, kind: type[Duration], place: int, times: int) -> None:
    name = f"get{word.capitalize()}"

    def made(run: Any, count: int) -> Duration:
        return kind(*(count * times if part == place else 0 for part in range(7)))

    def inside(run: Any, self: int) -> Any:
        return made(run, self) if run.time_category else missing_property(self, word)

    made.__doc__ = inside.__doc__ = f"So many times a {word.removesuffix('s')}."
    category.static(f"{name}(Integer)")(made)
    integers.method(f"{name}()")(inside)


for _word, _size in _SIZES.items():
    _offer(_word, *_size)
    _offer(_word + "s", *_size)


@dates.method("plus(BaseDuration?)")
def date_plus(run: Any, self: Date, length: Duration) -> Any:
    """The date so much later."""
    return plus(run, self, length) if run.time_category else missing_method(self, "plus", (length,))


@dates.method("minus(BaseDuration)")
def date_minus(run: Any, self: Date, length: Duration) -> Any:
    """The date so much earlier."""
    return minus(run, self, length) if run.time_category else missing_method(self, "minus", (length,))


@dates.method("minus(Date)")
def date_difference(run: Any, self: Date, other: Date) -> Any:
    """What lies between: a number of days, or while TimeCategory is used a TimeDuration."""
    return durations.between(self, other) if run.time_category else days_between(self, other)


@category.static("plus(Date, BaseDuration)")
def plus(run: Any, date: Date, length: Duration) -> Date:
    """The date so much later."""
    return Date(durations.later(length, date.millis))


@category.static("minus(Date, BaseDuration)")
def minus(run: Any, date: Date, length: Duration) -> Date:
    """The date so much earlier."""
    return Date(durations.later(length, date.millis, -1))


@category.static("minus(Date, Date)")
def difference(run: Any, later: Date, earlier: Date) -> Duration:
    """What lies between two dates, in days and less."""
    return durations.between(later, earlier)
