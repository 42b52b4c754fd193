"""DateTimeFormatterBuilder, FormatStyle, ResolverStyle, Clock."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.clock import now
from addon.scripting.library.javatime_enums import Formatter, formatters, offer_enum
from addon.scripting.library.javatime_patterns import Element, elements_of, literal
from addon.scripting.library.javatime_types import ChronoField, Constant, Instant, ZoneOffset
from addon.scripting.library.registry import Table
from addon.scripting.semantics.extend import extend
from addon.scripting.semantics.texts import text
from addon.scripting.values.classes import define
from addon.scripting.values.numbers import Long


class Builder:
    """java.time.format.DateTimeFormatterBuilder: the elements so far; lists of those in open brackets."""

    __slots__ = ("defaults", "levels")

    def __init__(self) -> None:
        self.levels: list[list[Element]] = [[]]
        self.defaults: dict[str, int] = {}


class FormatStyle(Constant):
    """java.time.format.FormatStyle"""

    __slots__ = ()


class ResolverStyle(Constant):
    """java.time.format.ResolverStyle"""

    __slots__ = ()


class Clock:
    """java.time.Clock: a zone, and a moment if it stands still."""

    __slots__ = ("fixed", "zone")

    def __init__(self, zone: Any, fixed: Instant | None = None) -> None:
        self.zone = zone
        self.fixed = fixed


define("java.time.format.DateTimeFormatterBuilder", python=[Builder])
define("java.time.format.FormatStyle", "java.lang.Enum", python=[FormatStyle])
define("java.time.format.ResolverStyle", "java.lang.Enum", python=[ResolverStyle])
define("java.time.Clock", python=[Clock])
extend(FormatStyle, text=lambda value: value.name)
extend(ResolverStyle, text=lambda value: value.name)
extend(
    Clock,
    text=lambda value: (
        f"SystemClock[{text(value.zone)}]"
        if value.fixed is None
        else f"FixedClock[{text(value.fixed)},{text(value.zone)}]"
    ),
)
offer_enum(
    Table("java.time.format.FormatStyle"),
    [FormatStyle(name, place) for place, name in enumerate(("FULL", "LONG", "MEDIUM", "SHORT"))],
)
offer_enum(
    Table("java.time.format.ResolverStyle"),
    [ResolverStyle(name, place) for place, name in enumerate(("STRICT", "SMART", "LENIENT"))],
)
builders = Table("java.time.format.DateTimeFormatterBuilder")
clocks = Table("java.time.Clock")
DATES = {"FULL": "EEEE, MMMM d, uuuu", "LONG": "MMMM d, uuuu", "MEDIUM": "MMM d, uuuu", "SHORT": "M/d/yy"}
TIMES = {"FULL": "h:mm:ss a zzzz", "LONG": "h:mm:ss a z", "MEDIUM": "h:mm:ss a", "SHORT": "h:mm a"}


@formatters.static("ofLocalizedDate(FormatStyle)")
def localized_date(run: Any, style: FormatStyle) -> Formatter:
    """A date as it is written in the US."""
    return Formatter(elements_of(DATES[style.name]))


@formatters.static("ofLocalizedTime(FormatStyle)")
def localized_time(run: Any, style: FormatStyle) -> Formatter:
    """A time as it is written in the US."""
    return Formatter(elements_of(TIMES[style.name]))


@formatters.static("ofLocalizedDateTime(FormatStyle)", "ofLocalizedDateTime(FormatStyle, FormatStyle)")
def localized(run: Any, style: FormatStyle, time_style: FormatStyle | None = None) -> Formatter:
    """Date and time as they are written in the US."""
    between = "' at '" if style.name in ("FULL", "LONG") else "', '"
    return Formatter(elements_of(DATES[style.name] + between + TIMES[(time_style or style).name]))


@formatters.method("withResolverStyle(ResolverStyle)")
def with_resolver(run: Any, self: Formatter, style: ResolverStyle) -> Formatter:
    """The same formatter; a strict one takes no date that does not exist."""
    made = Formatter(self.elements, self.zone)
    made.defaults = self.defaults
    made.strict = style.name == "STRICT"
    return made


@builders.constructor("()")
def make(run: Any) -> Builder:
    """A formatter in the making."""
    return Builder()


def _append(self: Builder, *elements: Element) -> Builder:
    self.levels[-1].extend(elements)
    return self


@builders.method("appendPattern(String)")
def append_pattern(run: Any, self: Builder, pattern: str) -> Builder:
    """Add what a pattern says."""
    return _append(self, *elements_of(pattern))


@builders.method("append(DateTimeFormatter)")
def append(run: Any, self: Builder, other: Formatter) -> Builder:
    """Add another formatter."""
    return _append(self, *other.elements)


@builders.method("appendOptional(DateTimeFormatter)")
def append_optional(run: Any, self: Builder, other: Formatter) -> Builder:
    """Add another formatter that may be missing."""
    return _append(self, Element("optional", inner=tuple(other.elements)))


@builders.method("appendLiteral(String)", "appendLiteral(char)")
def append_literal(run: Any, self: Builder, words: str) -> Builder:
    """Add plain text."""
    return _append(self, literal(words))


@builders.method("appendValue(ChronoField)", "appendValue(ChronoField, int)")
def append_value(run: Any, self: Builder, field: ChronoField, width: int = 0) -> Builder:
    """Add a number, maybe of fixed width."""
    return _append(self, Element("number", field.name, low=width or 1, high=width or 19, exact=bool(width)))


@builders.method("optionalStart()")
def optional_start(run: Any, self: Builder) -> Builder:
    """What follows may be missing."""
    if len(self.levels) > 20:
        run.meter.too_deep()
    self.levels.append([])
    return self


@builders.method("optionalEnd()")
def optional_end(run: Any, self: Builder) -> Builder:
    """The end of what may be missing."""
    if len(self.levels) < 2:
        throw("IllegalStateException", "Cannot call optionalEnd() as there was no previous call to optionalStart()")
    inner = self.levels.pop()
    return _append(self, Element("optional", inner=tuple(inner)))


@builders.method("parseDefaulting(ChronoField, long)")
def parse_defaulting(run: Any, self: Builder, field: ChronoField, value: int) -> Builder:
    """What a field is when the text does not tell."""
    self.defaults[field.name] = int(value)
    return self


@builders.method("parseCaseInsensitive()", "parseCaseSensitive()", "parseLenient()", "parseStrict()")
def ignored(run: Any, self: Builder) -> Builder:
    """Names are read in any case."""
    return self


@builders.method("toFormatter()", "toFormatter(Locale)")
def to_formatter(run: Any, self: Builder, locale: Any = None) -> Formatter:
    """The formatter."""
    while len(self.levels) > 1:
        optional_end(run, self)
    made = Formatter(tuple(self.levels[0]))
    made.defaults = dict(self.defaults)
    return made


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
