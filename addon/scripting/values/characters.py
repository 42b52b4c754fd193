"""Character and GString, and the two forms of text.

Inside the evaluator a string is a Python `str` of UTF-16 units, as in Java: what lies beyond U+FFFF is held
as two surrogates, so `length()`, indexes and `hashCode()` are Java's. `inward` and `outward` convert.
"""

from typing import Any


class Character:
    """java.lang.Character: one UTF-16 unit."""

    __slots__ = ("unit",)

    def __init__(self, unit: str) -> None:
        self.unit = unit

    def __repr__(self) -> str:
        return f"Character({self.unit!r})"


class GString:
    """A template: `strings` has one part more than `values`; a lazy part is a closure asked at each use."""

    __slots__ = ("strings", "values")

    def __init__(self, strings: tuple[str, ...], values: list[Any]) -> None:
        self.strings = strings
        self.values = values

    def __repr__(self) -> str:
        return f"GString({self.strings!r}, {self.values!r})"


def inward(text: str) -> str:
    """Host text to UTF-16 units."""
    if text.isascii() or max(text) <= "\uffff":
        return text
    return "".join(character if character <= "\uffff" else _pair(character) for character in text)


def _pair(character: str) -> str:
    offset = ord(character) - 0x10000
    return chr(0xD800 + (offset >> 10)) + chr(0xDC00 + (offset & 0x3FF))


def outward(text: str) -> str:
    """UTF-16 units to host text; a lone surrogate becomes "?", as Java's encoders do."""
    if text.isascii() or not any("\ud800" <= unit <= "\udfff" for unit in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\ufffd", "?")


def string_hash(text: str) -> int:
    """String.hashCode()"""
    result = 0
    for unit in text:
        result = (result * 31 + ord(unit)) & 0xFFFFFFFF
    return result - 0x100000000 if result & 0x80000000 else result
