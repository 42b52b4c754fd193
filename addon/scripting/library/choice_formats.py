"""java.text.ChoiceFormat: `0#none|1#one|1<many`, a text for each range of numbers."""

from bisect import bisect_right
from math import inf, nextafter
from typing import Any

import regex

from addon.scripting.errors import throw
from addon.scripting.library.decimal_formats import numbers
from addon.scripting.library.registry import Table
from addon.scripting.values.classes import define
from addon.scripting.values.lists import Array
from addon.scripting.values.numbers import NUMBERS

PART = regex.compile(r"\s*(-?(?:\d+(?:\.\d*)?|∞))\s*([#<≤])((?:[^|']|'[^']*')*+)(?:\||$)")


class ChoiceFormat:
    """Limits in their order, and a text from each limit on."""

    __slots__ = ("limits", "words")

    def __init__(self, pattern: str) -> None:
        self.limits: list[float] = []
        self.words: list[str] = []
        at = 0
        while at < len(pattern):
            found = PART.match(pattern, at)
            if found is None:
                throw("IllegalArgumentException", "Each interval must contain a number before a format")
            limit = float(found.group(1).replace("∞", "inf"))
            if found.group(2) == "<":
                limit = nextafter(limit, inf)
            if self.limits and limit <= self.limits[-1]:
                throw("IllegalArgumentException", "Incorrect order of intervals, must be in ascending order")
            self.limits.append(limit)
            self.words.append(found.group(3).replace("''", "\0").replace("'", "").replace("\0", "'"))
            at = found.end()

    def choose(self, value: Any) -> str:
        """The text for a number."""
        if type(value) not in NUMBERS:
            throw("IllegalArgumentException", "Cannot format given Object as a Number")
        return self.words[max(0, bisect_right(self.limits, float(value)) - 1)] if self.words else ""


define("java.text.ChoiceFormat", numbers.info, python=[ChoiceFormat])
choices = Table("java.text.ChoiceFormat")


@choices.constructor("(String)", "(double[], String[])")
def make(run: Any, first: Any, words: Array | None = None) -> ChoiceFormat:
    """Texts for ranges of numbers, by pattern or by limits."""
    if words is None:
        run.meter.step(len(first) >> 2)
        return ChoiceFormat(first)
    made = ChoiceFormat("")
    if len(first) != len(words):
        throw("IllegalArgumentException", "Input arrays must be of the same length.")
    run.meter.elements(len(words))
    made.limits, made.words = [float(one) for one in first], [str(one) for one in words]
    return made


@choices.method("format(Object)")
def format_number(run: Any, self: ChoiceFormat, value: Any) -> str:
    """The text for a number."""
    return self.choose(value)
