"""What Groovy offers on everything that can be gone through: each, collect, find, inject and their kin.

Declared on Object, since Groovy lets them be called on any value (text by character, a lone value as itself);
maps and lists override what means more there.
"""

from collections.abc import Callable
from functools import cmp_to_key
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.registry import Table
from addon.scripting.semantics.cases import matches
from addon.scripting.semantics.equality import SEQUENCES
from addon.scripting.semantics.iteration import elements_of, iterate
from addon.scripting.semantics.ordering import number_aware
from addon.scripting.semantics.texts import ScriptObject
from addon.scripting.semantics.truth import truth
from addon.scripting.values import hierarchy
from addon.scripting.values.callables import Closure
from addon.scripting.values.classes import BY_NAME
from addon.scripting.values.lists import LIST_TYPES, Array, LinkedList
from addon.scripting.values.maps import MAP_TYPES, GroovyMap, TreeMap
from addon.scripting.values.numbers import Long
from addon.scripting.values.ranges import Entry, Range, ScriptIterator
from addon.scripting.values.sets import SET_TYPES, GroovySet, HashSet, TreeSet

everything = Table(hierarchy.OBJECT)


iterables = Table("java.lang.Iterable")


arrays = Table(hierarchy.ARRAY)


def collections_and_arrays(*signatures: str) -> Callable[[Any], Any]:
    """Offer a function on Iterable and on arrays."""

    def add(function: Any) -> Any:
        iterables.method(*signatures)(function)
        arrays.method(*signatures)(function)
        return function

    return add


def similar(value: Any, elements: list[Any]) -> Any:
    """A new collection of the kind of another: sets stay sets, all else becomes a list."""
    if type(value) in SET_TYPES:
        if type(value) is TreeSet:
            return TreeSet(elements, TreeMap(value.map.order, (), value.map.comparator))  # type: ignore[attr-defined]
        return HashSet(elements) if type(value) is HashSet else GroovySet(elements)
    if type(value) is LinkedList:
        return LinkedList(elements)
    if type(value) is Array:
        return Array(value.component, elements)
    return elements


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
    if isinstance(value, Range):
        run.meter.elements(len(value) * 5)  # its elements are made, too
    elif not isinstance(value, (ScriptObject, ScriptIterator)):
        run.meter.elements(len(value))
    return list(value)


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


@collections_and_arrays("reverseEach(Closure)")
def reverse_each(run: Any, self: Any, action: Closure) -> Any:
    """Call for every element from the last."""
    for element in reversed(listed(run, self)):
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
        made = closure.call(element)
        if made is not None:
            add_to(run, target, elements_of(made))
    return target


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
        throw("NullPointerException")
    else:
        from addon.scripting.semantics.calling import invoke

        target.put(invoke(run, made, "getKey", ()), invoke(run, made, "getValue", ()))


@everything.method("findAll()", "findAll(Closure)")
def find_all(run: Any, self: Any, test: Closure | None = None) -> Any:
    """The elements that pass."""
    if test is None:
        found = [element for element in iterate(run, self) if truth(element)]
    else:
        invoke = test.invoke
        found = [element for element in iterate(run, self) if truth(invoke(test, (element,)))]
    run.meter.elements(len(found))
    return similar(self, found) if type(self) in SET_TYPES else found


@everything.method("find()", "find(Closure)")
def find(run: Any, self: Any, test: Closure | None = None) -> Any:
    """The first element that passes, or null."""
    for element in iterate(run, self):
        if truth(element if test is None else test.call(element)):
            return element
    return None


@everything.method("findResult()")
def find_not_null(run: Any, self: Any) -> Any:
    """The first element that is not null."""
    for element in iterate(run, self):
        if element is not None:
            return element
    return None


@everything.method("findResult(Closure)", "findResult(Object, Closure)")
def find_result(run: Any, self: Any, first: Any, test: Closure | None = None) -> Any:
    """The first result of a closure that is not null."""
    closure = first if test is None else test
    for element in iterate(run, self):
        made = closure.call(element)
        if made is not None:
            return made
    return None if test is None else first


