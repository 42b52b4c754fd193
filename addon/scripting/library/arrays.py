"""Java arrays: elements by index."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.iterables import charged, listed
from addon.scripting.library.listchanges import swap
from addon.scripting.library.lists import get_many, get_range, index_of
from addon.scripting.library.registry import Table
from addon.scripting.semantics.arraystores import stored
from addon.scripting.semantics.equality import equals
from addon.scripting.semantics.narrowing import to_int
from addon.scripting.values import hierarchy
from addon.scripting.values.classes import PRIMITIVE_CODES
from addon.scripting.values.lists import Array

arrays = Table(hierarchy.ARRAY)

# Arrays


def _place(self: Array, index: Any) -> int:
    """An index counted from the front; throws beyond the end."""
    place = to_int(index)
    size = len(self)
    if place < 0:
        place += size
        if place < 0:
            throw(
                "ArrayIndexOutOfBoundsException",
                f"Negative array index [{place - size}] too large for array size {size}",
            )
    if place >= size:
        throw("ArrayIndexOutOfBoundsException", f"Index {place} out of bounds for length {size}")
    return place


@arrays.method("getAt(int)", "getAt(Number)")
def array_get(run: Any, self: Array, index: Any) -> Any:
    """The element at an index, from the end if negative; throws beyond the end."""
    return self[_place(self, index)]


arrays.method("getAt(Range)")(get_range)


arrays.method("getAt(Collection)")(get_many)


@arrays.method("putAt(int, Object)", "putAt(Number, Object)")
def array_put(run: Any, self: Array, index: Any, value: Any) -> None:
    """Set an element."""
    self[_place(self, index)] = stored(value, self.component)


arrays.method("indexOf(Object)")(index_of)


@arrays.method("swap(int, int)")
def array_swap(run: Any, self: Array, one: int, two: int) -> Any:
    return swap(run, self, one, two)


@arrays.method("clone()")
def array_clone(run: Any, self: Array) -> Array:
    return Array(self.component, charged(run, listed(run, self)))


@arrays.method("length()")
def array_length(run: Any, self: Array) -> int:
    return len(self)


@arrays.method("equals(Object)")
def array_equals(run: Any, self: Array, other: Any) -> bool:
    return (type(other) is Array or self.component.name not in PRIMITIVE_CODES) and equals(self, other)
