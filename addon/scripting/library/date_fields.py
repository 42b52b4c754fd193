"""The fields of java.util.Date: what its getters and setters, named changes and indexes go by."""

from typing import Any

from addon.scripting.library.civil import MILLIS_PER_DAY, calendar_days, calendar_of, weekday
from addon.scripting.library.dates import Date, dates
from addon.scripting.library.zones import UTC_ZONE
from addon.scripting.semantics.castfailures import cast_failure
from addon.scripting.semantics.coerce import cast
from addon.scripting.values.classes import BY_NAME
from addon.scripting.values.maps import GroovyMap


def _field(name: str, read: Any) -> None:
    def get(run: Any, self: Date) -> int:
        return int(read(self.millis))

    get.__doc__ = f"The {name}, in UTC."
    dates.method(f"get{name[0].upper()}{name[1:]}()")(get)


_field("year", lambda millis: calendar_of(millis // MILLIS_PER_DAY)[0] - 1900)
_field("month", lambda millis: calendar_of(millis // MILLIS_PER_DAY)[1] - 1)
_field("date", lambda millis: calendar_of(millis // MILLIS_PER_DAY)[2])
_field("day", lambda millis: weekday(millis // MILLIS_PER_DAY) % 7)
_field("hours", lambda millis: millis % MILLIS_PER_DAY // 3_600_000)
_field("minutes", lambda millis: millis // 60_000 % 60)
_field("seconds", lambda millis: millis // 1000 % 60)
_field("timezoneOffset", lambda millis: 0)


def _setter(name: str, place: int) -> None:
    def put(run: Any, self: Date, value: int) -> None:
        parts = civil_parts(self.millis)
        parts[place] = value + (1900 if name == "Year" else 1 if name == "Month" else 0)
        self.millis = from_parts(parts)

    put.__doc__ = f"Set the {name.lower()}, in UTC."
    dates.method(f"set{name}(int)")(put)


def civil_parts(millis: int) -> list[int]:
    """Year, month from 1, day, hour, minute, second, millisecond."""
    days, of_day = divmod(millis, MILLIS_PER_DAY)
    return [*calendar_of(days), of_day // 3_600_000, of_day // 60_000 % 60, of_day // 1000 % 60, of_day % 1000]


def from_parts(parts: list[int]) -> int:
    """The inverse; parts may roll over."""
    year, month, day, hour, minute, second, millis = parts
    return ((calendar_days(year, month, day) * 24 + hour) * 60 + minute) * 60_000 + second * 1000 + millis


for _name, _place in (("Year", 0), ("Month", 1), ("Date", 2), ("Hours", 3), ("Minutes", 4), ("Seconds", 5)):
    _setter(_name, _place)


@dates.method("set(Map)")
def set_fields(run: Any, self: Date, changes: GroovyMap) -> None:
    """Set named fields: year, month (from 0), date or dayOfMonth, hourOfDay, minute, second."""
    self.millis = with_fields(self.millis, changes)


@dates.method("copyWith(Map)", "updated(Map)")
def copy_with(run: Any, self: Date, changes: GroovyMap) -> Date:
    """A copy with named fields set."""
    return Date(with_fields(self.millis, changes))


NAMED_PARTS = {
    "year": 0,
    "month": 1,
    "date": 2,
    "dayOfMonth": 2,
    "hourOfDay": 3,
    "minute": 4,
    "second": 5,
    "millisecond": 6,
}


def with_fields(millis: int, changes: GroovyMap) -> int:
    parts = civil_parts(millis)
    for name, value in changes.items():
        place = NAMED_PARTS.get(name) if isinstance(name, str) else None
        if place is not None:
            parts[place] = whole(value) + (1 if place == 1 else 0)
    millis = from_parts(parts)
    for name, value in changes.items():
        if isinstance(name, int):
            from addon.scripting.library.calendar_fields import with_field

            millis = with_field(millis, UTC_ZONE, name, whole(value))
    return millis


def whole(value: Any) -> int:
    """A field's new value; throws for what is no Integer."""
    if type(value) is not int:
        cast_failure(value, "java.lang.Integer")
    return int(value)


@dates.method("getAt(int)")
def get_at(run: Any, self: Date, field: int) -> int:
    """A field by its Calendar constant."""
    from addon.scripting.library.calendar_fields import field_of

    return field_of(self.millis, UTC_ZONE, field)


@dates.method("getAt(Collection)")
def get_each(run: Any, self: Date, fields: Any) -> list[int]:
    """Several fields by their Calendar constants."""
    from addon.scripting.library.calendar_fields import field_of
    from addon.scripting.library.iterables import charged, listed

    wanted = [cast(field, BY_NAME["int"]) for field in listed(run, fields)]
    return charged(run, [field_of(self.millis, UTC_ZONE, field) for field in wanted])


@dates.method("putAt(int, Integer)")
def put_at(run: Any, self: Date, field: int, value: int) -> None:
    """Set a field by its Calendar constant."""
    from addon.scripting.library.calendar_fields import with_field

    self.millis = with_field(self.millis, UTC_ZONE, field, value)
