"""MessageFormat.parse: what stood in the places of a pattern."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.date_reading import Unparseable, read_date
from addon.scripting.library.dates import Date, century, pieces_of
from addon.scripting.library.decimal_formats import DecimalFormat, read_number, symbols_in
from addon.scripting.library.message_formats import NUMBER_STYLES, MessageFormat, closing, messages, moments
from addon.scripting.library.zones import UTC_ZONE
from addon.scripting.values.classes import OBJECT
from addon.scripting.values.lists import Array

MOST_PLACES = 10_000


def _parts(run: Any, pattern: str) -> list[str | tuple[int, str, str]]:
    """Literals and places (number, kind, style), in turn: a literal, maybe empty, stands around every place."""
    parts: list[str | tuple[int, str, str]] = []
    literal: list[str] = []
    at, quoted = 0, False
    run.meter.text(len(pattern))
    while at < len(pattern):
        unit = pattern[at]
        if pattern.startswith("''", at):
            literal.append("'")
            at += 1
        elif unit == "'":
            quoted = not quoted
        elif unit == "{" and not quoted:
            end = closing(pattern, at)
            number, _, rest = pattern[at + 1 : end].partition(",")
            kind, _, style = (part.strip() for part in rest.partition(","))
            if not (number.strip().isdecimal() and len(number) < 10):
                throw("IllegalArgumentException", f"can't parse argument number: {number}")
            parts += ["".join(literal), (int(number), kind, style)]
            literal, at = [], end
        else:
            literal.append(unit)
        at += 1
    return [*parts, "".join(literal)]


def _value(run: Any, self: MessageFormat, kind: str, style: str, source: str, at: int) -> tuple[Any, int] | None:
    """A number or date in a text and where it ends; None if there is none."""
    if kind == "number":
        known = NUMBER_STYLES.get(style)
        form = DecimalFormat(style, symbols_in(self.locale)) if known is None else known(run, self.locale)
        run.meter.text(len(source) - at)
        found = read_number(run, form, source[at:])
        return None if found is None else (found[0], at + found[1])
    if kind in ("date", "time"):
        try:
            millis, end = read_date(pieces_of(moments(kind, style, self.locale)), source, UTC_ZONE, True, century, at)
        except Unparseable:
            return None
        return Date(millis), end
    return throw("UnsupportedOperationException", f"A place of the kind {kind} cannot be read back here.")


def _failed(at: int) -> None:
    throw("java.text.ParseException", "MessageFormat parse error!", errorOffset=at)


@messages.method("parse(String)")
def parse(run: Any, self: MessageFormat, source: str) -> Array:
    """What stands in the places of the pattern, by their numbers."""
    parts = _parts(run, self.pattern)
    values: dict[int, Any] = {}
    at = 0
    for index, part in enumerate(parts):
        run.meter.step()
        if isinstance(part, str):
            if not source.startswith(part, at):
                _failed(at)
            at += len(part)
            continue
        number, kind, style = part
        if kind:
            found = _value(run, self, kind, style, source, at)
            if found is None:
                _failed(at)
            values[number], at = found or (None, at)
            continue
        behind = parts[index + 1]
        end = source.find(str(behind), at) if behind else len(source)
        if end < 0:
            _failed(at)
        run.meter.text(end - at)
        if source[at:end] != f"{{{number}}}":
            values[number] = source[at:end]
        at = end
    if not at:
        _failed(at)
    size = max((part[0] + 1 for part in parts if not isinstance(part, str)), default=0)
    if size > MOST_PLACES:
        throw("IllegalArgumentException", f"{size} exceeds the ArrayFormat limit")
    run.meter.elements(size)
    return Array(OBJECT, [values.get(place) for place in range(size)])
