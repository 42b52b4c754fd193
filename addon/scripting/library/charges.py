"""What functions of texts and long numbers cost beyond the step that calls them: work by the receiver's size.

The tables of String, BigInteger and BigDecimal wrap their functions with these, and all tables their static methods and
constructors by what those are given, so that no function is forgotten:
a method that copies or searches megabytes in a loop has to meet the limit of steps, not the clock.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from addon.scripting.semantics.numeric import LONG_NUMBER, charge_digits
from addon.scripting.values import hierarchy
from addon.scripting.values.classes import ClassInfo
from addon.scripting.values.lists import Array
from addon.scripting.values.numbers import BigInteger

Function = Callable[..., Any]
LONG_ARRAY = 64
LONG_TEXT = 256
"""Characters a text may have before its functions cost more than one step."""


def by_length(function: Function, cost: int) -> Function:
    """`cost` steps for each 256 characters of the text."""

    @wraps(function)
    def charged(run: Any, self: str, *arguments: Any) -> Any:
        size = len(self)
        if size > LONG_TEXT:
            run.meter.step(size * cost >> 8)
        return function(run, self, *arguments)

    return charged


def by_bits(function: Function, cost: int) -> Function:
    """`cost` steps for each 512 bits of the number."""

    @wraps(function)
    def charged(run: Any, self: int, *arguments: Any) -> Any:
        bits = self.bit_length()
        if bits > LONG_NUMBER:
            run.meter.step(bits * cost >> 9)
        return function(run, self, *arguments)

    return charged


def by_digits(function: Function, cost: int) -> Function:
    """Steps for the digits of the number."""

    @wraps(function)
    def charged(run: Any, self: Any, *arguments: Any) -> Any:
        charge_digits(self)
        return function(run, self, *arguments)

    return charged


def by_arguments(function: Function) -> Function:
    """Steps by the size of the texts, long numbers and arrays that a static method or constructor is given."""

    @wraps(function)
    def charged(run: Any, *arguments: Any) -> Any:
        if len(arguments) > LONG_ARRAY:
            run.meter.step(len(arguments) >> 2)
        for given in arguments:
            kind = type(given)
            if kind is str and len(given) > LONG_TEXT:
                run.meter.step(len(given) >> 8)
            elif kind is Array and len(given) > LONG_ARRAY:
                run.meter.step(len(given) >> 2)
            elif kind is BigInteger and given.bit_length() > LONG_NUMBER:
                run.meter.step(given.bit_length() >> 9)
        return function(run, *arguments)

    return charged


RULES: dict[ClassInfo, Callable[[Function, int], Function]] = {
    hierarchy.STRING: by_length,
    hierarchy.BIG_INTEGER: by_bits,
    hierarchy.BIG_DECIMAL: by_digits,
}


def charging(owner: ClassInfo, function: Function, cost: int) -> Function:
    """The function as the table of `owner` offers it; with cost 0, one that takes the same time whatever the size."""
    rule = RULES.get(owner)
    return function if rule is None or not cost else rule(function, cost)
