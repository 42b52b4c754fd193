"""Order of lists, lists without duplicates, copies and views."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.cloning import require_cloneable
from addon.scripting.library.distinctness import distinct
from addon.scripting.library.iterables import UNCHANGEABLE, charged, listed, order_of, sorted_by
from addon.scripting.library.listchanges import keep_only, unchanged
from addon.scripting.library.lists import changeable, unmodifiable
from addon.scripting.library.registry import Table
from addon.scripting.limits import OBJECT
from addon.scripting.semantics.coerce import cast
from addon.scripting.semantics.equality import SEQUENCES, equals, lists_equal
from addon.scripting.semantics.iteration import elements_of
from addon.scripting.semantics.naturalorder import SortOrder
from addon.scripting.semantics.ordering import number_aware
from addon.scripting.semantics.texts import java_text, text
from addon.scripting.values import hierarchy
from addon.scripting.values.callables import Closure
from addon.scripting.values.classes import BY_NAME
from addon.scripting.values.lists import Array, DefaultList, Stack, Tuple, UnmodifiableView, Vector, unsettled
from addon.scripting.values.ranges import ListCursor, ListIterator, Range
from addon.scripting.values.sets import SET_TYPES, EntrySet, KeySet, TreeSet, UnmodifiableSet

lists = Table("java.util.List")
collections = Table("java.util.Collection")
arrays = Table(hierarchy.ARRAY)

JAVA_TEXT = frozenset((UnmodifiableView, Stack, Vector))
"""Lists whose toString() is Java's own; Groovy's is for what extends AbstractCollection."""

# Order


@arrays.method("sort(Closure)")
def sort_array(run: Any, self: Any, closure: Any) -> Any:
    """A sorted copy: by a closure, unlike by a Comparator, Groovy leaves an array as it is."""
    return Array(self.component, sorted_by(run, listed(run, self), order_of(closure)))


@lists.method("sort()", "sort(Closure)")
def sort(run: Any, self: Any, closure: Any = None) -> Any:
    """Sort in place; gives the list."""
    size, made = len(self), sorted_by(run, listed(run, self), number_aware if closure is None else order_of(closure))
    if type(self) is Range:
        return made
    unchanged(self, size)
    _replace(self, made)
    return self


@lists.method("sort(Comparator?)")
def sort_java(run: Any, self: Any, order: Any) -> None:
    """Sort in place: Java's own List.sort, which gives nothing back and without a Comparator wants comparable ones."""
    size, made = len(self), sorted_by(run, listed(run, self), SortOrder() if order is None else order_of(order))
    unchanged(self, size)
    _replace(self, made)


def _replace(self: Any, made: list[Any]) -> None:
    changeable(self, False)
    unsettled(self)
    self[:] = made


arrays.method("sort()", "sort(Comparator)")(sort)


@collections.method("sort(boolean)", "sort(boolean, Closure)", "sort(boolean, Comparator?)")
def sort_copy(run: Any, self: Any, change: bool, closure: Any = None) -> Any:
    """Sort in place, or a copy with false."""
    made = sorted_by(run, listed(run, self), number_aware if closure is None else order_of(closure))
    if not change or type(self) not in SEQUENCES:
        return Array(self.component, made) if type(self) is Array else made
    _replace(self, made)
    return self


arrays.method("sort(boolean)", "sort(boolean, Closure)", "sort(boolean, Comparator)")(sort_copy)


@collections.method("sort()", "sort(Closure)", "sort(Comparator)")
def sort_collection(run: Any, self: Any, closure: Any = None) -> Any:
    """A sorted list; a sorted set itself."""
    return (
        self
        if type(self) is TreeSet and closure is None
        else sorted_by(run, listed(run, self), number_aware if closure is None else order_of(closure))
    )


@collections.method(
    "unique()",
    "unique(Closure)",
    "unique(Comparator)",
    "unique(boolean)",
    "unique(boolean, Closure)",
    "unique(boolean, Comparator)",
)
def unique(run: Any, self: Any, first: Any = None, closure: Any = None) -> Any:
    """Remove duplicates in place, or make a copy with false."""
    change = True
    if isinstance(first, bool):
        change = first
    elif first is not None:
        closure = first
    kept = distinct(run, listed(run, self), closure)
    if not change:
        return charged(run, kept)
    if type(self) in UNCHANGEABLE:
        throw("UnsupportedOperationException")
    if type(self) in (KeySet, EntrySet, UnmodifiableSet):
        throw("UnsupportedOperationException")
    if type(self) in SET_TYPES:
        if len(kept) != len(self):
            self.map.clear()
            for one in kept:
                self.add(one)
        return self
    keep_only(self, kept)
    return self


@lists.method("reverse()", "reverse(boolean)", "asReversed()")
def reverse(run: Any, self: Any, change: bool = False) -> Any:
    """A reversed copy, or in place with true."""
    made = charged(run, listed(run, self)[::-1])
    if not change:
        return made
    changeable(self, False)
    self[:] = made
    return self


@arrays.method("reverse()", "reverse(boolean)")
def reverse_array(run: Any, self: Array, change: bool = False) -> Any:
    made = charged(run, listed(run, self)[::-1])
    if change:
        self[:] = made
        return self
    return Array(self.component, made)


