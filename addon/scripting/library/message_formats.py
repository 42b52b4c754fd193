"""java.text.MessageFormat: `{0} of {1,number,#.#}`."""

from collections.abc import Sequence
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.choice_formats import ChoiceFormat
from addon.scripting.library.date_patterns import write_date
from addon.scripting.library.dates import Date, pieces_of
from addon.scripting.library.decimal_formats import DecimalFormat, format_number
from addon.scripting.library.registry import Table
from addon.scripting.library.zones import UTC_ZONE
from addon.scripting.semantics.texts import java_text
from addon.scripting.values.classes import define
from addon.scripting.values.lists import Array
from addon.scripting.values.numbers import NUMBERS


class MessageFormat:
    """java.text.MessageFormat"""

    __slots__ = ("pattern",)

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern


define("java.text.MessageFormat", "java.text.Format", python=[MessageFormat])
messages = Table("java.text.MessageFormat")
NUMBER_STYLES = {"": "#,##0.###", "integer": "#,##0", "percent": "#,##0%", "currency": "¤#,##0.00"}
DATE_STYLES = {"": "MMM d, yyyy", "short": "M/d/yy", "medium": "MMM d, yyyy", "long": "MMMM d, yyyy"}
DATE_STYLES |= {"full": "EEEE, MMMM d, yyyy"}
TIME_STYLES = {"": "h:mm:ss a", "short": "h:mm a", "medium": "h:mm:ss a", "long": "h:mm:ss a z"}


def write_message(run: Any, pattern: str, values: Sequence[Any]) -> str:
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
            end = _closing(pattern, at)
            out.append(_filled(run, pattern[at + 1 : end], values))
            size += len(out[-1])
            run.meter.text(size)
            at = end
        else:
            out.append(unit)
        at += 1
    return "".join(out)


def _closing(pattern: str, at: int) -> int:
    depth = 0
    for index in range(at, len(pattern)):
        depth += (pattern[index] == "{") - (pattern[index] == "}")
        if not depth:
            return index
    return throw("IllegalArgumentException", "Unmatched braces in the pattern.")


def _filled(run: Any, place: str, values: Sequence[Any]) -> str:
    number, _, rest = place.partition(",")
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
        return str(format_number(run, DecimalFormat(NUMBER_STYLES.get(style, style)), value))
    if kind in ("date", "time") or (not kind and isinstance(value, Date)):
        if not isinstance(value, Date):
            throw("IllegalArgumentException", "Cannot format given Object as a Date")
        styles = {"date": DATE_STYLES, "time": TIME_STYLES}.get(kind, {"": "M/d/yy, h:mm a"})
        return write_date(pieces_of(styles.get(style, style)), value.millis, UTC_ZONE)
    if kind == "choice":
        chosen = ChoiceFormat(rest.partition(",")[2]).choose(value)
        return write_message(run, chosen, values) if "{" in chosen else chosen
    if kind:
        throw("IllegalArgumentException", f"unknown format type: {kind}")
    return java_text(value)


@messages.static("format(String, Object...)")
def format_message(run: Any, pattern: str, *values: Any) -> str:
    """The pattern with {0}, {1} … replaced by the values."""
    return write_message(run, pattern, values)


@messages.constructor("(String)", "(String, Locale)")
def make(run: Any, pattern: str, locale: Any = None) -> MessageFormat:
    """A pattern with places {0}, {1} …"""
    return MessageFormat(pattern)


@messages.method("format(Object)")
def format_with(run: Any, self: MessageFormat, values: Any) -> str:
    """The pattern filled in with the elements of an array."""
    return write_message(run, self.pattern, values if type(values) is Array else (values,))


@messages.method("toPattern()")
def to_pattern(run: Any, self: MessageFormat) -> str:
    """The pattern."""
    return self.pattern
