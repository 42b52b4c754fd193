"""What Groovy adds to String: operators, characters by index, padding."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.registry import Table
from addon.scripting.library.stringpatterns import replace_first_pattern
from addon.scripting.semantics.coerce import (
    cast,
)
from addon.scripting.semantics.narrowing import to_int
from addon.scripting.semantics.ranges import bounds, next_text
from addon.scripting.semantics.texts import text
from addon.scripting.values import hierarchy
from addon.scripting.values.characters import GString
from addon.scripting.values.classes import BY_NAME
from addon.scripting.values.ranges import Range

strings = Table(hierarchy.STRING)


def made(run: Any, value: str) -> str:
    """Charge a text that was made from existing parts."""
    run.meter.text(len(value))
    return value


@strings.method("size()", cost=0)
def size(run: Any, self: str) -> int:
    """The number of characters."""
    return len(self)


@strings.method("plus(Object)")
def plus(run: Any, self: str, other: Any) -> str:
    """The text with another behind."""
    more = text(other)
    run.meter.text(len(self) + len(more))
    return self + more


@Table("groovy.lang.GString").method("plus(Object)")
def plus_template(run: Any, self: GString, other: Any) -> Any:
    """The template with text or another one behind, closures in it kept; with anything else behind, a text."""
    from addon.scripting.semantics.operators import gstring_plus

    return gstring_plus(self, other) if type(other) in (str, GString) else plus(run, text(self), other)


@strings.method("minus(Object)")
def minus(run: Any, self: str, other: Any) -> str:
    """The text without the first occurrence of another (or of a pattern's match)."""
    from addon.scripting.semantics.patterns import Pattern

    if type(other) is Pattern:
        return replace_first_pattern(run, self, other, "")
    sought = text(other)
    at = self.find(sought)
    return self if at < 0 else made(run, self[:at] + self[at + len(sought) :])


@strings.method("multiply(Number)")
def multiply(run: Any, self: str, count: Any) -> str:
    """The text so many times."""
    times = to_int(count)
    if times < 0:
        throw("IllegalArgumentException", f"multiply() should be called with a number of 0 or greater not: {times}")
    run.meter.text(len(self) * times)
    return self * times


@strings.method("next()")
def next_(run: Any, self: str) -> str:
    """The text with its last character stepped."""
    return next_text(self, 1)


@strings.method("previous()")
def previous(run: Any, self: str) -> str:
    """The text with its last character stepped back."""
    if not self:
        throw("IllegalArgumentException", "the string is empty")
    return next_text(self, -1)


@strings.method("getAt(int)", "getAt(Number)", cost=0)
def get_at(run: Any, self: str, index: Any) -> str:
    """The character at an index, from the end if negative."""
    at = to_int(index)
    place = at + len(self) if at < 0 else at
    if place < 0:
        throw("ArrayIndexOutOfBoundsException", f"Negative array index [{at}] too large for array size {len(self)}")
    if place >= len(self):
        throw("StringIndexOutOfBoundsException", _index_message(at, place, len(self)))
    return self[place]


def _index_message(index: int, place: int, length: int) -> str:
    return f"begin {place}, end {place + 1}, length {length}"


@strings.method("getAt(Range)", cost=0)
def get_range(run: Any, self: str, where: Any) -> str:
    """The part a range covers, turned round for a reverse range."""
    start, end, reverse = bounds(where, len(self))
    if start < 0 or end > len(self) or start > end:
        throw("StringIndexOutOfBoundsException", f"begin {start}, end {end}, length {len(self)}")
    part = made(run, self[start:end])
    return part[::-1] if reverse else part


@strings.method("getAt(Collection)")
def get_many(run: Any, self: str, indexes: Any) -> str:
    """The characters at several indexes."""
    parts = []
    for index in indexes:
        if isinstance(index, Range):
            parts.append(get_range(run, self, index))
        else:
            parts.append(get_at(run, self, cast(index, BY_NAME["int"])))
    return made(run, "".join(parts))


@strings.method("padLeft(Number)", "padLeft(Number, CharSequence)")
def pad_left(run: Any, self: str, width: Any, padding: str = " ") -> str:
    """Filled up to a width at the left."""
    return padding_text(run, len(self), to_int(width), padding) + self


@strings.method("padRight(Number)", "padRight(Number, CharSequence)")
def pad_right(run: Any, self: str, width: Any, padding: str = " ") -> str:
    """Filled up to a width at the right."""
    return self + padding_text(run, len(self), to_int(width), padding)


def padding_text(run: Any, length: int, width: int, padding: str) -> str:
    """As much of the padding as is missing."""
    missing = width - length
    if missing <= 0:
        return ""
    if not padding:
        throw("ArithmeticException", "/ by zero")
    run.meter.text(width)
    return (padding * (missing // len(padding) + 1))[:missing]


@strings.method("center(Number)", "center(Number, CharSequence)")
def center(run: Any, self: str, width: Any, padding: str = " ") -> str:
    """In the middle of a width."""
    wanted = to_int(width)
    missing = wanted - len(self)
    if missing <= 0:
        return self
    left = missing // 2
    right = missing - left
    run.meter.text(wanted)
    semi = padding * (right // max(1, len(padding)) + 1)
    return semi[:left] + self + semi[:right]
