"""What few collections have beside the rest: sizes of vectors, capacities, sets seen from their end."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.collectionsutil import collections
from addon.scripting.library.registry import Table
from addon.scripting.library.sorted_sets import descending
from addon.scripting.library.streams import Stream, stepping
from addon.scripting.semantics.equality import java_equals
from addon.scripting.values.maps import GroovyMap
from addon.scripting.values.ranges import ListCursor
from addon.scripting.values.sets import GroovySet, HashSet, TreeSet

vectors = Table("java.util.Vector")


@collections.static("emptyListIterator()")
def empty_cursor(run: Any) -> ListCursor:
    """An iterator of nothing."""
    return ListCursor([], 0)


@vectors.method("setSize(int)")
def set_size(run: Any, self: Any, size: int) -> None:
    """Cut, or fill with null."""
    if size < 0:
        throw("ArrayIndexOutOfBoundsException", str(size))
    run.meter.elements(max(0, size - len(self)))
    self[size:] = [None] * (size - len(self))


@vectors.method("copyInto(Object[])")
def copy_into(run: Any, self: Any, target: Any) -> None:
    """Copy the elements into an array."""
    if len(target) < len(self):
        throw(
            "ArrayIndexOutOfBoundsException",
            f"arraycopy: last destination index {len(self)} out of bounds for object array[{len(target)}]",
        )
    run.meter.elements(len(self))
    target[: len(self)] = list(self)


@vectors.method("indexOf(Object, int)")
def index_from(run: Any, self: Any, value: Any, start: int) -> int:
    """Where a value first stands from an index on, or -1."""
    run.meter.walk(len(self))
    return next((place for place in range(max(0, start), len(self)) if java_equals(self[place], value)), -1)


@vectors.method("lastIndexOf(Object, int)")
def last_index_from(run: Any, self: Any, value: Any, start: int) -> int:
    """Where a value last stands up to an index, or -1."""
    if start >= len(self):
        throw("IndexOutOfBoundsException", f"{start} >= {len(self)}")
    run.meter.walk(len(self))
    return next((place for place in range(start, -1, -1) if java_equals(self[place], value)), -1)


@Table("java.util.NavigableSet").method("asReversed()")
def reversed_view(run: Any, self: TreeSet) -> TreeSet:
    """The elements from the greatest, as they are whenever one looks."""
    return descending(run, self)  # type: ignore[no-any-return]


@Table("java.util.Map").method("toSpreadMap()")
def spread_map(run: Any, self: GroovyMap) -> GroovyMap:
    """A copy to be spread into named arguments."""
    run.meter.entries(len(self))
    return GroovyMap(self.items())


@Table("java.util.LinkedHashMap").constructor("(int, float, boolean)")
def ordered_map(run: Any, capacity: int, load: float, by_access: bool) -> GroovyMap:
    """An empty map in the order in which its keys were put."""
    if by_access:
        throw(
            "UnsupportedOperationException",
            "A LinkedHashMap in the order of access is not available here. Remove a key and put it again to move it.",
        )
    return GroovyMap()


Table("java.util.HashSet").constructor("(int, float)")(lambda run, capacity, load: HashSet())
Table("java.util.LinkedHashSet").constructor("(int, float)")(lambda run, capacity, load: GroovySet())


@Table("java.util.stream.Stream").method("plus(Collection)", "plus(Stream)")
def stream_plus(run: Any, self: Stream, more: Any) -> Stream:
    """The elements and those of another."""
    other = more.source if isinstance(more, Stream) else iter(list(more))

    def both() -> Any:
        yield from self.source
        yield from stepping(run, other)

    return Stream(both())
