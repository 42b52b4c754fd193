"""What Groovy offers on everything that can be gone through: each, collect, find, inject and their kin.

Declared on Object, since Groovy lets them be called on any value (text by character, a lone value as itself);
maps and lists override what means more there.
"""

from collections.abc import Callable
from functools import cmp_to_key
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.registry import Table
from addon.scripting.semantics.castfailures import cast_failure
from addon.scripting.semantics.equality import SEQUENCES
from addon.scripting.semantics.iteration import elements_of, iterate
from addon.scripting.semantics.ordering import number_aware
from addon.scripting.semantics.texts import ScriptObject
from addon.scripting.values import hierarchy
from addon.scripting.values.callables import Closure
from addon.scripting.values.classes import BY_NAME, class_named, class_of
from addon.scripting.values.lists import (
    LIST_TYPES,
    Array,
    ArrayDeque,
    CopiedList,
    LinkedList,
    PriorityQueue,
    Stack,
    Tuple,
    UnmodifiableList,
    UnmodifiableView,
    Vector,
)
from addon.scripting.values.maps import MAP_TYPES, GroovyMap, HashMap
from addon.scripting.values.ranges import Entry, Range, ScriptIterator
from addon.scripting.values.sets import SET_TYPES, GroovySet, HashSet, TreeSet, UnmodifiableSet
from addon.scripting.values.sortedmaps import TreeMap

everything = Table(hierarchy.OBJECT)


iterables = Table("java.lang.Iterable")


arrays = Table(hierarchy.ARRAY)


lists = Table("java.util.List")
COLLECTION = class_named("java.util.Collection")
UNCHANGEABLE = frozenset((UnmodifiableList, UnmodifiableView, UnmodifiableSet, Tuple, Range))


def collections_and_arrays(*signatures: str) -> Callable[[Any], Any]:
    """Offer a function on Iterable and on arrays."""

    def add(function: Any) -> Any:
        iterables.method(*signatures)(function)
        arrays.method(*signatures)(function)
        return function

    return add


KEPT: dict[type, Any] = {kind: kind for kind in (LinkedList, ArrayDeque, Vector, Stack, CopiedList)}
"""Kinds of lists that what is made of them is of, too."""


def similar(value: Any, elements: list[Any]) -> Any:
    """A new collection like another: sets keep an order, few lists their kind, all else becomes an ArrayList."""
    kind = type(value)
    if kind in SET_TYPES:
        if kind is TreeSet:
            return TreeSet(elements, TreeMap(value.map.order, (), value.map.comparator))
        return GroovySet(elements)
    if kind is Array:
        return Array(value.component, elements)
    if kind is PriorityQueue:
        from addon.scripting.library.queues import like

        return like(value, elements)
    made = KEPT.get(kind)
    return elements if made is None else made(elements)


def copied(value: Any, elements: list[Any]) -> Any:
    """As `similar`, but what is made of a HashSet is one."""
    if type(value) is not HashSet:
        return similar(value, elements)
    room = HashMap()
    room.fit(len(value))
    return HashSet(elements, room)


def order_of(closure: Any) -> Callable[[Any, Any], int]:
    """The order a closure or comparator means: two parameters compare, one gives the key."""
    if type(closure) is Closure and closure.size == 1:
        return lambda one, two: number_aware(closure.call(one), closure.call(two))
    return lambda one, two: sign_of_answer(closure.call(one, two))


def sign_of_answer(answer: Any) -> int:
    from addon.scripting.semantics.coerce import cast

    value = cast(answer, BY_NAME["int"])
    return int(value > 0) - int(value < 0)


def sorted_by(run: Any, elements: list[Any], order: Callable[[Any, Any], int]) -> list[Any]:
    """A sorted copy; comparisons are charged."""
    meter = run.meter
    meter.elements(len(elements))

    def counted(one: Any, two: Any) -> int:
        meter.fuel -= 1
        if meter.fuel < 0:
            meter.out_of_fuel()
        return order(one, two)

    return sorted(elements, key=cmp_to_key(counted))


def listed(run: Any, value: Any) -> list[Any]:
    """The elements of a collection as a new list, its room charged before it is taken."""
    if isinstance(value, ScriptIterator):
        return value.listed()
    if isinstance(value, Range):
        run.meter.elements(len(value) * 5)  # its elements are made, too
    elif not isinstance(value, ScriptObject):
        if not hasattr(value, "__len__"):
            return _read(run, value)
        run.meter.elements(len(value))
    return list(value)


def _read(run: Any, value: Any) -> list[Any]:
    """The elements of what only tells them as it goes, such as a Scanner."""
    found = []
    for one in iterate(run, value):
        run.meter.elements(1)
        found.append(one)
    return found


