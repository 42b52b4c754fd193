"""What Groovy adds to java.util.Calendar: days before, after and between, and the ways to and from java.time."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.calendar_fields import DATE, HOUR_OF_DAY, MINUTE, MONTH, SECOND, YEAR, local_of
from addon.scripting.library.calendar_state import Calendar
from addon.scripting.library.calendars import add, calendars, clone, gregorian
from addon.scripting.library.civil import (
    MILLIS_PER_DAY,
)
from addon.scripting.library.date_patterns import write_date
from addon.scripting.library.dates import pieces_of
from addon.scripting.semantics.texts import text
from addon.scripting.values.maps import GroovyMap

NAMED = {
    "year": YEAR,
    "month": MONTH,
    "date": DATE,
    "dayOfMonth": DATE,
    "hourOfDay": HOUR_OF_DAY,
    "minute": MINUTE,
    "second": SECOND,
}


@calendars.method("set(Map)")
def put_named(run: Any, self: Calendar, changes: GroovyMap) -> None:
    """Set named fields: year, month, date, hourOfDay, minute, second."""
    from addon.scripting.library.date_fields import whole

    for name, value in changes.items():
        field = NAMED.get(name) if isinstance(name, str) else name
        if type(field) is int:
            self.put(field, whole(value))


@calendars.method("copyWith(Map)", "updated(Map)")
def copy_with(run: Any, self: Calendar, changes: GroovyMap) -> Calendar:
    """A copy with named fields set."""
    copy: Calendar = clone(run, self)
    put_named(run, copy, changes)
    return copy


@calendars.method("next()")
def next_day(run: Any, self: Calendar) -> Calendar:
    """The day after."""
    copy: Calendar = clone(run, self)
    add(run, copy, DATE, 1)
    return copy


@calendars.method("previous()")
def previous_day(run: Any, self: Calendar) -> Calendar:
    """The day before."""
    copy: Calendar = clone(run, self)
    add(run, copy, DATE, -1)
    return copy


@calendars.method("upto(Calendar, Closure)")
def upto(run: Any, self: Calendar, last: Calendar, closure: Any) -> None:
    """Call the closure for each day from this to another."""
    if self.millis > last.millis:
        throw(
            "GroovyRuntimeException",
            f"The argument ({text(last)}) to upto() cannot be earlier than the value ({text(self)}) it's called on.",
        )
    day = clone(run, self)
    while day.millis <= last.millis:
        run.meter.step()
        closure.call(day)
        day = next_day(run, day)


@calendars.method("downto(Calendar, Closure)")
def downto(run: Any, self: Calendar, last: Calendar, closure: Any) -> None:
    """Call the closure for each day from this back to another."""
    if self.millis < last.millis:
        throw(
            "GroovyRuntimeException",
            f"The argument ({text(last)}) to downto() cannot be later than the value ({text(self)}) it's called on.",
        )
    day = clone(run, self)
    while day.millis >= last.millis:
        run.meter.step()
        closure.call(day)
        day = previous_day(run, day)


@calendars.method("minus(Calendar)")
def days_between(run: Any, self: Calendar, other: Calendar) -> int:
    """The number of days between."""
    return local_of(self.millis, self.zone) // MILLIS_PER_DAY - local_of(other.millis, other.zone) // MILLIS_PER_DAY


@calendars.method("format(String)")
def format_calendar(run: Any, self: Calendar, pattern: str) -> str:
    """The moment as a SimpleDateFormat pattern says, in this calendar's zone."""
    return write_date(pieces_of(pattern), self.millis, self.zone)


@calendars.method("toZonedDateTime()")
def to_zoned(run: Any, self: Calendar) -> Any:
    """Day and time in this calendar's zone."""
    from addon.scripting.library.javatime_moves import (
        zoned_at,
    )
    from addon.scripting.library.javatime_types import ZoneRegion

    return zoned_at(self.millis * 1_000_000, ZoneRegion(self.zone))


@gregorian.static("from(ZonedDateTime)")
def from_zoned(run: Any, moment: Any) -> Calendar:
    """The calendar of a ZonedDateTime: with ISO weeks."""
    made = Calendar((moment.local - moment.offset * 1_000_000_000) // 1_000_000, moment.zone.zone)
    made.first_weekday, made.minimal = 2, 4
    return made


@calendars.method("toInstant()")
def to_instant(run: Any, self: Calendar) -> Any:
    """The moment as java.time.Instant."""
    from addon.scripting.library.javatime_types import Instant

    return Instant(self.millis * 1_000_000)
