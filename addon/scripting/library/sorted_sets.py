"""java.util.NavigableSet and TreeSet: neighbors, ends and parts of sorted sets."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.iterables import listed, sign_of_answer
from addon.scripting.library.registry import Table
from addon.scripting.library.trees import from_end, part_of
from addon.scripting.semantics.equality import SEQUENCES
from addon.scripting.semantics.naturalorder import natural
from addon.scripting.values.ranges import EntryIterator
from addon.scripting.values.sets import SET_TYPES, TreeSet
from addon.scripting.values.sortedmaps import TreeMap

navigable = Table("java.util.NavigableSet")


@Table("java.util.TreeSet").constructor("()", "(Collection)", "(Comparator)")
def new_tree(run: Any, source: Any = None) -> TreeSet:
    """An empty sorted set, one of a collection, or one with an order of its own."""
    if source is None:
        return TreeSet((), TreeMap(natural))
    if type(source) in SEQUENCES or type(source) in SET_TYPES:
        run.meter.entries(len(source))
        return TreeSet(source, TreeMap(natural))
    return TreeSet((), TreeMap(lambda one, two: sign_of_answer(source.call(one, two)), (), source))


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
def descending(run: Any, self: TreeSet) -> TreeSet:
    """The elements from the greatest, as they are whenever one looks."""
    return TreeSet((), from_end(run, self.map))  # type: ignore[arg-type]
