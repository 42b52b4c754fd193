"""What collections hold: contains, intersect, plus, minus, flatten."""

from collections.abc import Callable
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.iterables import (
    charged,
    collections_and_arrays,
    copied,
    iterables,
    listed,
    order_of,
    similar,
)
from addon.scripting.semantics.coerce import cast
from addon.scripting.semantics.equality import SEQUENCES, equals, java_equals
from addon.scripting.semantics.missing import missing_method
from addon.scripting.semantics.narrowing import to_int
from addon.scripting.semantics.texts import text
from addon.scripting.values.callables import Closure
from addon.scripting.values.classes import BY_NAME, PRIMITIVE_CODES, class_of
from addon.scripting.values.lists import Array
from addon.scripting.values.numbers import NUMBERS, wrap_int
from addon.scripting.values.ranges import Range
from addon.scripting.values.sets import SET_TYPES


@collections_and_arrays("size()")
def size(run: Any, self: Any) -> int:
    """The number of elements."""
    return len(self)


@collections_and_arrays("isEmpty()")
def is_empty(run: Any, self: Any) -> bool:
    """Whether there is no element."""
    return not len(self)


@collections_and_arrays("contains(Object)")
def contains(run: Any, self: Any, value: Any) -> bool:
    """Whether some element equals a value."""
    from addon.scripting.semantics.cases import contains as has

    return has(run, self, value)


@collections_and_arrays("containsAll(Collection)", "containsAll(Object[])")
def contains_all(run: Any, self: Any, values: Any) -> bool:
    """Whether all values are contained."""
    run.meter.walk(len(values) * 2)
    if type(self) is Range:
        from addon.scripting.semantics.calling import invoke

        return all(invoke(run, self, "contains", (value,)) for value in values)
    return all(contains(run, self, value) for value in values)


@iterables.method("containsAll(Object...)")
def contains_several(run: Any, self: Any, *values: Any) -> bool:
    """Whether all values are contained."""
    if values == (None,):
        throw("NullPointerException", 'Cannot invoke "java.util.Collection.iterator()" because "c" is null')
    return bool(contains_all(run, self, list(values)))


@collections_and_arrays("disjoint(Iterable)", "disjoint(Object[])")
def disjoint(run: Any, self: Any, other: Any) -> bool:
    """Whether no element is in both."""
    others = listed(run, other)
    for element in self:
        run.meter.step(1 + (len(others) >> 1))
        if any(java_equals(element, one) or equals(element, one) for one in others):
            return False
    return True


@collections_and_arrays("intersect(Iterable)", "intersect(Object[])")
def intersect(run: Any, self: Any, other: Any) -> Any:
    """The elements that are in both."""
    mine, others = listed(run, self), listed(run, other)
    kept = [element for element in mine if _among(run, element, others)]
    return similar(self, charged(run, kept))


def _among(run: Any, element: Any, others: list[Any]) -> bool:
    run.meter.step(1 + (len(others) >> 1))
    return any(equals(element, one) for one in others)


def _several(run: Any, self: Any, other: Any, name: str) -> list[Any]:
    """What an operand brings: the elements of a collection; an array is one element, except beside another array."""
    primitives = [one for one in (self, other) if type(one) is Array and one.component.name in PRIMITIVE_CODES]
    if primitives and primitives[0] is self:
        missing_method(self, name, (other,))
    if type(other) is Array and (type(self) is not Array or primitives):
        return [other]
    return listed(run, other) if type(other) in SEQUENCES or type(other) in SET_TYPES else [other]


@collections_and_arrays("plus(Iterable)", "plus(Object[])", "plus(Object)", "plus(Collection)")
def plus_(run: Any, self: Any, other: Any) -> Any:
    """A new collection with more elements."""
    added = _several(run, self, other, "plus")
    if type(self) is Array:
        added = [cast(one, self.component) for one in added]
    return copied(self, charged(run, [*self, *added]))


@collections_and_arrays("minus(Iterable)", "minus(Object[])", "minus(Object)", "minus(Collection)")
def minus(run: Any, self: Any, other: Any) -> Any:
    """A new collection without some elements."""
    unwanted = _several(run, self, other, "minus")
    if len(unwanted) > 8 and all(type(one) is str for one in unwanted):
        known = set(unwanted)
        kept = [one for one in self if not (text(one) in known if type(one) is not str else one in known)]
    else:
        kept = [one for one in self if not _among(run, one, unwanted)]
    return similar(self, charged(run, kept))


@iterables.method("intersect(Iterable, Closure)", "intersect(Iterable, Comparator)")
def intersect_by(run: Any, self: Any, other: Any, order: Any) -> Any:
    """The elements that some of the other equals by an order, or by what a closure makes of them."""
    others = listed(run, other)
    same = order_of(order)
    return similar(self, charged(run, [one for one in listed(run, self) if _found(run, one, others, same)]))


@iterables.method("minus(Iterable, Closure)", "minus(Iterable, Comparator)")
def minus_by(run: Any, self: Any, other: Any, order: Any) -> Any:
    """The elements that none of the other equals by an order, or by what a closure makes of them."""
    unwanted = listed(run, other)
    if not _one_kind([*self, *unwanted]):
        return minus(run, self, unwanted)
    same = order_of(order)
    return similar(self, charged(run, [one for one in listed(run, self) if not _found(run, one, unwanted, same)]))


def _one_kind(values: list[Any]) -> bool:
    """Whether all are of the first one's class and can be ordered: only then Groovy asks the order of `minus`."""
    if not values:
        return True
    first = values[0]
    if type(first) in NUMBERS:
        return all(type(one) in NUMBERS for one in values)
    info = class_of(first)
    return info.is_a(BY_NAME["java.lang.Comparable"]) and all(class_of(one) is info for one in values)


def _found(run: Any, element: Any, others: list[Any], order: Callable[[Any, Any], int]) -> bool:
    run.meter.step(1 + (len(others) >> 1))
    return any(order(element, one) == 0 for one in others)


@collections_and_arrays("multiply(Number)")
def multiply(run: Any, self: Any, count: Any) -> Any:
    """The elements so many times."""
    if type(self) is Array:
        missing_method(self, "multiply", (count,))
    elements = listed(run, self)
    times = to_int(count)
    if times < 0 and type(self) in (list, Range) and elements:
        capacity = wrap_int(len(elements) * times)
        if capacity < 0:
            throw("IllegalArgumentException", f"Illegal Capacity: {capacity}")
    times = max(0, times)
    run.meter.elements(len(elements) * times)
    return similar(self, elements * times)


@collections_and_arrays("flatten()", "flatten(Closure)")
def flatten(run: Any, self: Any, closure: Closure | None = None) -> Any:
    """All elements of all collections inside, in one."""
    made: list[Any] = []
    _flatten(run, listed(run, self), made, closure, 0)
    return made if type(self) is Array else similar(self, made)


def _flatten(run: Any, elements: list[Any], made: list[Any], closure: Closure | None, depth: int) -> None:
    from addon.scripting.semantics.texts import DEEPEST, too_deep

    if depth > DEEPEST:
        raise too_deep()
    for element in elements:
        kind = type(element)
        if kind in SEQUENCES or kind in SET_TYPES:
            _flatten(run, listed(run, element), made, closure, depth + 1)
            continue
        if closure is not None:
            changed = closure.call(element)
            if type(changed) in SEQUENCES or type(changed) in SET_TYPES:
                _flatten(run, list(changed), made, None, depth + 1)
                continue
            element = changed
        run.meter.step()
        run.meter.elements(1)
        made.append(element)
