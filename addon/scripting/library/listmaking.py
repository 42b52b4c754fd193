"""Making lists and tuples."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.iterables import charged, listed
from addon.scripting.library.registry import Table
from addon.scripting.semantics.access import spread_property
from addon.scripting.values.classes import define
from addon.scripting.values.lists import ArrayDeque, CopiedList, LinkedList, Stack, Tuple, UnmodifiableList, Vector
from addon.scripting.values.mapnames import IMMUTABLE

lists = Table("java.util.List")

# Making


def _constructors(name: str, kind: Any, *shapes: str) -> None:
    table = Table(name)

    @table.constructor("()", *shapes)
    def construct(run: Any, source: Any = None) -> Any:
        """An empty list, or one with the elements of another collection."""
        if type(source) is int:
            if source < 0:
                throw("IllegalArgumentException", f"Illegal Capacity: {source}")
            return kind()
        return kind() if source is None else kind(listed(run, source))


_constructors("java.util.ArrayList", list, "(int)", "(Collection)")
_constructors("java.util.LinkedList", LinkedList, "(Collection)")
_constructors("java.util.Stack", Stack)
_constructors("java.util.Vector", Vector, "(int)", "(Collection)")
_constructors("java.util.concurrent.CopyOnWriteArrayList", CopiedList, "(Collection)", "(Object[])")
_constructors("java.util.ArrayDeque", ArrayDeque, "(int)", "(Collection)")


@Table("java.util.Vector").constructor("(int, int)")
def new_growing_vector(run: Any, room: int, more: int) -> Vector:
    """An empty one."""
    return Vector()


_tuples = Table("groovy.lang.Tuple2")


@_tuples.constructor("(Object, Object)")
def new_tuple(run: Any, one: Any, two: Any) -> Tuple:
    return Tuple([one, two])


PLAIN = "groovy.lang.Tuple"


@Table(PLAIN).constructor("(Object...)")
def new_plain_tuple(run: Any, *values: Any) -> Tuple:
    return Tuple(values, PLAIN)


def _longer_tuple(size: int) -> None:
    table = Table(define(f"groovy.lang.Tuple{size}", "Tuple"))

    @table.constructor("(" + ", ".join(["Object"] * size) + ")")
    def construct(run: Any, *values: Any) -> Tuple:
        """So many values."""
        return Tuple(values)


for _size in (1, *range(3, 10)):
    _longer_tuple(_size)


@Table("groovy.lang.Tuple").static("tuple(Object...)")
def tuple_of(run: Any, *values: Any) -> Tuple:
    """These values."""
    return Tuple(values)


@Table("groovy.lang.Tuple").method("subTuple(int, int)", "subList(int, int)")
def sub_tuple(run: Any, self: Tuple, start: int, end: int) -> Tuple:
    """The values from one index up to another."""
    if not 0 <= start <= end <= len(self):
        throw("IndexOutOfBoundsException", f"toIndex = {end}" if end > len(self) else f"fromIndex = {start}")
    return Tuple(self[start:end], PLAIN)


for _index, _word in enumerate(("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth")):

    def _getter(run: Any, self: Tuple, index: int = _index, name: str = _word.lower()) -> Any:
        return self[index] if index < len(self) else spread_property(run, self, name)

    Table("groovy.lang.Tuple").method(f"get{_word}()", f"getV{_index + 1}()")(_getter)


@lists.static("copyOf(Collection)")
def copy_of(run: Any, values: Any) -> UnmodifiableList:
    """A copy that cannot be changed."""
    made: UnmodifiableList = list_of(run, *listed(run, values))
    return made


@lists.static("of(Object...)")
def list_of(run: Any, *values: Any) -> UnmodifiableList:
    """A list that cannot be changed."""
    if any(value is None for value in values):
        throw("NullPointerException")
    held = charged(run, listed(run, values))
    return UnmodifiableList(held, IMMUTABLE + ("List12" if len(held) in (1, 2) else "ListN"), nulls=False)


@Table(PLAIN).method("plus(Object?)", "plus(Iterable)")
def plus(run: Any, self: Tuple, other: Any) -> Any:
    """Refused: what Groovy adds to would have to be a tuple again."""
    throw("UnsupportedOperationException")
