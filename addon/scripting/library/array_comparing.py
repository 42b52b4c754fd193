"""java.util.Arrays: comparing by a comparator or in parts; System.arraycopy."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.arraysutil import arrays, checked
from addon.scripting.library.collectionsutil import order_given, search
from addon.scripting.library.iterables import listed
from addon.scripting.library.system import system
from addon.scripting.semantics.coerce import cast
from addon.scripting.semantics.equality import java_equals
from addon.scripting.semantics.ordering import compare
from addon.scripting.values.classes import class_of
from addon.scripting.values.lists import Array

BY_ORDER = "(Object[], Object[], Comparator)"
BY_PART = "(Object[], int, int, Object[], int, int)"
BY_PART_AND_ORDER = "(Object[], int, int, Object[], int, int, Comparator)"


def _first_difference(run: Any, one: Any, two: Any, order: Any) -> int:
    run.meter.step(min(len(one), len(two)) >> (2 if order is None else 0))
    given = None if order is None else order_given(order)
    for index, (left, right) in enumerate(zip(one, two, strict=False)):
        if not java_equals(left, right) if given is None else given(left, right) != 0:
            return index
    return -1 if len(one) == len(two) else min(len(one), len(two))


def _answer(run: Any, name: str, one: Any, two: Any, order: Any) -> Any:
    at = _first_difference(run, one, two, order)
    if name == "equals":
        return at < 0
    if name == "mismatch":
        return at
    if at < 0 or at >= min(len(one), len(two)):
        return len(one) - len(two)
    return (compare if order is None else order_given(order))(one[at], two[at])


def _comparing(name: str) -> None:
    @arrays.static(f"{name}{BY_ORDER}")
    def by_order(run: Any, one: Array, two: Array, order: Any) -> Any:
        """As without a comparator, but elements are equal when the comparator says so."""
        return _answer(run, name, one, two, order)

    @arrays.static(f"{name}{BY_PART}", f"{name}{BY_PART_AND_ORDER}")
    def by_part(
        run: Any, one: Array, start: int, end: int, two: Array, other: int, last: int, order: Any = None
    ) -> Any:
        """As for whole arrays, of the elements from one index up to another of each."""
        checked(one, start, end)
        checked(two, other, last)
        return _answer(run, name, listed(run, one)[start:end], listed(run, two)[other:last], order)


for _name in ("equals", "mismatch", "compare"):
    _comparing(_name)


@arrays.static("binarySearch(Object[], int, int, Object, Comparator)")
def search_part(run: Any, values: Array, start: int, end: int, value: Any, order: Any) -> int:
    """Where a value stands between two indexes of an array sorted by a comparator."""
    checked(values, start, end)
    return int(search(values, value, start, end, order_given(order)))


@system.static("arraycopy(Object, int, Object, int, int)")
def array_copy(run: Any, source: Any, start: int, target: Any, place: int, count: int) -> None:
    """Copy elements of one array into another."""
    for name, given in (("source", source), ("destination", target)):
        if type(given) is not Array:
            throw("ArrayStoreException", f"arraycopy: {name} type {class_of(given).name} is not an array")
    for name, given, first in (("source", source, start), ("destination", target, place)):
        shown = _shown(given)
        if first < 0:
            throw(
                "ArrayIndexOutOfBoundsException",
                f"arraycopy: {name} index {first} out of bounds for {shown}",
            )
    if count < 0:
        throw("ArrayIndexOutOfBoundsException", f"arraycopy: length {count} is negative")
    for name, given, first in (("source", source, start), ("destination", target, place)):
        if first + count > len(given):
            throw(
                "ArrayIndexOutOfBoundsException",
                f"arraycopy: last {name} index {first + count} out of bounds for {_shown(given)}",
            )
    run.meter.elements(count)
    part = listed(run, source)[start : start + count]
    target[place : place + count] = (
        part if source.component is target.component else [cast(one, target.component) for one in part]
    )


def _shown(values: Array) -> str:
    name = values.component.name
    return f"{name if '.' not in name else 'object array'}[{len(values)}]"
