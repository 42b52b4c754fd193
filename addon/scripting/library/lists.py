"""java.util.List: elements by index."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.iterables import KEPT, UNCHANGEABLE, charged, listed, similar
from addon.scripting.library.registry import Table
from addon.scripting.limits import OBJECT
from addon.scripting.semantics.castfailures import cast_failure
from addon.scripting.semantics.coerce import cast
from addon.scripting.semantics.equality import SEQUENCES, java_equals
from addon.scripting.semantics.narrowing import to_int
from addon.scripting.semantics.ranges import bounds, part_of_range
from addon.scripting.values import hierarchy
from addon.scripting.values.classes import BY_NAME, class_of
from addon.scripting.values.lists import (
    ArrayWindow,
    FixedList,
    LinkedList,
    SubList,
    Tuple,
    UnmodifiableList,
    UnmodifiableView,
)
from addon.scripting.values.ranges import Range
from addon.scripting.values.sets import SET_TYPES

DEEPEST = 32
"""How many sub-lists may be one on the other."""
lists = Table("java.util.List")


collections = Table("java.util.Collection")


arrays = Table(hierarchy.ARRAY)


deques = Table("java.util.Deque")


stacks = Table("java.util.Stack")


FIXED = frozenset((FixedList, ArrayWindow))
"""Lists of fixed size."""


def changeable(self: Any, resizing: bool = True) -> Any:
    """Refuse to change what Java would not let be changed."""
    kind = type(self)
    if kind in UNCHANGEABLE or (resizing and kind in FIXED):
        throw("UnsupportedOperationException")
    return self


def out_of_bounds(self: Any, index: int) -> Any:
    """Throw as Java does for an index that a list does not have."""
    size = len(self)
    if type(self) is LinkedList:
        throw("IndexOutOfBoundsException", f"Index: {index}, Size: {size}")
    throw("IndexOutOfBoundsException", f"Index {index} out of bounds for length {size}")


# By index


def at(run: Any, self: Any, index: int) -> Any:
    """list[index]: from the end if negative, null beyond it."""
    size = len(self)
    place = index + size if index < 0 else index
    if place < 0:
        throw("ArrayIndexOutOfBoundsException", f"Negative array index [{index}] too large for array size {size}")
    if place >= size:
        return None
    return self.elements[place] if type(self) is Range else self[place]


@lists.method("getAt(int)")
def get_at(run: Any, self: Any, index: int) -> Any:
    """The element at an index, from the end if negative; null beyond the end."""
    return at(run, self, index)


@lists.method("getAt(Number)")
def get_at_number(run: Any, self: Any, index: Any) -> Any:
    return at(run, self, to_int(index))


@lists.method("getAt(Range)")
def get_range(run: Any, self: Any, where: Range) -> list[Any]:
    """The elements a range covers."""
    elements = listed(run, self)
    size = len(elements)
    start, end, reverse = bounds(where, size)
    if start == end and 0 <= start <= size:
        return []
    if start < 0 or end > size or start > end:
        throw("IndexOutOfBoundsException", f"toIndex = {end}" if end > size else f"fromIndex = {start}")
    part = charged(run, elements[start:end])
    if type(self) is Range and self.reverse:
        part = listed(run, part_of_range(self, start, end))
    if reverse:
        part.reverse()
    return similar(self, part) if type(self) in KEPT else part


@lists.method("getAt(Collection)")
def get_many(run: Any, self: Any, indexes: Any) -> list[Any]:
    """The elements at several indexes."""
    found: list[Any] = []
    for index in indexes:
        if type(index) is Range:
            found.extend(get_range(run, self, index))
        elif type(index) in SEQUENCES or type(index) in SET_TYPES:
            found.extend(get_many(run, self, index))
        else:
            found.append(at(run, self, cast(index, BY_NAME["int"])))
    return charged(run, found)


@lists.method("get(int)")
def get(run: Any, self: Any, index: int) -> Any:
    """The element at an index; throws beyond the end."""
    if not 0 <= index < len(self):
        out_of_bounds(self, index)
    return self.elements[index] if type(self) is Range else self[index]


@lists.method("getAt(String)")
def get_property(run: Any, self: Any, name: str) -> Any:
    from addon.scripting.semantics import access

    return access.get_property(run, self, name)


@lists.method("putAt(int, Object)", "putAt(Number, Object)")
def put_at(run: Any, self: Any, at: Any, value: Any) -> None:
    """Set an element; the list grows with nulls up to the index."""
    index = to_int(at)
    changeable(self, False)
    size = len(self)
    place = index + size if index < 0 else index
    if place < 0:
        throw("ArrayIndexOutOfBoundsException", f"Negative array index [{index}] too large for array size {size}")
    if place >= size:
        changeable(self)
        run.meter.elements(place - size + 1)
        self.extend([None] * (place - size + 1))
    self[place] = value


@lists.method("putAt(Range, Object)")
def put_range(run: Any, self: Any, where: Range, value: Any) -> None:
    """Replace the elements a range covers."""
    changeable(self)
    if type(where.elements) is range and not len(where.elements):
        start = where.first + len(self) if where.first < 0 else where.first
        end = start
    else:
        start, end, _ = bounds(where, len(self))
    more = listed(run, value) if type(value) in SEQUENCES or type(value) in SET_TYPES else [value]
    run.meter.elements(len(more))
    self[start:end] = more


@lists.method("putAt(List, Object)")
def put_many(run: Any, self: Any, places: Any, value: Any) -> None:
    """Set the elements at several indexes: to the elements of a list of the same size, or all to one value."""
    for at, place in enumerate(places):
        if place is None:
            throw("NullPointerException", 'Cannot invoke "java.lang.Integer.intValue()" because "index" is null')
        if type(place) is not int and at:
            cast_failure(place, hierarchy.INTEGER)
        if type(place) is not int:
            kind = class_of(place).name
            throw(
                "IllegalArgumentException",
                f"Can only index a List with another List of Integers, not a List of {kind}",
            )
    if type(value) in SEQUENCES and len(value) != len(places):
        throw(
            "IllegalArgumentException",
            f"Trying to replace {len(places)} elements with {len(value)} elements",
        )
    run.meter.elements(len(places))
    values = listed(run, value) if type(value) in SEQUENCES else [value] * len(places)
    for place, one in zip(listed(run, places), values, strict=True):
        set_(run, self, to_int(place), one)


@lists.method("set(int, Object)")
def set_(run: Any, self: Any, index: int, value: Any) -> Any:
    """Replace an element; gives the old one."""
    changeable(self, False)
    if not 0 <= index < len(self):
        out_of_bounds(self, index)
    before = self[index]
    self[index] = value
    return before


@lists.method("subList(int, int)")
def sub_list(run: Any, self: Any, start: int, end: int) -> Any:
    """The elements from start up to end."""
    if start < 0:
        throw("IndexOutOfBoundsException", f"fromIndex = {start}")
    if end > len(self):
        throw("IndexOutOfBoundsException", f"toIndex = {end}")
    if start > end:
        throw("IllegalArgumentException", f"fromIndex({start}) > toIndex({end})")
    if type(self) is Range:
        return part_of_range(self, start, end)
    if type(self) in (UnmodifiableList, Tuple):
        return UnmodifiableList(charged(run, self[start:end]))
    if type(self) is UnmodifiableView:
        return unmodifiable(run, sub_list(run, self.source, start, end))
    return _held(run, SubList(self, start, end))


def _held(run: Any, window: SubList) -> SubList:
    run.meter.allocate(OBJECT)
    if window.depth > DEEPEST:
        run.meter.too_deep()
    return window


def unmodifiable(run: Any, self: Any) -> Any:
    """A view of a list that refuses changes; of one that refuses them anyway, itself."""
    return self if type(self) in UNCHANGEABLE else _held(run, UnmodifiableView(self))


@lists.method("indexOf(Object)")
def index_of(run: Any, self: Any, value: Any) -> int:
    """The first index of a value, or -1."""
    if value is None and type(self) is UnmodifiableList and not self.nulls:
        throw("NullPointerException")
    run.meter.step(len(self) >> 2)
    for index, element in enumerate(self):
        if element is value or java_equals(element, value):
            return index
    return -1


@lists.method("lastIndexOf(Object)")
def last_index_of(run: Any, self: Any, value: Any) -> int:
    """The last index of a value, or -1."""
    run.meter.step(len(self) >> 3)
    elements = listed(run, self)
    for index in range(len(elements) - 1, -1, -1):
        if elements[index] is value or java_equals(elements[index], value):
            return index
    return -1