def charged(run: Any, elements: list[Any]) -> list[Any]:
    """A new list, its room charged."""
    run.meter.elements(len(elements))
    return elements


# Going through


@everything.method("each(Closure)")
def each(run: Any, self: Any, action: Closure) -> Any:
    """Call for every element; gives this value back."""
    invoke = action.invoke
    for element in iterate(run, self):
        invoke(action, (element,))
    return self


@everything.method("eachWithIndex(Closure)")
def each_with_index(run: Any, self: Any, action: Closure) -> Any:
    """Call with every element and its index."""
    for index, element in enumerate(iterate(run, self)):
        action.call(element, index)
    return self


@collections_and_arrays("forEach(Consumer)")
def for_each(run: Any, self: Any, action: Any) -> None:
    """Call for every element."""
    for element in iterate(run, self):
        action.call(element)


@lists.method("reverseEach(Closure)")
@arrays.method("reverseEach(Closure)")
@Table("java.util.NavigableSet").method("reverseEach(Closure)")
def reverse_each(run: Any, self: Any, action: Closure) -> Any:
    """Call for every element from the last."""
    size = len(self)
    for element in reversed(listed(run, self)):
        if len(self) != size:
            throw("ConcurrentModificationException")
        action.call(element)
    return self


# Making new


@everything.method("collect()", "collect(Closure)", "collect(Collection, Closure)")
def collect(run: Any, self: Any, first: Any = None, change: Closure | None = None) -> Any:
    """What a closure makes of every element."""
    if first is None:
        return charged(run, elements_of(self))
    if change is None:
        change = first
        target: Any = None
    else:
        target = first
    invoke = change.invoke
    made = [invoke(change, (element,)) for element in iterate(run, self)]
    run.meter.elements(len(made))
    if target is None:
        return made
    add_to(run, target, made)
    return target


def add_to(run: Any, target: Any, elements: list[Any]) -> None:
    """Add to a list or set."""
    if type(target) in UNCHANGEABLE:
        throw("UnsupportedOperationException")
    if type(target) in SET_TYPES:
        run.meter.entries(len(elements))
        for element in elements:
            target.add(element)
    else:
        run.meter.elements(len(elements))
        target.extend(elements)


@collections_and_arrays("collectMany(Closure)", "collectMany(Collection, Closure)")
def collect_many(run: Any, self: Any, first: Any, change: Closure | None = None) -> Any:
    """The elements of all the collections a closure makes."""
    target = [] if change is None else first
    closure = first if change is None else change
    for element in iterate(run, self):
        add_to(run, target, collection_of(closure.call(element)))
    return target


def collection_of(made: Any) -> list[Any]:
    """The elements of the collection that a closure of collectMany gave; none of null."""
    if made is None:
        return []
    if not class_of(made).is_a(COLLECTION):
        cast_failure(made, COLLECTION)
    return elements_of(made)


@collections_and_arrays("collectNested(Closure)")
def collect_nested(run: Any, self: Any, change: Closure) -> list[Any]:
    """As collect, going into lists inside lists."""
    return [
        collect_nested(run, element, change) if type(element) in SEQUENCES else change.call(element)
        for element in iterate(run, self)
    ]


@iterables.method("collectNested(Collection, Closure)")
def collect_nested_into(run: Any, self: Any, target: Any, change: Closure) -> Any:
    """As collectNested, added to a collection."""
    add_to(run, target, collect_nested(run, self, change))
    return target


@collections_and_arrays(
    "collectEntries()", "collectEntries(Closure)", "collectEntries(Map)", "collectEntries(Map, Closure)"
)
def collect_entries(run: Any, self: Any, first: Any = None, change: Closure | None = None) -> GroovyMap:
    """A map of what a closure makes of every element: [key, value] or a map."""
    target = first if type(first) in MAP_TYPES else GroovyMap()
    closure = first if type(first) is Closure else change
    for element in iterate(run, self):
        add_entry(run, target, element if closure is None else closure.call(element))
    return target


def add_entry(run: Any, target: GroovyMap, made: Any) -> None:
    """Put a [key, value] pair, an entry or a map's entries into a map."""
    run.meter.entries(1)
    kind = type(made)
    if kind in MAP_TYPES:
        for key, value in made.items():
            target.put(key, value)
    elif kind in LIST_TYPES:
        target.put(made[0] if made else None, made[1] if len(made) > 1 else None)
    elif kind is Entry:
        target.put(made.key, made.value)
    elif made is None:
        return
    else:
        from addon.scripting.semantics.calling import invoke

        target.put(invoke(run, made, "getKey", ()), invoke(run, made, "getValue", ()))


@everything.method("iterator()")
def iterator(run: Any, self: Any) -> ScriptIterator:
    """An iterator over the elements."""
    return ScriptIterator(iterate(run, self))
