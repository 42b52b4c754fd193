"""DateTimeFormatterBuilder, FormatStyle, ResolverStyle, SignStyle."""

from dataclasses import replace
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.date_styles import styled
from addon.scripting.library.javatime_enums import offer_enum
from addon.scripting.library.javatime_formatters import Formatter, copied, formatters, with_locale
from addon.scripting.library.javatime_patterns import Element, elements_of, literal, reserved
from addon.scripting.library.javatime_types import ChronoField, Constant
from addon.scripting.library.registry import Table
from addon.scripting.limits import meter
from addon.scripting.semantics.extend import extend
from addon.scripting.semantics.texts import text
from addon.scripting.values.classes import define


class Builder:
    """java.time.format.DateTimeFormatterBuilder: the elements so far; lists of those in open brackets."""

    __slots__ = ("any_case", "defaults", "levels", "padding")

    def __init__(self) -> None:
        self.levels: list[list[Element]] = [[]]
        self.defaults: dict[str, int] = {}
        self.any_case = False
        self.padding: tuple[int, str] | None = None


class FormatStyle(Constant):
    """java.time.format.FormatStyle"""

    __slots__ = ()


class ResolverStyle(Constant):
    """java.time.format.ResolverStyle"""

    __slots__ = ()


class SignStyle(Constant):
    """java.time.format.SignStyle"""

    __slots__ = ()


define("java.time.format.DateTimeFormatterBuilder", python=[Builder])
define("java.time.format.FormatStyle", "java.lang.Enum", python=[FormatStyle])
define("java.time.format.ResolverStyle", "java.lang.Enum", python=[ResolverStyle])
define("java.time.format.SignStyle", "java.lang.Enum", python=[SignStyle])
extend(SignStyle, text=lambda value: value.name)
extend(FormatStyle, text=lambda value: value.name)
extend(ResolverStyle, text=lambda value: value.name)
offer_enum(
    Table("java.time.format.FormatStyle"),
    [FormatStyle(name, place) for place, name in enumerate(("FULL", "LONG", "MEDIUM", "SHORT"))],
)
offer_enum(
    Table("java.time.format.ResolverStyle"),
    [ResolverStyle(name, place) for place, name in enumerate(("STRICT", "SMART", "LENIENT"))],
)
_SIGNS = ("NORMAL", "ALWAYS", "NEVER", "NOT_NEGATIVE", "EXCEEDS_PAD")
offer_enum(
    Table("java.time.format.SignStyle"),
    [SignStyle(name, place) for place, name in enumerate(_SIGNS)],
)
builders = Table("java.time.format.DateTimeFormatterBuilder")


def _localized(day: FormatStyle | None, time: FormatStyle | None) -> Formatter:
    places = (day.ordinal if day else None), (time.ordinal if time else None)
    made = Formatter(elements_of(styled(None, *places)))
    made.styles = places
    made.shown = f"Localized({day.name if day else ''},{time.name if time else ''})"
    return made


@formatters.static("ofLocalizedDate(FormatStyle)")
def localized_date(run: Any, style: FormatStyle) -> Formatter:
    """A date as it is written in the US, or in the locale given later."""
    return _localized(style, None)


@formatters.static("ofLocalizedTime(FormatStyle)")
def localized_time(run: Any, style: FormatStyle) -> Formatter:
    """A time as it is written in the US, or in the locale given later."""
    return _localized(None, style)


@formatters.static("ofLocalizedDateTime(FormatStyle)", "ofLocalizedDateTime(FormatStyle, FormatStyle)")
def localized(run: Any, style: FormatStyle, time_style: FormatStyle | None = None) -> Formatter:
    """Date and time as they are written in the US, or in the locale given later."""
    return _localized(style, time_style or style)


@formatters.method("withResolverStyle(ResolverStyle)")
def with_resolver(run: Any, self: Formatter, style: ResolverStyle) -> Formatter:
    """The same formatter; a strict one takes no date that does not exist."""
    made = copied(self, self.elements, self.zone)
    made.strict = style.name == "STRICT"
    return made


@builders.constructor("()")
def make(run: Any) -> Builder:
    """A formatter in the making."""
    return Builder()


def _append(self: Builder, *elements: Element) -> Builder:
    meter().elements(len(elements) * 4)
    if self.any_case:
        elements = tuple(replace(element, any_case=True) for element in elements)
    if self.padding is not None and elements:
        width, character = self.padding
        elements = (Element("padded", text=character, low=width, inner=elements[:1]), *elements[1:])
        self.padding = None
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


@builders.method("parseCaseInsensitive()")
def parse_any_case(run: Any, self: Builder) -> Builder:
    """What follows is read in any case."""
    self.any_case = True
    return self


@builders.method("parseCaseSensitive()")
def parse_case(run: Any, self: Builder) -> Builder:
    """What follows is read as it is written."""
    self.any_case = False
    return self


@builders.method("parseLenient()", "parseStrict()")
def ignored(run: Any, self: Builder) -> Builder:
    """Widths are always minded."""
    return self


