"""java.util.Collections."""

from functools import partial
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library import listchanges, lists
from addon.scripting.library.iterables import charged, listed, sign_of_answer, sorted_by
from addon.scripting.library.listorder import unmodifiable_set
from addon.scripting.library.lists import unmodifiable
from addon.scripting.library.mapparts import as_unmodifiable
from addon.scripting.library.registry import Table
from addon.scripting.semantics.cases import contains
from addon.scripting.semantics.equality import SEQUENCES, java_equals
from addon.scripting.semantics.naturalorder import SortOrder, by_reverse_order, natural
from addon.scripting.values.callables import NativeFunction
from addon.scripting.values.classes import define
from addon.scripting.values.lists import SubList, UnmodifiableList
from addon.scripting.values.maps import HashMap, UnmodifiableMap
from addon.scripting.values.ranges import ScriptIterator
from addon.scripting.values.sets import GroovySet, HashSet, UnmodifiableSet

NAME = "java.util.Collections"
collections = Table(define(NAME))


def order_given(given: Any) -> Any:
    """The order of a Comparator, or that of Java's sort where there is none."""
    return SortOrder() if given is None else (lambda one, two: sign_of_answer(given.call(one, two)))


@collections.static("sort(List)", "sort(List, Comparator?)")
def sort(run: Any, target: Any, order: Any = None) -> None:
    """Sort in place."""
    target[:] = sorted_by(run, list(lists.changeable(target, False)), order_given(order))


@collections.static("reverse(List)")
def reverse(run: Any, target: Any) -> None:
    run.meter.step(len(target) >> 6)
    held = lists.changeable(target, False)
    if isinstance(held, SubList):
        held[0 : len(held)] = list(held)[::-1]
    else:
        held.reverse()


@collections.static("swap(List, int, int)")
def swap(run: Any, target: Any, one: int, two: int) -> None:
    listchanges.swap(run, target, one, two)


@collections.static("max(Collection)", "max(Collection, Comparator?)")
def largest(run: Any, elements: Any, order: Any = None) -> Any:
    chosen = partial(natural, called="next") if order is None else order_given(order)
    if not len(elements):
        throw("NoSuchElementException")
    best, *rest = listed(run, elements)
    run.meter.walk(len(rest))
    for one in rest:
        if chosen(one, best) > 0:
            best = one
    return best


@collections.static("min(Collection)", "min(Collection, Comparator?)")
def least(run: Any, elements: Any, order: Any = None) -> Any:
    chosen = partial(natural, called="next") if order is None else order_given(order)
    if not len(elements):
        throw("NoSuchElementException")
    best, *rest = listed(run, elements)
    run.meter.walk(len(rest))
    for one in rest:
        if chosen(one, best) < 0:
            best = one
    return best


collections.constant("EMPTY_LIST", UnmodifiableList((), f"{NAME}$EmptyList"))
collections.constant("EMPTY_MAP", UnmodifiableMap((), None, f"{NAME}$EmptyMap"))
collections.constant("EMPTY_SET", UnmodifiableSet((), None, f"{NAME}$EmptySet"))


@collections.static("rotate(List, int)")
def rotate(run: Any, target: Any, distance: int) -> None:
    """Move every element so many places on; what leaves the end comes to the start."""
    elements = listed(run, target)
    if elements:
        at = -distance % len(elements)
        lists.changeable(target, False)[:] = elements[at:] + elements[:at]


@collections.static("fill(List, Object)")
def fill_list(run: Any, target: Any, value: Any) -> None:
    """Set every element to a value."""
    run.meter.elements(len(target))
    lists.changeable(target, False)[:] = [value] * len(target)


@collections.static("copy(List, List)")
def copy(run: Any, target: Any, source: Any) -> None:
    """Set the first elements to those of another list."""
    if len(source) > len(target):
        throw("IndexOutOfBoundsException", "Source does not fit in dest")
    lists.changeable(target, False)[: len(source)] = listed(run, source)


