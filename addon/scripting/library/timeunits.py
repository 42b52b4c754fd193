"""java.util.concurrent.TimeUnit: turning lengths of time into other units. Nothing waits."""

from typing import Any

from addon.scripting.library.javatime_enums import offer_enum
from addon.scripting.library.javatime_moves import (
    UNITS,
    cut,
)
from addon.scripting.library.javatime_types import ChronoUnit, Constant, Duration
from addon.scripting.library.registry import Table
from addon.scripting.semantics.extend import extend
from addon.scripting.values.classes import define
from addon.scripting.values.numbers import Long

NAMES = {
    "NANOSECONDS": "NANOS",
    "MICROSECONDS": "MICROS",
    "MILLISECONDS": "MILLIS",
    "SECONDS": "SECONDS",
    "MINUTES": "MINUTES",
    "HOURS": "HOURS",
    "DAYS": "DAYS",
}
LONGEST = 2**63 - 1


class TimeUnit(Constant):
    """java.util.concurrent.TimeUnit"""

    __slots__ = ()

    @property
    def unit(self) -> ChronoUnit:
        return UNITS[NAMES[self.name]]


define("java.util.concurrent.TimeUnit", "java.lang.Enum", python=[TimeUnit])
extend(TimeUnit, text=lambda value: value.name, compare=lambda one, two: one.ordinal - two.ordinal)
time_units = Table("java.util.concurrent.TimeUnit")
ALL_UNITS = [TimeUnit(name, place) for place, name in enumerate(NAMES)]
offer_enum(time_units, ALL_UNITS)


def converted(amount: int, source: ChronoUnit, target: ChronoUnit) -> Long:
    """So many of one unit as another, cut towards zero, at most what a long holds."""
    return Long(max(-LONGEST - 1, min(LONGEST, cut(amount * source.size, target.size))))


@time_units.method("convert(long, TimeUnit)")
def convert(run: Any, self: TimeUnit, amount: int, source: TimeUnit) -> Long:
    """So many of another unit in this one."""
    return converted(amount, source.unit, self.unit)


@time_units.method("convert(Duration)")
def convert_duration(run: Any, self: TimeUnit, duration: Duration) -> Long:
    """A duration in this unit."""
    return converted(duration.nanos, UNITS["NANOS"], self.unit)


def _to(name: str, unit: ChronoUnit) -> None:
    def to(run: Any, self: TimeUnit, amount: int) -> Long:
        return converted(amount, self.unit, unit)

    to.__doc__ = f"So many of this unit in {name.lower()}."
    time_units.method(f"to{name}(long)")(to)


for _name in NAMES.values():
    _to(_name.capitalize(), UNITS[_name])


@time_units.method("toChronoUnit()")
def to_chrono_unit(run: Any, self: TimeUnit) -> ChronoUnit:
    """The unit of java.time."""
    return self.unit


@time_units.static("of(ChronoUnit)")
def unit_of(run: Any, unit: ChronoUnit) -> TimeUnit:
    """The unit of one of java.time."""
    from addon.scripting.errors import throw

    for one in ALL_UNITS:
        if one.unit is unit:
            return one
    return throw("IllegalArgumentException", f"No TimeUnit equivalent for {unit.label}")
