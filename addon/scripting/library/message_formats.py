"""java.text.MessageFormat: `{0} of {1,number,#.#}`."""

from collections.abc import Sequence
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.choice_formats import ChoiceFormat
from addon.scripting.library.date_patterns import write_date
from addon.scripting.library.date_styles import styled
from addon.scripting.library.dates import Date, pieces_of
from addon.scripting.library.decimal_formats import (
    DecimalFormat,
    currency_instance,
    format_number,
    integer_instance,
    number_instance,
    percent_instance,
    symbols_in,
)
from addon.scripting.library.registry import Table
from addon.scripting.library.zones import UTC_ZONE
from addon.scripting.semantics.texts import java_text
from addon.scripting.values.classes import define
from addon.scripting.values.lists import Array
from addon.scripting.values.numbers import NUMBERS


class MessageFormat:
    """java.text.MessageFormat"""

    __slots__ = ("locale", "pattern")

    def __init__(self, pattern: str, locale: Any = None) -> None:
        self.pattern = pattern
        self.locale = locale


define("java.text.MessageFormat", "java.text.Format", python=[MessageFormat])
messages = Table("java.text.MessageFormat")
NUMBER_STYLES = {
    "": number_instance,
    "integer": integer_instance,
    "percent": percent_instance,
    "currency": currency_instance,
}
STYLES = {"full": 0, "long": 1, "": 2, "medium": 2, "short": 3}


def write_message(run: Any, pattern: str, values: Sequence[Any], locale: Any = None) -> str:
    """The pattern with its places filled in."""
    out: list[str] = []
    at, quoted, size = 0, False, 0
    run.meter.step(len(pattern) >> 4)
    while at < len(pattern):
        unit = pattern[at]
        if unit == "'":
            if pattern.startswith("''", at):
                out.append("'")
                at += 1
            else:
                quoted = not quoted
        elif unit == "{" and not quoted:
            end = closing(pattern, at)
            out.append(_filled(run, pattern[at + 1 : end], values, locale))
            size += len(out[-1])
            run.meter.text(size)
            at = end
        else:
            out.append(unit)
        at += 1
    return "".join(out)


def closing(pattern: str, at: int) -> int:
    """Where the brace opened at a place closes."""
    depth = 0
    for index in range(at, len(pattern)):
        depth += (pattern[index] == "{") - (pattern[index] == "}")
        if not depth:
            return index
    return throw("IllegalArgumentException", "Unmatched braces in the pattern.")


def _filled(run: Any, place: str, values: Sequence[Any], locale: Any) -> str:
    number, _, rest = place.partition(",")
    if number.strip()[:1] == "-" and number.strip()[1:].isdigit():
        throw("IllegalArgumentException", f"negative argument number: {number}")
    if not number.strip().isdigit():
        throw("IllegalArgumentException", f"can't parse argument number: {number}")
    index = int(number)
    if index >= len(values):
        return "{" + number.strip() + "}"
    value = values[index]
    kind, _, style = (part.strip() for part in rest.partition(","))
    if value is None:
        return "null"
    if kind == "number" or (not kind and type(value) in NUMBERS):
        known = NUMBER_STYLES.get(style)
        chosen_format = DecimalFormat(style, symbols_in(locale)) if known is None else known(run, locale)
        return str(format_number(run, chosen_format, value))
    if kind in ("date", "time") or (not kind and isinstance(value, Date)):
        if not isinstance(value, Date):
            throw("IllegalArgumentException", "Cannot format given Object as a Date")
        return write_date(pieces_of(moments(kind, style, locale)), value.millis, UTC_ZONE)
    if kind == "choice":
        chosen = ChoiceFormat(rest.partition(",")[2]).choose(value)
        return write_message(run, chosen, values, locale) if "{" in chosen else chosen
    if kind:
        throw("IllegalArgumentException", f"unknown format type: {kind}")
    return java_text(value)


def moments(kind: str, style: str, locale: Any) -> str:
    """The pattern of a date or time in a place."""
    if not kind:
        return styled(locale, STYLES["short"], STYLES["short"])
    if style not in STYLES:
        return style
    return styled(locale, STYLES[style], None) if kind == "date" else styled(locale, None, STYLES[style])


@messages.static("format(String?, Object...)")
def format_message(run: Any, pattern: str | None, *values: Any) -> str:
    """The pattern with {0}, {1} … replaced by the values."""
    if pattern is None:
        throw("NullPointerException", 'Cannot invoke "String.length()" because "pattern" is null')
    return write_message(run, pattern, values)


@messages.constructor("(String)", "(String, Locale)")
def make(run: Any, pattern: str, locale: Any = None) -> MessageFormat:
    """A pattern with places {0}, {1} …"""
    return MessageFormat(pattern, locale)


def _places(values: Any) -> Sequence[Any]:
    """What fills the places: of null none is filled."""
    if values is None:
        return ()
    return values if type(values) is Array else (values,)


@messages.method("format(Object)")
def format_with(run: Any, self: MessageFormat, values: Any) -> str:
    """The pattern filled in with the elements of an array."""
    return write_message(run, self.pattern, _places(values), self.locale)


@messages.method("toPattern()")
def to_pattern(run: Any, self: MessageFormat) -> str:
    """The pattern."""
    return self.pattern