@collections_and_arrays("findResults()", "findResults(Closure)")
def find_results(run: Any, self: Any, change: Closure | None = None) -> list[Any]:
    """The results of a closure that are not null."""
    made = [element if change is None else change.call(element) for element in iterate(run, self)]
    return charged(run, [one for one in made if one is not None])


@everything.method("any()", "any(Closure)")
def any_(run: Any, self: Any, test: Closure | None = None) -> bool:
    """Whether some element passes."""
    return any(True for element in iterate(run, self) if truth(element)) if test is None else _any(run, self, test)


def _any(run: Any, self: Any, test: Closure) -> bool:
    return any(truth(test.call(element)) for element in iterate(run, self))


@everything.method("every()", "every(Closure)")
def every(run: Any, self: Any, test: Closure | None = None) -> bool:
    """Whether all elements pass."""
    return all(truth(element if test is None else test.call(element)) for element in iterate(run, self))


@everything.method("inject(Closure)", "inject(Object, Closure)")
def inject(run: Any, self: Any, first: Any, combine: Closure | None = None) -> Any:
    """Combine all elements, beginning with a value or the first element."""
    elements = iterate(run, self)
    if combine is None:
        combine = first
        for element in elements:
            result = element
            break
        else:
            throw(
                "NoSuchElementException",
                "Cannot call inject() on an empty collection without passing an initial value.",
            )
    else:
        result = first
    for element in elements:
        result = combine.call(result, element)
    return result


@everything.method("grep()", "grep(Object)")
def grep(run: Any, self: Any, *test: Any) -> Any:
    """The elements that match, as switch does."""
    if not test:
        found = [element for element in iterate(run, self) if truth(element)]
    else:
        found = [element for element in iterate(run, self) if matches(run, test[0], element)]
    run.meter.elements(len(found))
    return similar(self, found) if type(self) in SET_TYPES else found


@everything.method("findIndexOf(Closure)", "findIndexOf(int, Closure)")
def find_index_of(run: Any, self: Any, first: Any, test: Closure | None = None) -> int:
    """The index of the first element that passes, or -1."""
    start, closure = (0, first) if test is None else (first, test)
    for index, element in enumerate(iterate(run, self)):
        if index >= start and truth(closure.call(element)):
            return index
    return -1


@everything.method("findLastIndexOf(Closure)", "findLastIndexOf(int, Closure)")
def find_last_index_of(run: Any, self: Any, first: Any, test: Closure | None = None) -> int:
    """The index of the last element that passes, from an index on; or -1."""
    start, passes = (0, first) if test is None else (first, test)
    answer = -1
    for index, element in enumerate(iterate(run, self)):
        if index >= start and truth(passes.call(element)):
            answer = index
    return answer


@everything.method("findIndexValues(Closure)", "findIndexValues(Number, Closure)")
def find_index_values(run: Any, self: Any, first: Any, test: Closure | None = None) -> list[Any]:
    """The indexes of the elements that pass, from an index on."""
    start, passes = (0, first) if test is None else (int(first), test)
    return [
        Long(index)
        for index, element in enumerate(iterate(run, self))
        if index >= start and truth(passes.call(element))
    ]


@everything.method("split(Closure)")
def split(run: Any, self: Any, test: Closure) -> list[Any]:
    """Two collections: what passes and what does not."""
    yes: list[Any] = []
    no: list[Any] = []
    for element in iterate(run, self):
        (yes if truth(test.call(element)) else no).append(element)
    run.meter.elements(len(yes) + len(no))
    return [similar(self, yes), similar(self, no)]


@everything.method("iterator()")
def iterator(run: Any, self: Any) -> ScriptIterator:
    """An iterator over the elements."""
    return ScriptIterator(iterate(run, self))
