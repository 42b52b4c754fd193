"""java.util.NavigableMap: the least, the greatest, the nearest."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.maps import similar
from addon.scripting.library.registry import Table
from addon.scripting.values.maps import TreeMap
from addon.scripting.values.ranges import Entry
from addon.scripting.values.sets import TreeSet

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
    return None if edge is None else Entry(*edge)


@trees.method("lastEntry()")
def last_entry(run: Any, self: TreeMap) -> Any:
    edge = self.edge(-1)
    return None if edge is None else Entry(*edge)


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
        return None if found is None else Entry(*found)


_nearest("floor", -1, True)


_nearest("lower", -1, False)


_nearest("ceiling", 1, True)


_nearest("higher", 1, False)


@trees.method("headMap(Object)", "headMap(Object, boolean)")
def head_map(run: Any, self: TreeMap, key: Any, inclusive: bool = False) -> Any:
    place, there = self.around(key)
    return similar(self, self.items()[: place + (there and inclusive)])


@trees.method("tailMap(Object)", "tailMap(Object, boolean)")
def tail_map(run: Any, self: TreeMap, key: Any, inclusive: bool = True) -> Any:
    place, there = self.around(key)
    return similar(self, self.items()[place + (there and not inclusive) :])


@trees.method("subMap(Object, Object)")
def sub_tree(run: Any, self: TreeMap, low: Any, high: Any) -> Any:
    if self.order(low, high) > 0:
        throw("IllegalArgumentException", "fromKey > toKey")
    return similar(self, self.items()[self.around(low)[0] : self.around(high)[0]])


@trees.method("subMap(Object, boolean, Object, boolean)")
def sub_tree_between(run: Any, self: TreeMap, low: Any, with_low: bool, high: Any, with_high: bool) -> Any:
    if self.order(low, high) > 0:
        throw("IllegalArgumentException", "fromKey > toKey")
    first, last = self.around(low), self.around(high)
    return similar(self, self.items()[first[0] + (first[1] and not with_low) : last[0] + (last[1] and with_high)])


@trees.method("descendingKeySet()")
def descending_keys(run: Any, self: TreeMap) -> Any:
    run.meter.entries(len(self))
    return TreeSet(self.keys(), TreeMap(lambda one, two: self.order(two, one)))


@trees.method("comparator()")
def comparator(run: Any, self: TreeMap) -> Any:
    """The comparator that it was made with, if any."""
    return self.comparator


@trees.method("descendingMap()")
def descending(run: Any, self: TreeMap) -> Any:
    return TreeMap(lambda one, two: self.order(two, one), self.items())


@trees.method("pollFirstEntry()")
def poll_first(run: Any, self: TreeMap) -> Any:
    edge = self.edge(0)
    if edge is None:
        return None
    self.remove(edge[0])
    return Entry(*edge)


@trees.method("pollLastEntry()")
def poll_last(run: Any, self: TreeMap) -> Any:
    edge = self.edge(-1)
    if edge is None:
        return None
    self.remove(edge[0])
    return Entry(*edge)
