"""Matching texts with characters beyond U+FFFF, such as emoji.

Texts are UTF-16 units here, as in Java, whose patterns nevertheless see such a character as one. So a text that has
any is matched as whole characters, and what was found is told in units.
"""

from bisect import bisect_left
from typing import Any

import regex

from addon.scripting.limits import meter
from addon.scripting.values.characters import inward

PAIR = regex.compile("[\ud800-\udbff][\udc00-\udfff]")


def joined(units: str) -> str:
    """Text with each pair of surrogates as one character; lone ones stay."""
    if units.isascii() or PAIR.search(units) is None:
        return units
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


class WideText:
    """A text as whole characters, with the places of the wide ones."""

    __slots__ = ("characters", "places", "starts")

    def __init__(self, characters: str) -> None:
        self.characters = characters
        self.places = [at for at, one in enumerate(characters) if one > "\uffff"]
        """Where wide characters stand, counted in characters."""
        self.starts = [at + earlier for earlier, at in enumerate(self.places)]
        """The same, counted in units."""

    def character_at(self, unit: int) -> int:
        """The index among the characters of an index among the units; inside a pair, the one behind it."""
        before = bisect_left(self.starts, unit)
        inside = before and self.starts[before - 1] + 1 == unit
        return unit - before + (1 if inside else 0)

    def unit_at(self, character: int) -> int:
        """The inverse."""
        return character + bisect_left(self.places, character)


class WideMatch:
    """A match in a wide text, told in units."""

    __slots__ = ("found", "re", "wide")

    def __init__(self, found: Any, wide: WideText) -> None:
        self.found = found
        self.wide = wide
        self.re = found.re

    def span(self, group: Any = 0) -> tuple[int, int]:
        start, end = self.found.span(group)
        return (start, end) if start < 0 else (self.wide.unit_at(start), self.wide.unit_at(end))

    def start(self, group: Any = 0) -> int:
        return self.span(group)[0]

    def end(self, group: Any = 0) -> int:
        return self.span(group)[1]

    def group(self, which: Any = 0) -> str | None:
        held = self.found.group(which)
        return None if held is None else inward(held)

    def groups(self) -> tuple[str | None, ...]:
        return tuple(None if one is None else inward(one) for one in self.found.groups())


class _Seen:
    """The text looked at last: a loop of find() asks for the same one again and again."""

    __slots__ = ("units", "wide")

    def __init__(self, units: str, wide: WideText | None) -> None:
        self.units = units
        self.wide = wide


_seen = _Seen("", None)


def wide_text(units: str) -> WideText | None:
    """The text as whole characters, or None where units and characters are the same."""
    global _seen
    if units.isascii():
        return None
    seen = _seen
    if seen.units is units:
        return seen.wide
    wide = None
    if PAIR.search(units) is not None:
        meter().text(len(units))
        meter().step(len(units) >> 6)
        wide = WideText(joined(units))
        meter().elements(2 * len(wide.places))
    _seen = _Seen(units, wide)
    return wide