@lists.method("transpose()")
def transpose(run: Any, self: Any) -> list[Any]:
    """Columns as rows."""
    run.meter.walk(len(self) * 8)
    rows = [elements_of(cast(row, BY_NAME["java.util.List"])) for row in self]
    if not rows:
        return []
    width = min(len(row) for row in rows)
    run.meter.elements(len(rows) * width)
    return [[row[column] for row in rows] for column in range(width)]


@lists.method("withDefault(Closure)", "withLazyDefault(Closure)")
def with_default(run: Any, self: Any, make: Closure) -> Any:
    """A list that makes missing elements when they are asked for."""
    run.meter.elements(len(self))
    made = DefaultList(self)
    made.maker, made.eager = make, False
    return made


@lists.method("withEagerDefault(Closure)")
def with_eager_default(run: Any, self: Any, make: Closure) -> Any:
    """A list that makes missing elements, gaps included."""
    run.meter.elements(len(self))
    made = DefaultList(self)
    made.maker, made.eager = make, True
    return made


@Table("groovy.lang.ListWithDefault").method("getAt(int)", "get(int)")
def get_default(run: Any, self: DefaultList, index: int) -> Any:
    """The element at an index, made if it is missing."""
    place = index + len(self) if index < 0 else index
    if place < 0:
        throw("IndexOutOfBoundsException", f"Index {place} out of bounds for length {len(self)}")
    run.meter.elements(max(0, place - len(self) + 1))
    while len(self) <= place:
        self.append(self.maker.call(len(self)) if self.eager else None)
    if self[place] is None:
        self[place] = self.maker.call(place)
    return self[place]


@lists.method("plus(int, Collection)", "plus(int, Object[])")
def plus_at(run: Any, self: Any, index: int, more: Any) -> list[Any]:
    """A new list with elements put in at an index."""
    elements = listed(run, self)
    if not 0 <= index <= len(elements):
        throw("IndexOutOfBoundsException", f"Index: {index}, Size: {len(elements)}")
    elements[index:index] = listed(run, more)
    return charged(run, elements)


@lists.method("plus(int, Object...)")
def plus_several_at(run: Any, self: Any, index: int, *more: Any) -> list[Any]:
    """A new list with values put in at an index."""
    made: list[Any] = plus_at(run, self, index, list(more))
    return made


@lists.method("bitwiseNegate()")
def complemented(run: Any, self: Any) -> list[Any]:
    """`~list`: the complement of each."""
    from addon.scripting.semantics.operators import complement

    run.meter.walk(len(self))
    return charged(run, [complement(run, one) for one in self])


@lists.method("negative()")
def negative(run: Any, self: Any) -> list[Any]:
    """Every element negated."""
    from addon.scripting.semantics.operators import negative as negate

    run.meter.walk(len(self))
    return charged(run, [negate(run, one) for one in self])


@lists.method("positive()")
def positive(run: Any, self: Any) -> list[Any]:
    return charged(run, listed(run, self))


@lists.method("equals(List)")
def equal(run: Any, self: Any, other: Any) -> bool:
    """Whether both hold equal elements, also where one of them is a tuple."""
    return lists_equal(self, other) if type(self) is Tuple else equals(self, other)


@lists.method("listIterator()", "listIterator(int)")
def list_iterator(run: Any, self: Any, index: int = 0) -> ListCursor:
    """An iterator that goes both ways, from an index on."""
    if not 0 <= index <= len(self):
        throw("IndexOutOfBoundsException", f"Index: {index}, Size: {len(self)}")
    return ListCursor(self, index)


@lists.method("iterator()")
def list_iterator_plain(run: Any, self: Any) -> Any:
    return ListIterator(self)


@lists.method("clone()")
def clone(run: Any, self: Any) -> Any:
    """A copy."""
    require_cloneable(self)
    return type(self)(charged(run, listed(run, self)))


@collections.method("asUnmodifiable()")
def as_unmodifiable(run: Any, self: Any) -> Any:
    """A view that cannot be changed, but shows what happens to the collection."""
    if type(self) in SET_TYPES:
        return unmodifiable_set(run, self)
    return unmodifiable(run, self) if type(self) in SEQUENCES else as_immutable(run, self)


def unmodifiable_set(run: Any, self: Any) -> Any:
    """A view of a set that refuses changes."""
    run.meter.allocate(OBJECT)
    return UnmodifiableSet(listed(run, self)) if type(self) is EntrySet else UnmodifiableSet((), self.map)


@collections.method("asImmutable()")
def as_immutable(run: Any, self: Any) -> Any:
    """A copy that cannot be changed."""
    if type(self) in SET_TYPES:
        return UnmodifiableSet(listed(run, self))
    return unmodifiable(run, charged(run, listed(run, self)))


@lists.method("toString()")
def to_string(run: Any, self: Any) -> str:
    """The elements in brackets; of a view, maps among them as Java writes them."""
    return java_text(self) if type(self) in JAVA_TEXT else text(self)


@collections.method("asSynchronized()")
def as_is(run: Any, self: Any) -> Any:
    return self


@lists.method("ensureCapacity(int)", "trimToSize()")
def ignored(run: Any, self: Any, capacity: int = 0) -> None:
    return None


@lists.method("call(Object)")
def no_call(run: Any, self: Any, argument: Any) -> Any:
    from addon.scripting.semantics.missing import missing_method

    missing_method(self, "call", (argument,))
