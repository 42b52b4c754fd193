"""java.util.Vector: the names that lists had before there were collections."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.registry import Table
from addon.scripting.semantics.calling import invoke
from addon.scripting.values.ranges import ScriptIterator

vectors = Table("java.util.Vector")


def _place(self: Any, index: int) -> int:
    if index >= len(self):
        throw("ArrayIndexOutOfBoundsException", f"{index} >= {len(self)}")
    if index < 0:
        throw("ArrayIndexOutOfBoundsException", f"Index {index} out of bounds for length {len(self)}")
    return index


def _checked(self: Any, index: int) -> int:
    """An index as the methods of List check it in a Vector."""
    if index >= len(self):
        throw("ArrayIndexOutOfBoundsException", f"Array index out of range: {index}")
    if index < 0:
        throw("ArrayIndexOutOfBoundsException", f"Index {index} out of bounds for length {capacity(None, self)}")
    return index


@vectors.method("get(int)")
def get(run: Any, self: Any, index: int) -> Any:
    """The element at an index."""
    return self[_checked(self, index)]


@vectors.method("set(int, Object)")
def set_(run: Any, self: Any, index: int, value: Any) -> Any:
    """Replace the element at an index, and give what it was."""
    before = self[_checked(self, index)]
    self[index] = value
    return before


@vectors.method("remove(int)")
def remove_at(run: Any, self: Any, index: int) -> Any:
    """Remove the element at an index, and give it."""
    return self.pop(_checked(self, index))


@vectors.method("add(int, Object)")
def add_at(run: Any, self: Any, index: int, value: Any) -> None:
    """Put before an index."""
    if index > len(self):
        throw("ArrayIndexOutOfBoundsException", f"{index} > {len(self)}")
    if index < 0:
        throw(
            "ArrayIndexOutOfBoundsException",
            f"arraycopy: source index {index} out of bounds for object array[{capacity(None, self)}]",
        )
    run.meter.elements(1)
    self.insert(index, value)


@vectors.method("elementAt(int)")
def element_at(run: Any, self: Any, index: int) -> Any:
    """The element at an index."""
    return self[_place(self, index)]


@vectors.method("firstElement()")
def first_element(run: Any, self: Any) -> Any:
    """The first element."""
    return self[0] if self else throw("NoSuchElementException")


@vectors.method("lastElement()")
def last_element(run: Any, self: Any) -> Any:
    """The last element."""
    return self[-1] if self else throw("NoSuchElementException")


@vectors.method("addElement(Object)")
def add_element(run: Any, self: Any, value: Any) -> None:
    """Add at the end."""
    invoke(run, self, "add", (value,))


@vectors.method("insertElementAt(Object, int)")
def insert_element(run: Any, self: Any, value: Any, index: int) -> None:
    """Put before an index."""
    if index > len(self):
        throw("ArrayIndexOutOfBoundsException", f"{index} > {len(self)}")
    invoke(run, self, "add", (index, value))


@vectors.method("setElementAt(Object, int)")
def set_element(run: Any, self: Any, value: Any, index: int) -> None:
    """Replace the element at an index."""
    self[_place(self, index)] = value


@vectors.method("removeElementAt(int)")
def remove_element(run: Any, self: Any, index: int) -> None:
    """Remove the element at an index."""
    del self[_place(self, index)]


@vectors.method("removeAllElements()")
def remove_all(run: Any, self: Any) -> None:
    """Remove everything."""
    del self[:]


@vectors.method("capacity()")
def capacity(run: Any, self: Any) -> int:
    """How many elements fit before it grows; grows from 10 by doubling."""
    room = 10
    while room < len(self):
        room *= 2
    return room


@vectors.method("elements()")
def elements(run: Any, self: Any) -> ScriptIterator:
    """The elements one after the other."""
    return ScriptIterator(iter(list(self)))