@builders.method("appendValue(ChronoField, int, int, SignStyle)")
def append_ranged_value(run: Any, self: Builder, field: ChronoField, low: int, high: int, sign: SignStyle) -> Builder:
    """Add a number of some width."""
    exact = sign.name == "EXCEEDS_PAD" or low == high
    return _append(self, Element("number", field.name, low=low, high=high, exact=exact))


@builders.method("appendValueReduced(ChronoField, int, int, int)")
def append_reduced(run: Any, self: Builder, field: ChronoField, width: int, most: int, base: int) -> Builder:
    """Add a year of two digits, from a first year on."""
    return _append(self, Element("number", field.name, low=width, high=most, style=2, reserve_base=base))


@builders.method("appendFraction(ChronoField, int, int, boolean)")
def append_fraction(run: Any, self: Builder, field: ChronoField, low: int, high: int, point: bool) -> Builder:
    """Add the fraction of the second."""
    if not 0 <= low <= 9:
        throw("IllegalArgumentException", f"Minimum width must be from 0 to 9 inclusive but was {low}")
    if not 1 <= high <= 9:
        throw("IllegalArgumentException", f"Maximum width must be from 1 to 9 inclusive but was {high}")
    return _append(self, Element("fraction", "NANO_OF_SECOND", text="." if point else "", low=low, high=high))


@builders.method("appendText(ChronoField)", "appendText(ChronoField, TextStyle)")
def append_text(run: Any, self: Builder, field: ChronoField, style: Any = None) -> Builder:
    """Add a name, or a number where the field has no names."""
    if field.name not in ("MONTH_OF_YEAR", "DAY_OF_WEEK", "AMPM_OF_DAY", "ERA"):
        return _append(self, Element("number", field.name, low=1, high=19))
    name = "FULL" if style is None else style.name
    return _append(self, Element("text", field.name, style=4 if name[0] == "F" else 3 if name[0] == "S" else 5))


@builders.method("appendText(ChronoField, Map)")
def append_own_text(run: Any, self: Builder, field: ChronoField, texts: Any) -> Builder:
    """Add a text of one's own for each value."""
    names = tuple((int(key), text(value)) for key, value in texts.items())
    return _append(self, Element("text", field.name, style=4, names=names))


@builders.method("padNext(int)", "padNext(int, char)")
def pad_next(run: Any, self: Builder, width: int, character: str = " ") -> Builder:
    """Fill what is added next to a width."""
    if width < 1:
        throw("IllegalArgumentException", f"The pad width must be at least one but was {width}")
    run.meter.text(width)
    self.padding = (width, character)
    return self


OFFSET_PATTERNS = {"+HHmm": 1, "+HHMM": 2, "+HH:MM": 3, "+HHMMss": 4, "+HH:MM:ss": 5}


@builders.method("appendOffset(String, String)")
def append_offset(run: Any, self: Builder, pattern: str, zero: str) -> Builder:
    """Add an offset, and what stands for none."""
    style = 1 if pattern == "+HH" else OFFSET_PATTERNS.get(pattern)
    if style is None:
        throw("IllegalArgumentException", f"Invalid zone offset pattern: {pattern}")
    return _append(self, Element("offset", text=zero, style=style))


@builders.method("appendOffsetId()")
def append_offset_id(run: Any, self: Builder) -> Builder:
    """Add an offset as +02:00, or Z."""
    return _append(self, Element("offset", text="Z", style=5))


@builders.method("appendZoneId()", "appendZoneOrOffsetId()")
def append_zone(run: Any, self: Builder) -> Builder:
    """Add a zone."""
    return _append(self, Element("zone"))


@builders.method("appendZoneRegionId()")
def append_region(run: Any, self: Builder) -> Builder:
    """Add a named zone."""
    return _append(self, Element("region"))


@builders.method("appendZoneText(TextStyle)")
def append_zone_text(run: Any, self: Builder, style: Any) -> Builder:
    """Add the name of a zone."""
    return _append(self, Element("zone-name", style=4 if style.name.startswith("FULL") else 3))


@builders.method("appendLocalizedOffset(TextStyle)")
def append_localized_offset(run: Any, self: Builder, style: Any) -> Builder:
    """Add an offset as GMT+1."""
    return _append(self, Element("localized-offset", style=4 if style.name.startswith("FULL") else 1))


@builders.method("appendInstant()", "appendInstant(int)")
def append_instant(run: Any, self: Builder, digits: int | None = None) -> Builder:
    """Add a moment in UTC, maybe with so many digits of its fraction."""
    return _append(self, Element("instant", low=0 if digits is None else digits + 1))


@builders.method("toFormatter()", "toFormatter(Locale)")
def to_formatter(run: Any, self: Builder, locale: Any = None) -> Formatter:
    """The formatter."""
    while len(self.levels) > 1:
        optional_end(run, self)
    made: Formatter = with_locale(run, Formatter(reserved(self.levels[0])), locale)
    made.defaults = dict(self.defaults)
    return made
