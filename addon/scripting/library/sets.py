"""java.util.Set, ranges and iterators."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.iterables import listed, sign_of_answer, similar
from addon.scripting.library.lists import at, get_many, get_range
from addon.scripting.library.registry import Table
from addon.scripting.library.trees import part_of
from addon.scripting.semantics.cases import contains as has
from addon.scripting.semantics.cases import range_contains
from addon.scripting.semantics.equality import SEQUENCES, equals
from addon.scripting.semantics.narrowing import to_int
from addon.scripting.semantics.naturalorder import natural
from addon.scripting.semantics.numeric import add as add_numbers
from addon.scripting.semantics.ordering import compare
from addon.scripting.semantics.texts import text
from addon.scripting.semantics.truth import truth
from addon.scripting.values.callables import Closure
from addon.scripting.values.lists import Values
from addon.scripting.values.maps import TreeMap, UnmodifiableMap
from addon.scripting.values.ranges import EntryIterator, Range
from addon.scripting.values.sets import SET_TYPES, EntrySet, GroovySet, HashSet, KeySet, TreeSet, UnmodifiableSet

sets = Table("java.util.Set")
collections = Table("java.util.Collection")
ranges = Table("groovy.lang.Range")
navigable = Table("java.util.NavigableSet")


def changeable(self: GroovySet) -> GroovySet:
    if type(self) is UnmodifiableSet or type(self.map) is UnmodifiableMap:
        throw("UnsupportedOperationException")
    return self


@sets.method("add(Object)")
def add(run: Any, self: GroovySet, value: Any) -> bool:
    """Add; says whether it was new."""
    if type(self) in (KeySet, EntrySet):
        throw("UnsupportedOperationException")
    run.meter.entries(1)
    return changeable(self).add(value)


@sets.method("leftShift(Object)")
def left_shift(run: Any, self: GroovySet, value: Any) -> GroovySet:
    """Add; gives the set."""
    add(run, self, value)
    return self


@sets.method("addAll(Collection)", "addAll(Object[])", "addAll(Iterable)")
def add_all(run: Any, self: GroovySet, values: Any) -> bool:
    """Add all elements."""
    changed = False
    for value in listed(run, values):
        changed = add(run, self, value) or changed
    return changed


@sets.method("remove(Object)", "removeElement(Object)")
def remove(run: Any, self: GroovySet, value: Any) -> bool:
    """Remove; says whether it was there."""
    return changeable(self).remove(value)


@sets.method("clear()")
def clear(run: Any, self: GroovySet) -> None:
    """Remove everything."""
    changeable(self).map.clear()


@sets.method("contains(Object)", "isCase(Object)")
def contains(run: Any, self: GroovySet, value: Any) -> bool:
    """Whether the set has a value."""
    return self.has(value)


def _keep(self: GroovySet, kept: list[Any]) -> bool:
    before = list(self)
    if len(kept) == len(before):
        return False
    changeable(self)
    survivors = GroovySet(kept)
    for element in before:
        if not survivors.has(element):
            self.remove(element)
    return True


@sets.method("removeAll(Collection)", "removeAll(Object[])")
def remove_all(run: Any, self: GroovySet, values: Any) -> bool:
    """Remove every element that is among the values."""
    run.meter.walk(len(self))
    return _keep(self, [one for one in self if not has(run, values, one)])


@sets.method("retainAll(Collection)", "retainAll(Object[])")
def retain_all(run: Any, self: GroovySet, values: Any) -> bool:
    """Remove every element that is not among the values."""
    run.meter.walk(len(self))
    return _keep(self, [one for one in self if has(run, values, one)])


@sets.method("removeAll(Closure)", "removeIf(Predicate)")
def remove_where(run: Any, self: GroovySet, test: Any) -> bool:
    """Remove every element that passes."""
    return _keep(self, [one for one in self if not truth(test.call(one))])


@sets.method("retainAll(Closure)")
def retain_where(run: Any, self: GroovySet, test: Closure) -> bool:
    return _keep(self, [one for one in self if truth(test.call(one))])


@collections.method("getAt(int)", "getAt(Number)")
def get_at(run: Any, self: Any, index: Any) -> Any:
    """The element at an index of the iteration."""
    return at(run, listed(run, self), to_int(index))


collections.method("getAt(Range)")(lambda run, self, where: get_range(run, listed(run, self), where))
collections.method("getAt(Collection)")(lambda run, self, indexes: get_many(run, listed(run, self), indexes))


@sets.method("iterator()")
def iterator(run: Any, self: GroovySet) -> EntryIterator:
    """An iterator that can remove."""
    elements = listed(run, self)
    keys = [one.key for one in elements] if type(self) is EntrySet else elements
    return EntryIterator(self.map, keys, elements)


@sets.method("clone()")
def clone(run: Any, self: GroovySet) -> Any:
    return similar(self, listed(run, self))


@sets.method("equals(Object)")
def equal(run: Any, self: GroovySet, other: Any) -> bool:
    return equals(self, other)


@collections.method("add(Object)")
def add_value(run: Any, self: Any, value: Any) -> Any:
    if type(self) is Values:
        throw("UnsupportedOperationException")
    run.meter.elements(1)
    self.append(value)
    return True


def _constructors(name: str, kind: Any) -> None:
    @Table(name).constructor("()", "(int)", "(Collection)")
    def construct(run: Any, source: Any = None) -> Any:
        """An empty set, or one with the elements of a collection."""
        if source is None or type(source) is int:
            return kind()
        run.meter.entries(len(source))
        made = kind()
        if kind is HashSet:
            while made.map.capacity * 3 < len(source) * 4:
                made.map.capacity *= 2
        for one in source:
            made.add(one)
        return made


_constructors("java.util.LinkedHashSet", GroovySet)
_constructors("java.util.HashSet", HashSet)


@Table("java.util.TreeSet").constructor("()", "(Collection)", "(Comparator)")
def new_tree(run: Any, source: Any = None) -> TreeSet:
    """An empty sorted set, one of a collection, or one with an order of its own."""
    if source is None:
        return TreeSet((), TreeMap(natural))
    if type(source) in SEQUENCES or type(source) in SET_TYPES:
        run.meter.entries(len(source))
        return TreeSet(source, TreeMap(natural))
    return TreeSet((), TreeMap(lambda one, two: sign_of_answer(source.call(one, two)), (), source))


@sets.static("of(Object...)")
def set_of(run: Any, *values: Any) -> UnmodifiableSet:
    made = UnmodifiableSet()
    run.meter.entries(len(values))
    for value in listed(run, values):
        if value is None:
            throw("NullPointerException")
        if not made.add(value):
            throw("IllegalArgumentException", f"duplicate element: {text(value)}")
    return made


@sets.static("copyOf(Collection)")
def copy_of(run: Any, values: Any) -> UnmodifiableSet:
    """A set that cannot be changed, of a collection's elements."""
    return UnmodifiableSet(listed(run, values))


