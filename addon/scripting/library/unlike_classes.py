"""What compareTo of a class with one order of its own says of an object of another class.

Java's own bridge method casts it: the refusal is a ClassCastException, not a missing method.
"""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.javatime_nulls import COMPARED
from addon.scripting.library.registry import Table
from addon.scripting.semantics.castfailures import cast_failure

COMPARED_AS = {
    "java.util.Date": "java.util.Date",
    "java.util.Calendar": "java.util.Calendar",
    "java.util.UUID": "java.util.UUID",
    "java.time.LocalDate": "java.time.chrono.ChronoLocalDate",
    "java.time.LocalDateTime": "java.time.chrono.ChronoLocalDateTime",
    "java.time.ZonedDateTime": "java.time.chrono.ChronoZonedDateTime",
    **{
        name: name
        for name in (
            "java.time.Duration",
            "java.time.Instant",
            "java.time.LocalTime",
            "java.time.MonthDay",
            "java.time.OffsetDateTime",
            "java.time.OffsetTime",
            "java.time.Year",
            "java.time.YearMonth",
        )
    },
}
"""The class that each casts to."""


NULLS = COMPARED | {"UUID": 'Cannot read field "mostSigBits" because "val" is null'}


def _refused(owner: str, wanted: str) -> None:
    table = Table(owner)
    simple = table.info.simple

    @table.method("compareTo(Object)")
    def compare_unlike(run: Any, self: Any, other: Any) -> int:
        """Refuse an object of another class."""
        if other is None and simple in NULLS:
            throw("NullPointerException", NULLS[simple])
        cast_failure(other, wanted)


for _owner, _wanted in COMPARED_AS.items():
    _refused(_owner, _wanted)
