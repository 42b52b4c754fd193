"""First, last, take, drop, collate: parts of collections."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.iterables import charged, collections_and_arrays, listed, similar
from addon.scripting.library.predicates import calling
from addon.scripting.semantics.equality import SEQUENCES
from addon.scripting.semantics.iteration import iterate
from addon.scripting.semantics.ranges import part_of_range
from addon.scripting.semantics.truth import truth
from addon.scripting.values.callables import Closure
from addon.scripting.values.lists import Array, ArrayDeque, PriorityQueue, Tuple
from addon.scripting.values.maps import GroovyMap
from addon.scripting.values.ranges import Range

# Parts


@collections_and_arrays("first()")
def first(run: Any, self: Any) -> Any:
    """The first element."""
    for element in self:
        return element
    return throw("NoSuchElementException", f"Cannot access first() element from an empty {_kind_word(self, 'array')}")


@collections_and_arrays("head()")
def head(run: Any, self: Any) -> Any:
    """The first element."""
    for element in self:
        return element
    return throw("NoSuchElementException", f"Cannot access first() element from an empty {_kind_word(self, 'array')}")


def _kind_word(value: Any, of_array: str = "Array") -> str:
    if type(value) is Array:
        return of_array
    return "List" if type(value) in SEQUENCES and type(value) not in (ArrayDeque, PriorityQueue) else "Iterable"


@collections_and_arrays("last()")
def last(run: Any, self: Any) -> Any:
    """The last element."""
    elements = self if type(self) in SEQUENCES else listed(run, self)
    if not len(elements):
        throw("NoSuchElementException", f"Cannot access last() element from an empty {_kind_word(self)}")
    return elements[-1] if type(elements) is not Range else elements.elements[-1]


@collections_and_arrays("tail()")
def tail(run: Any, self: Any) -> Any:
    """All but the first."""
    elements = listed(run, self)
    if not elements:
        throw(
            "NoSuchElementException",
            "Cannot access tail() for an empty iterable"
            if type(self) is not Array
            else "Cannot access tail() for an empty array",
        )
    return similar(self, charged(run, elements[1:]))


@collections_and_arrays("init()")
def init(run: Any, self: Any) -> Any:
    """All but the last."""
    elements = listed(run, self)
    if not elements:
        throw(
            "NoSuchElementException",
            "Cannot access init() for an empty Iterable"
            if type(self) is not Array
            else "Cannot access init() for an empty Object array",
        )
    return similar(self, charged(run, elements[:-1]))


@collections_and_arrays("take(int)")
def take(run: Any, self: Any, count: int) -> Any:
    """At most so many elements from the start."""
    return similar(self, charged(run, listed(run, self)[: max(0, count)]))


@collections_and_arrays("takeRight(int)")
def take_right(run: Any, self: Any, count: int) -> Any:
    """At most so many elements from the end."""
    elements = listed(run, self)
    start = max(0, len(elements) - count)
    if type(self) is Range and self.reverse and count > 0:
        return listed(run, part_of_range(self, start, len(elements)))
    return similar(self, charged(run, elements[start:] if count > 0 else []))


@collections_and_arrays("drop(int)")
def drop(run: Any, self: Any, count: int) -> Any:
    """Without so many elements at the start."""
    return similar(self, charged(run, listed(run, self)[max(0, count) :]))


@collections_and_arrays("dropRight(int)")
def drop_right(run: Any, self: Any, count: int) -> Any:
    """Without so many elements at the end."""
    elements = listed(run, self)
    end = max(0, len(elements) - max(0, count))
    if type(self) is Range and self.reverse and 0 < end < len(elements):
        return listed(run, part_of_range(self, 0, end))
    return similar(self, charged(run, elements[:end]))


@collections_and_arrays("takeWhile(Closure)")
@calling
def take_while(run: Any, self: Any, test: Closure) -> Any:
    """The elements from the start as long as they pass."""
    taken: list[Any] = []
    for element in iterate(run, self):
        if not truth(test.call(element)):
            break
        taken.append(element)
    return similar(self, charged(run, taken))


@collections_and_arrays("dropWhile(Closure)")
@calling
def drop_while(run: Any, self: Any, test: Closure) -> Any:
    """What follows the elements from the start that pass."""
    elements = listed(run, self)
    index = 0
    while index < len(elements) and truth(test.call(elements[index])):
        index += 1
    return similar(self, charged(run, elements[index:]))


@collections_and_arrays("inits()")
def inits(run: Any, self: Any) -> list[Any]:
    elements = listed(run, self)
    run.meter.elements(len(elements) ** 2)
    return [elements[:end] for end in range(len(elements), -1, -1)]


@collections_and_arrays("tails()")
def tails(run: Any, self: Any) -> list[Any]:
    elements = listed(run, self)
    run.meter.elements(len(elements) ** 2)
    return [elements[start:] for start in range(len(elements) + 1)]


@collections_and_arrays("collate(int)", "collate(int, boolean)", "collate(int, int)", "collate(int, int, boolean)")
def collate(run: Any, self: Any, size: int, second: Any = None, keep: bool = True) -> list[Any]:
    """Lists of so many elements each."""
    step = size
    if isinstance(second, bool):
        keep = second
    elif second is not None:
        step = second
    if size <= 0:
        return charged(run, [self if type(self) in SEQUENCES and type(self) is not Array else listed(run, self)])
    elements = listed(run, self)
    if not elements:
        return []
    if step == 0:
        throw("IllegalArgumentException", "step cannot be zero")
    run.meter.elements(len(elements) // abs(step) * min(size, len(elements)))
    starts = range(0, len(elements), step) if step > 0 else (0,)
    parts = [elements[start : start + size] for start in starts]
    return [part for part in parts if keep or len(part) == size]


@collections_and_arrays("chop(int...)")
def chop(run: Any, self: Any, *sizes: int) -> list[Any]:
    elements = listed(run, self)
    parts = []
    at = 0
    for size in sizes:
        end = len(elements) if size < 0 else at + size
        parts.append(charged(run, elements[at:end]))
        at = end
    return parts


@collections_and_arrays("withIndex()", "withIndex(int)")
def with_index(run: Any, self: Any, offset: int = 0) -> list[Any]:
    """Pairs of element and index."""
    run.meter.elements(len(self) * 8)
    return [Tuple([element, index + offset]) for index, element in enumerate(self)]


@collections_and_arrays("indexed()", "indexed(int)")
def indexed(run: Any, self: Any, offset: int = 0) -> GroovyMap:
    """A map from index to element."""
    run.meter.entries(len(self))
    run.meter.walk(len(self))
    return GroovyMap((index + offset, element) for index, element in enumerate(self))