def _edge(self: TreeSet, index: int) -> Any:
    elements = list(self)
    if not elements:
        throw("NoSuchElementException")
    return elements[index]


@navigable.method("first()")
def first(run: Any, self: TreeSet) -> Any:
    """The least element."""
    return _edge(self, 0)


@navigable.method("last()")
def last(run: Any, self: TreeSet) -> Any:
    """The greatest element."""
    return _edge(self, -1)


@navigable.method("pollFirst()")
def poll_first(run: Any, self: TreeSet) -> Any:
    if not len(self):
        return None
    found = _edge(self, 0)
    self.remove(found)
    return found


@navigable.method("pollLast()")
def poll_last(run: Any, self: TreeSet) -> Any:
    if not len(self):
        return None
    found = _edge(self, -1)
    self.remove(found)
    return found


def _nearest(name: str, accept: Any, last_one: bool) -> None:
    @navigable.method(f"{name}(Object)")
    def nearest(run: Any, self: TreeSet, value: Any) -> Any:
        order = self.map.order  # type: ignore[attr-defined]
        fitting = [one for one in self if accept(order(one, value))]
        return (fitting[-1] if last_one else fitting[0]) if fitting else None


_nearest("floor", lambda order: order <= 0, True)
_nearest("lower", lambda order: order < 0, True)
_nearest("ceiling", lambda order: order >= 0, False)
_nearest("higher", lambda order: order > 0, False)


def _part(self: TreeSet, low: Any, high: Any) -> TreeSet:
    return TreeSet((), part_of(self.map, low, high))  # type: ignore[arg-type]


@navigable.method("headSet(Object)", "headSet(Object, boolean)")
def head_set(run: Any, self: TreeSet, value: Any, inclusive: bool = False) -> TreeSet:
    """The elements before a value, as they are whenever one looks."""
    return _part(self, None, (value, inclusive))


@navigable.method("tailSet(Object)", "tailSet(Object, boolean)")
def tail_set(run: Any, self: TreeSet, value: Any, inclusive: bool = True) -> TreeSet:
    """The elements from a value on, as they are whenever one looks."""
    return _part(self, (value, inclusive), None)


@navigable.method("subSet(Object, Object)")
def sub_set(run: Any, self: TreeSet, low: Any, high: Any) -> TreeSet:
    """The elements from one value up to another, as they are whenever one looks."""
    return _part(self, (low, True), (high, False))


@navigable.method("subSet(Object, boolean, Object, boolean)")
def sub_set_between(run: Any, self: TreeSet, low: Any, with_low: bool, high: Any, with_high: bool) -> TreeSet:
    """The elements between two values, as they are whenever one looks."""
    return _part(self, (low, with_low), (high, with_high))


@navigable.method("comparator()")
def comparator(run: Any, self: TreeSet) -> Any:
    """The comparator that it was made with, if any."""
    return self.map.comparator  # type: ignore[attr-defined]


@navigable.method("descendingIterator()")
def descending_iterator(run: Any, self: TreeSet) -> EntryIterator:
    """An iterator from the greatest element."""
    elements = listed(run, self)[::-1]
    return EntryIterator(self.map, elements, elements)


@navigable.method("descendingSet()")
def descending(run: Any, self: TreeSet) -> Any:
    order = self.map.order  # type: ignore[attr-defined]
    return TreeSet(listed(run, self), TreeMap(lambda one, two: order(two, one)))


# Ranges


@ranges.method("getFrom()")
def get_from(run: Any, self: Range) -> Any:
    """The lower bound."""
    return (
        self.last
        if self.reverse and type(self.elements) is not range
        else (
            min(self.elements)
            if type(self.elements) is range and len(self.elements)
            else (self.first if not self.reverse else self.last)
        )
    )


@ranges.method("getTo()")
def get_to(run: Any, self: Range) -> Any:
    """The upper bound."""
    if type(self.elements) is range and len(self.elements):
        return max(self.elements)
    return self.first if self.reverse else self.last


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


@ranges.method("step(int)", "by(int)")
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


@ranges.method("step(Number)", "by(Number)")
def step_number(run: Any, self: Range, by: Any) -> list[Any]:
    made = []
    value = self.first
    while compare(value, self.last) <= 0:
        run.meter.elements(1)
        run.meter.step()
        made.append(value)
        value = add_numbers(value, by)
    return made


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


@ranges.method("isInclusive()", "isInclusiveRight()")
def is_inclusive(run: Any, self: Range) -> bool:
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
