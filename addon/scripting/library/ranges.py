"""groovy.lang.Range."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.iterables import listed
from addon.scripting.library.registry import Table
from addon.scripting.semantics.access import spread_property
from addon.scripting.semantics.cases import range_contains
from addon.scripting.semantics.missing import missing_method
from addon.scripting.semantics.numeric import add as add_numbers
from addon.scripting.semantics.ordering import compare
from addon.scripting.semantics.texts import text
from addon.scripting.values.callables import Closure
from addon.scripting.values.ranges import Range

ranges = Table("groovy.lang.Range")

STEPPED = ("groovy.lang.IntRange", "groovy.lang.NumberRange")
"""The ranges that know `by`."""


# Ranges


@ranges.method("getFrom()")
def get_from(run: Any, self: Range) -> Any:
    """The lower bound."""
    return (
        self.last
        if self.reverse and type(self.elements) is not range
        else (
            min(self.elements[0], self.elements[-1])  # of the range itself it would go through all of it
            if type(self.elements) is range and len(self.elements)
            else (self.first if not self.reverse else self.last)
        )
    )


@ranges.method("getTo()")
def get_to(run: Any, self: Range) -> Any:
    """The upper bound."""
    if type(self.elements) is range and len(self.elements):
        return max(self.elements[0], self.elements[-1])
    return self.first if self.reverse else self.last


@ranges.method("getFromInt()")
def from_int(run: Any, self: Range) -> Any:
    """The lower bound."""
    return get_from(run, self)


@ranges.method("getToInt()")
def to_int(run: Any, self: Range) -> Any:
    """The upper bound."""
    return get_to(run, self)


@ranges.method("isReverse()")
def is_reverse(run: Any, self: Range) -> bool:
    """Whether it counts down."""
    return self.reverse


@ranges.method("contains(Object)", "isCase(Object)")
def range_has(run: Any, self: Range, value: Any) -> bool:
    """Whether a value is one of the elements."""
    if not isinstance(self.elements, range):
        run.meter.step(len(self.elements) >> 8)
    return range_contains(self, value)


@ranges.method("containsWithinBounds(Object)")
def within(run: Any, self: Range, value: Any) -> bool:
    """Whether a value lies between the bounds."""
    if isinstance(self.elements, range) and type(value) is not int:
        return False
    low, high = (self.last, self.first) if self.reverse else (self.first, self.last)
    if type(value) is type(low) or compare_able(value, low):
        return compare(low, value) <= 0 <= compare(high, value)
    return False


def compare_able(one: Any, two: Any) -> bool:
    from addon.scripting.values.numbers import NUMBERS

    return type(one) in NUMBERS and type(two) in NUMBERS


@ranges.method("step(int)")
def step(run: Any, self: Range, by: int) -> Any:
    """Every so manieth element."""
    if by == 0:
        if not len(self.elements):
            return []
        throw("GroovyRuntimeException", "Infinite loop detected due to step size of 0")
    elements = self.elements
    run.meter.elements(len(elements) // abs(by) + 1)
    return list(elements[:: abs(by)]) if by > 0 else list(elements[::-1][:: abs(by)])


@ranges.method("step(int, Closure)")
def step_each(run: Any, self: Range, by: int, action: Closure) -> None:
    """Call with every so manieth element."""
    for one in step(run, self, by):
        action.call(one)


def _strided(run: Any, value: Any, last: Any, by: Any, beyond: int = 1) -> list[Any]:
    """The values from one to the last that are so far apart; `beyond` is how a value past the last compares."""
    made = []
    while compare(value, last) * beyond <= 0:
        run.meter.elements(1)
        run.meter.step()
        made.append(value)
        value = add_numbers(value, by)
    return made


@ranges.method("by(Number)")
def by(run: Any, self: Range, stride: Any) -> Range:
    """The same range in steps so wide; with a negative width from its end."""
    if self.class_name not in STEPPED:
        missing_method(self, "by", (stride,))
    if self.stride is not None:
        found = text(self.stride)
        throw("IllegalStateException", f"by only allowed on ranges with original stepSize = 1 but found {found}")
    low, high = get_from(run, self), get_to(run, self)
    side = compare(stride, 0)
    if side == 0 and len(self.elements):
        throw("GroovyRuntimeException", "Infinite loop detected due to step size of 0")
    whole = isinstance(self.elements, range)
    left, right = (False, False) if whole else (self.exclusive_left, self.exclusive_right)
    made = _strided(run, low, high, stride) if side > 0 else _strided(run, high, low, stride, -1)
    if left and made and compare(made[0], low) == 0:
        made = made[1:]
    if right and made and compare(made[-1], high) == 0:
        made = made[:-1]
    return Range(low, high, False, made, left, right, stride)


@ranges.method("reverse()")
def reverse(run: Any, self: Range) -> Any:
    """The elements from the last; of whole numbers again a range."""
    return listed(run, self)[::-1]


@ranges.method("get(int)")
def get(run: Any, self: Range, index: int) -> Any:
    """The element at an index; throws beyond the end."""
    if index < 0 and type(self.elements) is range:
        throw("IndexOutOfBoundsException", f"Index: {index} should not be negative")
    if index < 0:
        throw("IndexOutOfBoundsException", f"Index {index} out of bounds for length {len(self)}")
    if index >= len(self):
        throw("IndexOutOfBoundsException", f"Index: {index} too big for range: {text(self)}")
    return self.elements[index]


@ranges.method("isInclusive()")
def is_inclusive(run: Any, self: Range) -> Any:
    """Whether the last bound belongs to it; a range of texts or other numbers has no such property of its own."""
    if type(self.elements) is not range:
        return spread_property(run, self, "inclusive")
    return not self.exclusive_right


@ranges.method("isInclusiveRight()")
def is_inclusive_right(run: Any, self: Range) -> bool:
    """Whether the last bound belongs to it."""
    return not self.exclusive_right


@ranges.method("isInclusiveLeft()")
def is_inclusive_left(run: Any, self: Range) -> bool:
    """Whether the first bound belongs to it."""
    return not self.exclusive_left


@ranges.method("sort()", "unique()", "sort(Closure)", "unique(Closure)")
def unchangeable(run: Any, self: Range, closure: Any = None) -> None:
    """A range cannot be changed."""
    throw("UnsupportedOperationException")


@ranges.method("toString()")
def range_text(run: Any, self: Range) -> str:
    return text(self)


@ranges.method("isEmpty()")
def range_empty(run: Any, self: Range) -> bool:
    return not len(self.elements)
