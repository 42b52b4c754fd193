"""What a java.util.Calendar remembers: fields that were set wait until somebody asks for the moment.

Which fields decide (a day of the month, or a week and a weekday) is told by stamps: the field set last wins.
"""

from addon.scripting.errors import throw
from addon.scripting.library.calendar_fields import (
    AM_PM,
    CONSTANTS,
    DATE,
    DAY_OF_WEEK,
    DAY_OF_WEEK_IN_MONTH,
    DAY_OF_YEAR,
    DST_OFFSET,
    ERA,
    HOUR,
    HOUR_OF_DAY,
    MILLISECOND,
    MINUTE,
    MONTH,
    SECOND,
    WEEK_OF_MONTH,
    WEEK_OF_YEAR,
    YEAR,
    ZONE_OFFSET,
    field_of,
    limits,
    moment_of,
)
from addon.scripting.library.calendar_resolving import chosen_day, chosen_fields
from addon.scripting.library.civil import MILLIS_PER_DAY
from addon.scripting.library.zones import Zone
from addon.scripting.limits import meter

WORK = 16
"""Steps that making every field of a moment takes."""
UNSET, COMPUTED, BY_USER = range(3)
COUNT = len(CONSTANTS)
TIME_FIELDS = frozenset((HOUR_OF_DAY, AM_PM, HOUR, MINUTE, SECOND, MILLISECOND))
WEEK_FIELDS = frozenset((DAY_OF_YEAR, WEEK_OF_YEAR, WEEK_OF_MONTH, DAY_OF_WEEK_IN_MONTH))
ALWAYS = frozenset((YEAR, ERA, MONTH, DATE, DAY_OF_WEEK, ZONE_OFFSET, DST_OFFSET))


def named(field: int) -> str:
    """A field's name in messages."""
    return "DAY_OF_MONTH" if field == DATE else CONSTANTS[field]


class Calendar:
    """A moment and a zone to see it in, or fields from which the moment is still to be made."""

    __slots__ = (
        "_fields",
        "_millis",
        "all_set",
        "fields_set",
        "first_weekday",
        "lenient",
        "minimal",
        "next_stamp",
        "stamps",
        "time_set",
        "zone",
    )

    def __init__(self, millis: int, zone: Zone) -> None:
        self.zone = zone
        self._fields: list[int] | None = None
        self.lenient = True
        self.first_weekday = 1
        self.minimal = 1
        self.next_stamp = BY_USER
        self.millis = millis

    @property
    def millis(self) -> int:
        """The moment in milliseconds since 1970; made of the fields where they were set since."""
        if not self.time_set:
            self._compute_time()
        return self._millis

    @millis.setter
    def millis(self, value: int) -> None:
        self._millis = value
        self.time_set = True
        self._compute_fields()

    @property
    def fields(self) -> list[int]:
        """The values of all fields as they are remembered."""
        if self._fields is None:
            meter().step(WORK)
            self._fields = [self._field(number) for number in range(COUNT)]
        return self._fields

    def _field(self, number: int) -> int:
        return field_of(self._millis, self.zone, number, self.first_weekday, self.minimal)

    def _compute_fields(self) -> None:
        self._fields = None
        self.stamps = [COMPUTED] * COUNT
        self.fields_set = self.all_set = True

    def complete(self) -> None:
        """Make the moment and every field."""
        if not self.time_set:
            self._compute_time()
        if not (self.fields_set and self.all_set):
            self._compute_fields()

    def get(self, number: int) -> int:
        """A field of the moment."""
        self.complete()
        if self._fields is None:
            return self._field(number)
        if not 0 <= number < COUNT:
            throw("ArrayIndexOutOfBoundsException", f"Index {number} out of bounds for length {COUNT}")
        return self._fields[number]

    def put(self, number: int, value: int) -> None:
        """Set a field; the moment is made when it is asked for."""
        if not 0 <= number < COUNT:
            throw("ArrayIndexOutOfBoundsException", f"Index {number} out of bounds for length {COUNT}")
        if self.fields_set and not self.all_set:
            self._compute_fields()
        self.fields[number] = value
        self.time_set = self.fields_set = False
        self.stamps[number] = self.next_stamp
        self.next_stamp += 1

    def clear(self, *numbers: int) -> None:
        """Forget fields; those left decide."""
        fields = self.fields
        for number in numbers:
            fields[number] = 0
            self.stamps[number] = UNSET
        self.time_set = self.fields_set = self.all_set = False

    def see_in(self, zone: Zone) -> None:
        """See the moment in another zone; fields still waiting are read there."""
        if self.fields_set:
            self.fields  # noqa: B018 (they stay as they were in the old zone until somebody asks)
        self.zone = zone
        self.all_set = self.fields_set = False

    def weeks(self, first_weekday: int, minimal: int) -> None:
        """Let weeks start on another day, or need more days."""
        self.first_weekday, self.minimal = first_weekday, minimal
        if self._fields is not None and self.time_set:
            for number in (WEEK_OF_YEAR, WEEK_OF_MONTH):
                if self.stamps[number] == COMPUTED:
                    self._fields[number] = self._field(number)

    def copy(self) -> "Calendar":
        """Another one in the same state."""
        made = Calendar.__new__(Calendar)
        for name in Calendar.__slots__:
            setattr(made, name, getattr(self, name))
        made.stamps = list(self.stamps)
        made._fields = None if self._fields is None else list(self._fields)
        return made

    def _compute_time(self) -> None:
        fields, stamps = self.fields, self.stamps
        if not self.lenient:
            for number in range(COUNT):
                low, high = limits(number)
                if stamps[number] >= BY_USER and not low <= fields[number] <= high:
                    throw("IllegalArgumentException", named(number))
        year = fields[YEAR] if stamps[YEAR] else 1970
        era = fields[ERA] if stamps[ERA] else 1
        if era not in (0, 1):
            throw("IllegalArgumentException", "Invalid era")
        chosen = chosen_fields(stamps)
        days = chosen_day(self, fields, chosen, 1 - year if era == 0 else year)
        hours = fields[HOUR_OF_DAY]
        if HOUR_OF_DAY not in chosen:
            hours = fields[HOUR] + (12 * fields[AM_PM] if AM_PM in chosen else 0)
        seconds = (hours * 60 + fields[MINUTE]) * 60 + fields[SECOND]
        self._millis = moment_of(days * MILLIS_PER_DAY + seconds * 1000 + fields[MILLISECOND], self.zone)
        self.time_set = True
        self._normalize(chosen)

    def _normalize(self, chosen: set[int]) -> None:
        """Read the fields back; where not all had a value, those that were not needed have none still."""
        known = chosen | {number for number in range(COUNT) if self.stamps[number]} | ALWAYS
        for group in (TIME_FIELDS, WEEK_FIELDS):
            if known & group:
                known |= group
        before = self.fields
        meter().step(WORK)
        after = [self._field(number) if number in known else 0 for number in range(COUNT)]
        if not self.lenient:
            for number in range(COUNT):
                if self.stamps[number] >= BY_USER and before[number] != after[number]:
                    self.time_set = False
                    throw("IllegalArgumentException", f"{named(number)}: {before[number]} -> {after[number]}")
        self._fields = after
        for number in range(COUNT):
            if number not in known:
                self.stamps[number] = UNSET
        self.fields_set = True
