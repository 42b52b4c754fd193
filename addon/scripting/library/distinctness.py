"""Sorted copies and copies without duplicates of collections; collections as lists and sets."""

from collections.abc import Callable
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.iterables import (
    charged,
    collections_and_arrays,
    iterables,
    listed,
    order_of,
    similar,
    sorted_by,
)
from addon.scripting.semantics.equality import SEQUENCES, equals
from addon.scripting.semantics.naturalorder import natural
from addon.scripting.semantics.ordering import number_aware
from addon.scripting.values.callables import Closure
from addon.scripting.values.lists import Array
from addon.scripting.values.sets import SET_TYPES, GroovySet, HashSet, TreeSet
from addon.scripting.values.sortedmaps import TreeMap

# Orders


@collections_and_arrays("toSorted()", "toSorted(Closure)", "toSorted(Comparator?)")
def to_sorted(run: Any, self: Any, closure: Any = None) -> Any:
    """A sorted copy."""
    if type(self) is TreeSet and closure is None:
        return GroovySet(listed(run, self))
    made = sorted_by(run, listed(run, self), number_aware if closure is None else order_of(closure))
    return Array(self.component, made) if type(self) is Array else made


@collections_and_arrays("toUnique()", "toUnique(Closure)", "toUnique(Comparator)")
def to_unique(run: Any, self: Any, closure: Any = None) -> Any:
    """A copy without duplicates."""
    if closure is None:
        return similar(self, charged(run, _naturally_distinct(run, listed(run, self))))
    if type(closure) is Closure and closure.size == 1:
        return similar(self, charged(run, distinct(run, listed(run, self), closure)))
    return similar(self, charged(run, _first_by_order(run, listed(run, self), order_of(closure))))


def _first_by_order(run: Any, elements: list[Any], order: Callable[[Any, Any], int]) -> list[Any]:
    """The first of all elements that a tree of this order holds as one."""
    run.meter.elements(len(elements))
    known = TreeMap(order)
    kept = []
    for element in elements:
        run.meter.step(1 + len(known).bit_length())
        if not known.has(element):
            known.put(element, True)
            kept.append(element)
    return kept


def _naturally_distinct(run: Any, elements: list[Any]) -> list[Any]:
    """The first of all elements with the same place in their natural order; what has none is refused."""
    if all(type(element) is str for element in elements) or all(type(element) is int for element in elements):
        return list(dict.fromkeys(elements))
    run.meter.elements(len(elements))
    known = TreeMap(natural)
    kept = []
    for element in elements:
        if element is None and len(known):
            throw("NullPointerException")
        if not len(known) or not known.has(element):
            known.put(element, True)
            kept.append(element)
    return kept


def distinct(run: Any, elements: list[Any], closure: Any) -> list[Any]:
    """The first of all elements that count as the same."""
    if type(closure) is Closure and closure.size == 1:
        keys = [closure.call(element) for element in elements]
    elif closure is not None:
        return _distinct_slowly(run, elements, order_of(closure))
    else:
        keys = elements
    if all(type(key) is str for key in keys) or all(type(key) is int for key in keys):
        seen: dict[Any, Any] = {}
        for key, element in zip(keys, elements, strict=True):
            seen.setdefault(key, element)
        return list(seen.values())
    kept: list[Any] = []
    known: list[Any] = []
    for key, element in zip(keys, elements, strict=True):
        run.meter.step(1 + (len(known) >> 1))
        if not any(_same(other, key) for other in known):
            known.append(key)
            kept.append(element)
    return kept


def _same(one: Any, two: Any) -> bool:
    return equals(one, two)


def _distinct_slowly(run: Any, elements: list[Any], order: Callable[[Any, Any], int]) -> list[Any]:
    kept: list[Any] = []
    for element in elements:
        run.meter.step(1 + (len(kept) >> 1))
        if not any(order(element, other) == 0 for other in kept):
            kept.append(element)
    return kept


@collections_and_arrays("toList()")
def to_list(run: Any, self: Any) -> list[Any]:
    """The elements as a new list."""
    return charged(run, listed(run, self))


@collections_and_arrays("toSet()")
def to_set(run: Any, self: Any) -> HashSet:
    """The elements as a new set."""
    run.meter.entries(len(self))
    run.meter.walk(len(self))
    elements = listed(run, self)
    made = HashSet()
    if type(self) in SEQUENCES or type(self) in SET_TYPES:
        made.map.capacity = 1 << max(0, len(elements) - 1).bit_length()  # type: ignore[attr-defined]
    for element in elements:
        made.map.put(element, True)
    return made


@iterables.method("asCollection()")
def as_collection(run: Any, self: Any) -> Any:
    """The collection itself; anything else that has elements as a list."""
    return self if type(self) in SEQUENCES or type(self) in SET_TYPES else charged(run, listed(run, self))


@iterables.method("asList()")
def as_list(run: Any, self: Any) -> Any:
    """The elements as a list."""
    return self if type(self) in SEQUENCES else charged(run, listed(run, self))