@collections.static("replaceAll(List, Object, Object)")
def replace_all(run: Any, target: Any, old: Any, new: Any) -> bool:
    """Replace a value wherever it stands."""
    found = [index for index, one in enumerate(listed(run, target)) if one is old or java_equals(one, old)]
    run.meter.walk(len(target))
    for index in found:
        lists.changeable(target, False)[index] = new
    return bool(found)


@collections.static("shuffle(List)", "shuffle(List, Random)")
def shuffle(run: Any, target: Any, source: Any = None) -> None:
    """Put the elements in a random order."""
    from addon.scripting.library.arrangements import shuffled

    made = shuffled(run, target, source)
    if len(made) > 1:
        lists.changeable(target, False)[:] = made


def _places(run: Any, elements: Any, part: Any) -> list[int]:
    whole, sought = listed(run, elements), listed(run, part)
    run.meter.step(len(whole) * max(1, len(sought)) >> 2)
    return [
        start
        for start in range(len(whole) - len(sought) + 1)
        if all(java_equals(one, two) for one, two in zip(whole[start : start + len(sought)], sought, strict=True))
    ]


@collections.static("indexOfSubList(List, List)")
def index_of_part(run: Any, elements: Any, part: Any) -> int:
    """Where a list stands inside another; -1 if nowhere."""
    return next(iter(_places(run, elements, part)), -1)


@collections.static("lastIndexOfSubList(List, List)")
def last_index_of_part(run: Any, elements: Any, part: Any) -> int:
    """Where a list stands last inside another; -1 if nowhere."""
    return next(reversed(_places(run, elements, part)), -1)


@collections.static("enumeration(Collection)", "emptyIterator()", "emptyEnumeration()")
def enumeration(run: Any, elements: Any = ()) -> ScriptIterator:
    """The elements one by one."""
    return ScriptIterator(iter(listed(run, elements)))


@collections.static("list(Iterator)")
def list_of(run: Any, elements: ScriptIterator) -> list[Any]:
    """What is left of an enumeration."""
    return elements.listed()


@collections.static("newSetFromMap(Map)")
def set_from_map(run: Any, backing: Any) -> GroovySet:
    """An empty set in the order of a map."""
    if len(backing):
        throw("IllegalArgumentException", "Map is non-empty")
    return HashSet() if type(backing) is HashMap else GroovySet()


@collections.static("unmodifiableCollection(Collection)")
def unmodifiable_collection(run: Any, values: Any) -> Any:
    """A view of a collection that cannot be changed."""
    return (
        unmodifiable(run, values) if type(values) in SEQUENCES else UnmodifiableList(charged(run, listed(run, values)))
    )


@collections.static("emptyList()")
def empty_list(run: Any) -> UnmodifiableList:
    """An empty list that cannot be changed."""
    return UnmodifiableList((), f"{NAME}$EmptyList")


@collections.static("emptyMap()")
def empty_map(run: Any) -> UnmodifiableMap:
    return UnmodifiableMap((), None, f"{NAME}$EmptyMap")


@collections.static("emptySet()")
def empty_set(run: Any) -> UnmodifiableSet:
    return UnmodifiableSet((), None, f"{NAME}$EmptySet")


@collections.static("singletonList(Object)")
def singleton_list(run: Any, value: Any) -> UnmodifiableList:
    return UnmodifiableList([value], f"{NAME}$SingletonList")


@collections.static("singleton(Object)")
def singleton(run: Any, value: Any) -> UnmodifiableSet:
    return UnmodifiableSet([value], None, f"{NAME}$SingletonSet")


@collections.static("singletonMap(Object, Object)")
def singleton_map(run: Any, key: Any, value: Any) -> UnmodifiableMap:
    return UnmodifiableMap([(key, value)], None, f"{NAME}$SingletonMap")


