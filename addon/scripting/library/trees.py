"""java.util.NavigableMap: the least, the greatest, the nearest."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.collectionsutil import reverse_order
from addon.scripting.library.registry import Table
from addon.scripting.semantics.texts import too_deep
from addon.scripting.values.ranges import Entry
from addon.scripting.values.sets import TreeSet
from addon.scripting.values.sortedmaps import DescendingMap, SubMap, TreeMap

FOUND = "java.util.AbstractMap$SimpleImmutableEntry"
trees = Table("java.util.NavigableMap")


@trees.method("firstKey()")
def first_key(run: Any, self: TreeMap) -> Any:
    """The least key."""
    edge = self.edge(0)
    return throw("NoSuchElementException") if edge is None else edge[0]


@trees.method("lastKey()")
def last_key(run: Any, self: TreeMap) -> Any:
    """The greatest key."""
    edge = self.edge(-1)
    return throw("NoSuchElementException") if edge is None else edge[0]


@trees.method("firstEntry()")
def first_entry(run: Any, self: TreeMap) -> Any:
    edge = self.edge(0)
    return None if edge is None else Entry(*edge, kind=FOUND)


@trees.method("lastEntry()")
def last_entry(run: Any, self: TreeMap) -> Any:
    edge = self.edge(-1)
    return None if edge is None else Entry(*edge, kind=FOUND)


def _nearest(name: str, step: int, equal: bool) -> None:
    def entry(self: TreeMap, key: Any) -> tuple[Any, Any] | None:
        place, there = self.around(key)
        if not (there and equal):
            place += step if step < 0 else int(there)
        return self.edge(place) if 0 <= place < len(self) else None

    @trees.method(f"{name}Key(Object)")
    def key_of(run: Any, self: TreeMap, key: Any) -> Any:
        found = entry(self, key)
        return None if found is None else found[0]

    @trees.method(f"{name}Entry(Object)")
    def entry_of(run: Any, self: TreeMap, key: Any) -> Any:
        found = entry(self, key)
        return None if found is None else Entry(*found, kind=FOUND)


_nearest("floor", -1, True)


_nearest("lower", -1, False)


_nearest("ceiling", 1, True)


_nearest("higher", 1, False)


@trees.method("headMap(Object)", "headMap(Object, boolean)")
def head_map(run: Any, self: TreeMap, key: Any, inclusive: bool = False) -> SubMap:
    """The entries before a key, as they are whenever one looks."""
    return part_of(self, None, (key, inclusive))


@trees.method("tailMap(Object)", "tailMap(Object, boolean)")
def tail_map(run: Any, self: TreeMap, key: Any, inclusive: bool = True) -> SubMap:
    """The entries from a key on, as they are whenever one looks."""
    return part_of(self, (key, inclusive), None)


@trees.method("subMap(Object, Object)")
def sub_tree(run: Any, self: TreeMap, low: Any, high: Any) -> SubMap:
    """The entries from one key up to another, as they are whenever one looks."""
    return part_of(self, (low, True), (high, False))


@trees.method("subMap(Object, boolean, Object, boolean)")
def sub_tree_between(run: Any, self: TreeMap, low: Any, with_low: bool, high: Any, with_high: bool) -> SubMap:
    """The entries between two keys, as they are whenever one looks."""
    return part_of(self, (low, with_low), (high, with_high))


DEEPEST = 50
"""How many parts of parts there may be: each look goes through all of them."""


def part_of(source: TreeMap, low: Any, high: Any) -> SubMap:
    """A live part of a sorted map."""
    if low is not None and high is not None:
        if source.order(low[0], high[0]) > 0:
            throw("IllegalArgumentException", "fromKey > toKey")
    else:
        bound = low or high
        source.order(bound[0], bound[0])
    outer = source
    while isinstance(outer, SubMap | DescendingMap):
        if isinstance(outer, SubMap):
            for name, bound in (("fromKey", low), ("toKey", high)):
                if bound is not None and not (outer.within(bound[0]) or on_edge(outer, bound)):
                    throw("IllegalArgumentException", f"{name} out of range")
        outer = outer.source
    return SubMap(viewed(source), low, high)


def viewed(source: TreeMap) -> TreeMap:
    """The map itself, if it is not itself a view of a view of a view."""
    depth, outer = 0, source
    while isinstance(outer, SubMap | DescendingMap):
        depth, outer = depth + 1, outer.source
    if depth > DEEPEST:
        raise too_deep()
    return source


def from_end(run: Any, source: TreeMap) -> DescendingMap:
    """A live view from the greatest key."""
    return DescendingMap(viewed(source), reverse_order(run, source.comparator))


def on_edge(part: SubMap, bound: tuple[Any, bool]) -> bool:
    """Whether a bound that does not belong to it lies on an edge of a part."""
    if bound[1]:
        return False
    return any(edge is not None and part.order(edge[0], bound[0]) == 0 for edge in (part.low, part.high))


@trees.method("descendingKeySet()")
def descending_keys(run: Any, self: TreeMap) -> TreeSet:
    """The keys from the greatest, as they are whenever one looks."""
    return TreeSet((), from_end(run, self))


@trees.method("comparator()")
def comparator(run: Any, self: TreeMap) -> Any:
    """The comparator that it was made with, if any."""
    return self.comparator


@trees.method("descendingMap()")
def descending(run: Any, self: TreeMap) -> DescendingMap:
    """The entries from the greatest key, as they are whenever one looks."""
    return from_end(run, self)


@trees.method("pollFirstEntry()")
def poll_first(run: Any, self: TreeMap) -> Any:
    edge = self.edge(0)
    if edge is None:
        return None
    self.remove(edge[0])
    return Entry(*edge, kind=FOUND)


@trees.method("pollLastEntry()")
def poll_last(run: Any, self: TreeMap) -> Any:
    edge = self.edge(-1)
    if edge is None:
        return None
    self.remove(edge[0])
    return Entry(*edge, kind=FOUND)
