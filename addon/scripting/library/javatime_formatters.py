"""java.time.format.DateTimeFormatter: patterns, names of a language, reading and writing."""

from typing import Any

from addon.scripting.errors import Thrown
from addon.scripting.library.date_styles import styled
from addon.scripting.library.javatime_parsed import Parsed, richest
from addon.scripting.library.javatime_patterns import CONSTANTS, Element, elements_of
from addon.scripting.library.javatime_read import failed, read
from addon.scripting.library.javatime_shown import shown
from addon.scripting.library.javatime_write import write
from addon.scripting.library.languages import has_names, translated, words_in
from addon.scripting.library.registry import Table
from addon.scripting.semantics.extend import extend
from addon.scripting.values.classes import define


class Formatter:
    """java.time.format.DateTimeFormatter"""

    __slots__ = ("defaults", "elements", "shown", "strict", "styles", "zone")

    def __init__(self, elements: tuple[Element, ...], zone: Any = None) -> None:
        self.elements = elements
        self.zone = zone
        self.strict = False
        self.shown = ""
        """What it is called, where its elements do not tell."""
        self.styles: tuple[int | None, int | None] | None = None
        """The styles of day and time, where a locale decides the pattern."""
        self.defaults: dict[str, int] = {}
        """What fields are when a text does not tell."""

    def read(self, source: str, kind: type, zone: Any = None) -> Any:
        """The value of a type in a text."""
        return read(self.elements, source, kind, zone or self.zone, self.defaults, self.strict)


def copied(self: Formatter, elements: tuple[Element, ...], zone: Any) -> Formatter:
    """The same formatter with other elements or in another zone."""
    made = Formatter(elements, zone)
    made.defaults, made.strict, made.shown, made.styles = self.defaults, self.strict, self.shown, self.styles
    return made


define("java.time.format.DateTimeFormatter", python=[Formatter])
extend(Formatter, text=lambda value: value.shown or shown(value.elements))
formatters = Table("java.time.format.DateTimeFormatter")
for _name, _elements in CONSTANTS.items():
    formatters.constant(_name, Formatter(_elements))


@formatters.static("ofPattern(String)", "ofPattern(String, Locale)")
def of_pattern(run: Any, pattern: str, locale: Any = None) -> Formatter:
    """A formatter by pattern: yyyy-MM-dd HH:mm."""
    made: Formatter = with_locale(run, Formatter(elements_of(pattern)), locale)
    return made


@formatters.method("format(TemporalAccessor)")
def format_value(run: Any, self: Formatter, value: Any) -> str:
    """A value as text."""
    return write(self.elements, richest(value) if isinstance(value, Parsed) else value, self.zone)


@formatters.method("withZone(ZoneId)")
def with_zone(run: Any, self: Formatter, zone: Any) -> Formatter:
    """The same formatter in a zone."""
    return copied(self, self.elements, zone)


@formatters.method("withLocale(Locale)")
def with_locale(run: Any, self: Formatter, locale: Any) -> Formatter:
    """The same formatter with the names of a locale's language."""
    elements = self.elements if self.styles is None else elements_of(styled(locale, *self.styles))
    words = words_in(locale) if has_names(elements) else None
    if words is None:
        return self if self.styles is None else copied(self, elements, self.zone)
    run.meter.elements(len(elements) * 8)
    return copied(self, translated(elements, words, locale.tag), self.zone)


@formatters.method("parse(CharSequence)")
def parse_any(run: Any, self: Formatter, source: str) -> Any:
    """What a text tells, for `LocalDate.from` and its like."""
    return self.read(source, Parsed)


@formatters.method("parse(CharSequence, Object)")
def parse_as(run: Any, self: Formatter, source: str, query: Any) -> Any:
    """What a query, such as `LocalDate::from`, makes of a text."""
    found = parse_any(run, self, source)
    try:
        return _asked(query, found)
    except Thrown as error:
        if error.value.class_info.simple != "DateTimeException":
            raise
        return failed(source, f": {error.value.message}")


@formatters.method("parseBest(CharSequence, Object...)")
def parse_best(run: Any, self: Formatter, source: str, *queries: Any) -> Any:
    """What the first query that can makes of a text."""
    found = parse_any(run, self, source)
    for query in queries:
        try:
            return _asked(query, found)
        except Thrown as error:
            if error.value.class_info.simple != "DateTimeException":
                raise
    return failed(source, ": Unable to convert temporal to any of the queries")


def _asked(query: Any, value: Any) -> Any:
    return query.call(value) if hasattr(query, "call") else query.ask(value)
