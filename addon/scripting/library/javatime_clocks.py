"""java.time.Clock."""

from typing import Any

from addon.scripting.library.clock import now
from addon.scripting.library.javatime_types import Instant, ZoneOffset
from addon.scripting.library.registry import Table
from addon.scripting.semantics.extend import extend
from addon.scripting.semantics.texts import text
from addon.scripting.values.classes import define
from addon.scripting.values.numbers import Long


class Clock:
    """java.time.Clock: a zone, and a moment if it stands still."""

    __slots__ = ("fixed", "zone")

    def __init__(self, zone: Any, fixed: Instant | None = None) -> None:
        self.zone = zone
        self.fixed = fixed


define("java.time.Clock", python=[Clock])
extend(
    Clock,
    text=lambda value: (
        f"SystemClock[{text(value.zone)}]"
        if value.fixed is None
        else f"FixedClock[{text(value.fixed)},{text(value.zone)}]"
    ),
)
clocks = Table("java.time.Clock")


@clocks.static("systemUTC()", "systemDefaultZone()")
def system_clock(run: Any) -> Clock:
    """The run's clock."""
    return Clock(ZoneOffset(0))


@clocks.static("system(ZoneId)")
def clock_in(run: Any, zone: Any) -> Clock:
    """The run's clock in a zone."""
    return Clock(zone)


@clocks.static("fixed(Instant, ZoneId)")
def fixed_clock(run: Any, moment: Instant, zone: Any) -> Clock:
    """A clock that stands still."""
    return Clock(zone, moment)


@clocks.method("instant()")
def instant(run: Any, self: Clock) -> Instant:
    """The moment."""
    return self.fixed or Instant(now() * 1_000_000)


@clocks.method("millis()")
def millis(run: Any, self: Clock) -> Long:
    """The moment in milliseconds since 1970."""
    return Long((self.fixed or Instant(now() * 1_000_000)).nanos // 1_000_000)


@clocks.method("getZone()")
def get_zone(run: Any, self: Clock) -> Any:
    """The zone."""
    return self.zone


@clocks.method("withZone(ZoneId)")
def with_zone(run: Any, self: Clock, zone: Any) -> Clock:
    """The same clock in another zone."""
    return Clock(zone, self.fixed)


def _now_by(name: str) -> None:
    from addon.scripting.library.javatime_moves import (
        zoned_at,
    )
    from addon.scripting.library.javatime_types import LocalDate, LocalDateTime, LocalTime, OffsetDateTime

    day = 86_400 * 1_000_000_000

    @Table(f"java.time.{name}").static("now(Clock)")
    def now_by(run: Any, clock: Clock) -> Any:
        """Now, as a clock tells."""
        moment = instant(run, clock)
        seen = zoned_at(moment.nanos, clock.zone)
        made: dict[str, Any] = {
            "Instant": moment,
            "LocalDate": LocalDate(seen.local // day),
            "LocalTime": LocalTime(seen.local % day),
            "LocalDateTime": LocalDateTime(seen.local),
            "OffsetDateTime": OffsetDateTime(seen.local, seen.offset),
            "ZonedDateTime": seen,
        }
        return made[name]


for _name in ("Instant", "LocalDate", "LocalTime", "LocalDateTime", "OffsetDateTime", "ZonedDateTime"):
    _now_by(_name)