@collections.static("unmodifiableList(List)")
def unmodifiable_list(run: Any, values: Any) -> Any:
    """A view of a list that cannot be changed."""
    return unmodifiable(run, values)


@collections.static("unmodifiableSet(Set)", "unmodifiableSortedSet(Set)", "unmodifiableNavigableSet(Set)")
def set_view(run: Any, values: Any) -> Any:
    """A view of a set that cannot be changed."""
    return unmodifiable_set(run, values)


@collections.static("unmodifiableMap(Map)", "unmodifiableSortedMap(Map)", "unmodifiableNavigableMap(Map)")
def map_view(run: Any, values: Any) -> Any:
    """A view of a map that cannot be changed."""
    return as_unmodifiable(run, values)


@collections.static(
    "synchronizedList(List)",
    "synchronizedMap(Map)",
    "synchronizedSet(Set)",
    "synchronizedCollection(Collection)",
    "synchronizedSortedSet(Set)",
    "synchronizedSortedMap(Map)",
    "synchronizedNavigableMap(Map)",
    "synchronizedNavigableSet(Set)",
    "checkedCollection(Collection, Class)",
    "checkedList(List, Class)",
    "checkedSet(Set, Class)",
    "checkedSortedSet(Set, Class)",
    "checkedMap(Map, Class, Class)",
    "checkedSortedMap(Map, Class, Class)",
)
def as_is(run: Any, values: Any, *kinds: Any) -> Any:
    """The collection itself: a rule runs alone, and its types are not checked."""
    return values


@collections.static("addAll(Collection, Object...)")
def add_all(run: Any, target: Any, *values: Any) -> bool:
    from addon.scripting.library.iterables import add_to

    add_to(run, target, listed(run, values))
    return bool(values)


@collections.static("frequency(Collection, Object)")
def frequency(run: Any, elements: Any, value: Any) -> int:
    run.meter.walk(len(elements))
    return sum([1 for one in elements if java_equals(one, value) or one is value])


@collections.static("nCopies(int, Object)")
def copies(run: Any, count: int, value: Any) -> UnmodifiableList:
    if count < 0:
        throw("IllegalArgumentException", f"List length = {count}")
    run.meter.elements(count)
    return UnmodifiableList([value] * count, f"{NAME}$CopiesList")


@collections.static("disjoint(Collection, Collection)")
def disjoint(run: Any, one: Any, two: Any) -> bool:
    return not any(contains(run, two, element) for element in one)


@collections.static("reverseOrder()", "reverseOrder(Comparator)")
def reverse_order(run: Any, order: Any = None) -> NativeFunction:
    """The opposite order."""
    if order is None:
        return NativeFunction(by_reverse_order, 2, "java.util.Comparator")
    return NativeFunction(lambda one, two: order.call(two, one), 2, "java.util.Comparator")


@collections.static("binarySearch(List, Object)", "binarySearch(List, Object, Comparator?)")
def binary_search(run: Any, elements: Any, value: Any, order: Any = None) -> int:
    """Where a value stands in a sorted list; where it is not, -1 minus where it would stand."""
    return search(
        elements,
        value,
        0,
        len(elements),
        order_given(order) if order is not None else partial(natural, called="midVal"),
    )


def search(elements: Any, value: Any, start: int, end: int, order: Any) -> int:
    """Where a value stands from one index up to another."""
    low, high = start, end - 1
    while low <= high:
        middle = (low + high) // 2
        place = order(elements[middle], value)
        if place < 0:
            low = middle + 1
        elif place > 0:
            high = middle - 1
        else:
            return middle
    return -(low + 1)


@collections.static("emptySortedSet()", "emptyNavigableSet()")
def empty_sorted_set(run: Any) -> UnmodifiableSet:
    """An empty set."""
    return UnmodifiableSet(())


@collections.static("emptySortedMap()", "emptyNavigableMap()")
def empty_sorted_map(run: Any) -> UnmodifiableMap:
    """An empty map."""
    return UnmodifiableMap(())
