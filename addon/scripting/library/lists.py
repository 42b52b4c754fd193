"""java.util.List and arrays: elements by index, changing in place."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.distinctness import distinct
from addon.scripting.library.iterables import charged, listed, order_of, sorted_by
from addon.scripting.library.registry import Table
from addon.scripting.semantics.cases import contains as has
from addon.scripting.semantics.coerce import cast
from addon.scripting.semantics.equality import SEQUENCES, equals, java_equals
from addon.scripting.semantics.iteration import elements_of
from addon.scripting.semantics.numeric import to_int
from addon.scripting.semantics.ordering import number_aware
from addon.scripting.semantics.ranges import bounds, part_of_range
from addon.scripting.semantics.truth import truth
from addon.scripting.values import hierarchy
from addon.scripting.values.callables import Closure
from addon.scripting.values.classes import BY_NAME
from addon.scripting.values.collections import (
    SET_TYPES,
    Array,
    ArrayDeque,
    DefaultList,
    FixedList,
    GroovySet,
    LinkedList,
    ListIterator,
    Range,
    ScriptIterator,
    Stack,
    Tuple,
    UnmodifiableList,
)

lists = Table("java.util.List")
collections = Table("java.util.Collection")
arrays = Table(hierarchy.ARRAY)
deques = Table("java.util.Deque")
stacks = Table("java.util.Stack")


def changeable(self: Any, resizing: bool = True) -> Any:
    """Refuse to change what Java would not let be changed."""
    kind = type(self)
    if kind is UnmodifiableList or kind is Tuple or kind is Range or (resizing and kind is FixedList):
        throw("UnsupportedOperationException")
    return self


def out_of_bounds(index: int, size: int) -> Any:
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
    if reverse:
        part.reverse()
    return part


@lists.method("getAt(Collection)")
def get_many(run: Any, self: Any, indexes: Any) -> list[Any]:
    """The elements at several indexes."""
    found: list[Any] = []
    for index in indexes:
        if type(index) is Range:
            found.extend(get_range(run, self, index))
        else:
            found.append(at(run, self, cast(index, BY_NAME["int"])))
    return charged(run, found)


@lists.method("get(int)")
def get(run: Any, self: Any, index: int) -> Any:
    """The element at an index; throws beyond the end."""
    if not 0 <= index < len(self):
        out_of_bounds(index, len(self))
    return self.elements[index] if type(self) is Range else self[index]


@lists.method("getAt(String)")
def get_property(run: Any, self: Any, name: str) -> Any:
    from addon.scripting.semantics import access

    return access.get_property(run, self, name)


@lists.method("putAt(int, Object)")
def put_at(run: Any, self: Any, index: int, value: Any) -> None:
    """Set an element; the list grows with nulls up to the index."""
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


@lists.method("set(int, Object)")
def set_(run: Any, self: Any, index: int, value: Any) -> Any:
    """Replace an element; gives the old one."""
    changeable(self, False)
    if not 0 <= index < len(self):
        out_of_bounds(index, len(self))
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
    return charged(run, listed(run, self)[start:end])


@lists.method("indexOf(Object)")
def index_of(run: Any, self: Any, value: Any) -> int:
    """The first index of a value, or -1."""
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


# Adding and removing


@lists.method("add(Object)", "addLast(Object)")
def add(run: Any, self: Any, value: Any) -> bool:
    """Add at the end."""
    changeable(self)
    run.meter.allocate(8)
    self.append(value)
    return True


@lists.method("add(int, Object)")
def add_at(run: Any, self: Any, index: int, value: Any) -> None:
    """Add at an index."""
    changeable(self)
    if not 0 <= index <= len(self):
        throw("IndexOutOfBoundsException", f"Index: {index}, Size: {len(self)}")
    run.meter.allocate(8)
    run.meter.step(len(self) >> 8)
    self.insert(index, value)


@lists.method("leftShift(Object)")
def left_shift(run: Any, self: Any, value: Any) -> Any:
    """Add at the end; gives the list."""
    changeable(self)
    run.meter.allocate(8)
    self.append(value)
    return self


@lists.method("addAll(Collection)", "addAll(Object[])", "addAll(Iterable)")
def add_all(run: Any, self: Any, values: Any) -> bool:
    """Add all elements at the end."""
    changeable(self)
    more = listed(run, values)
    run.meter.elements(len(more))
    self.extend(more)
    return bool(more)


@lists.method("addAll(int, Collection)", "addAll(int, Object[])")
def add_all_at(run: Any, self: Any, index: int, values: Any) -> bool:
    changeable(self)
    if not 0 <= index <= len(self):
        throw("IndexOutOfBoundsException", f"Index: {index}, Size: {len(self)}")
    more = listed(run, values)
    run.meter.elements(len(more))
    self[index:index] = more
    return bool(more)


@lists.method("remove(int)", "removeAt(int)")
def remove_at(run: Any, self: Any, index: int) -> Any:
    """Remove the element at an index and give it."""
    changeable(self)
    if not 0 <= index < len(self):
        out_of_bounds(index, len(self))
    run.meter.step(len(self) >> 8)
    return self.pop(index)


@lists.method("remove(Object)", "removeElement(Object)")
def remove(run: Any, self: Any, value: Any) -> bool:
    """Remove the first element that equals a value."""
    changeable(self)
    index = index_of(run, self, value)
    if index < 0:
        return False
    del self[index]
    return True


@lists.method("removeElement(Object)")
def remove_element(run: Any, self: Any, value: Any) -> bool:
    return bool(remove(run, self, value))


@lists.method("clear()")
def clear(run: Any, self: Any) -> None:
    """Remove everything."""
    changeable(self)
    self.clear()


def _keep(self: Any, kept: list[Any]) -> bool:
    changed = len(kept) != len(self)
    if changed:
        changeable(self)
        self[:] = kept
    return changed


@lists.method("removeAll(Collection)", "removeAll(Object[])")
def remove_all(run: Any, self: Any, values: Any) -> bool:
    """Remove every element that is among the values."""
    run.meter.walk(len(self))
    return _keep(self, [one for one in self if not has(run, values, one)])


@lists.method("retainAll(Collection)", "retainAll(Object[])")
def retain_all(run: Any, self: Any, values: Any) -> bool:
    """Remove every element that is not among the values."""
    run.meter.walk(len(self))
    return _keep(self, [one for one in self if has(run, values, one)])


@lists.method("removeAll(Closure)", "removeIf(Predicate)")
def remove_where(run: Any, self: Any, test: Any) -> bool:
    """Remove every element that passes."""
    return _keep(self, [one for one in listed(run, self) if not truth(test.call(one))])


@lists.method("retainAll(Closure)")
def retain_where(run: Any, self: Any, test: Closure) -> bool:
    """Remove every element that does not pass."""
    return _keep(self, [one for one in listed(run, self) if truth(test.call(one))])


@lists.method("replaceAll(UnaryOperator)")
def replace_all(run: Any, self: Any, change: Any) -> None:
    """Replace every element by what a function makes of it."""
    changeable(self, False)
    self[:] = [change.call(one) for one in self]


@lists.method("push(Object)")
def push(run: Any, self: Any, value: Any) -> bool:
    """Add at the start."""
    changeable(self)
    run.meter.allocate(8)
    run.meter.step(len(self) >> 8)
    self.insert(0, value)
    return True


@lists.method("pop()")
def pop(run: Any, self: Any) -> Any:
    """Remove the first element and give it."""
    if not len(self):
        throw("NoSuchElementException", "Cannot pop() an empty List")
    changeable(self)
    run.meter.step(len(self) >> 8)
    return self.pop(0)


@lists.method("removeLast()")
def remove_last(run: Any, self: Any) -> Any:
    """Remove the last element and give it."""
    if not len(self):
        throw("NoSuchElementException", "Cannot removeLast() an empty List")
    return changeable(self).pop()


@lists.method("swap(int, int)")
def swap(run: Any, self: Any, one: int, two: int) -> Any:
    """Exchange two elements."""
    size = len(self)
    for index in (one, two):
        if not 0 <= index < size:
            out_of_bounds(index, size)
    self[one], self[two] = self[two], self[one]
    return self


# Order


@lists.method("sort()", "sort(Closure)", "sort(Comparator?)")
def sort(run: Any, self: Any, closure: Any = None) -> Any:
    """Sort in place; gives the list."""
    made = sorted_by(run, listed(run, self), number_aware if closure is None else order_of(closure))
    if type(self) is Range:
        return made
    changeable(self, False)
    self[:] = made
    # With a Comparator it is Java's own List.sort, which gives nothing back.
    return self if closure is None or type(closure) is Closure else None


arrays.method("sort()", "sort(Closure)", "sort(Comparator)")(sort)


@collections.method("sort(boolean)", "sort(boolean, Closure)", "sort(boolean, Comparator)")
def sort_copy(run: Any, self: Any, change: bool, closure: Any = None) -> Any:
    """Sort in place, or a copy with false."""
    made = sorted_by(run, listed(run, self), number_aware if closure is None else order_of(closure))
    if not change or type(self) not in SEQUENCES:
        return made
    self[:] = made
    return self


arrays.method("sort(boolean)", "sort(boolean, Closure)")(sort_copy)


@collections.method("sort()", "sort(Closure)", "sort(Comparator)")
def sort_collection(run: Any, self: Any, closure: Any = None) -> list[Any]:
    """A sorted list."""
    return sorted_by(run, listed(run, self), number_aware if closure is None else order_of(closure))


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
        return charged(run, kept) if type(self) not in SET_TYPES else GroovySet(kept)
    if type(self) in SET_TYPES:
        if len(kept) != len(self):
            self.map.clear()
            for one in kept:
                self.add(one)
        return self
    _keep(self, kept)
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
    made = DefaultList(self)
    made.maker, made.eager = make, False
    return made


@lists.method("withEagerDefault(Closure)")
def with_eager_default(run: Any, self: Any, make: Closure) -> Any:
    """A list that makes missing elements, gaps included."""
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
    elements[index:index] = listed(run, more)
    return charged(run, elements)


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
    return equals(self, other)


@lists.method("listIterator()")
def list_iterator(run: Any, self: Any) -> ScriptIterator:
    from addon.scripting.semantics.iteration import iterate

    return ScriptIterator(iterate(run, self))


@lists.method("iterator()")
def list_iterator_plain(run: Any, self: Any) -> Any:
    return ListIterator(self)


@lists.method("clone()")
def clone(run: Any, self: Any) -> Any:
    """A copy."""
    return type(self)(charged(run, listed(run, self))) if type(self) is not Range else self


@collections.method("asImmutable()", "asUnmodifiable()")
def as_immutable(run: Any, self: Any) -> Any:
    """A view that cannot be changed."""
    from addon.scripting.values.collections import UnmodifiableSet

    if type(self) in SET_TYPES:
        return UnmodifiableSet(listed(run, self))
    return UnmodifiableList(charged(run, listed(run, self)))


@collections.method("asSynchronized()", "asChecked(Class)")
def as_is(run: Any, self: Any, kind: Any = None) -> Any:
    return self


@lists.method("ensureCapacity(int)", "trimToSize()")
def ignored(run: Any, self: Any, capacity: int = 0) -> None:
    return None


@lists.method("call(Object)")
def no_call(run: Any, self: Any, argument: Any) -> Any:
    from addon.scripting.semantics.missing import missing_method

    missing_method(self, "call", (argument,))


# Arrays


@arrays.method("getAt(int)", "getAt(Number)")
def array_get(run: Any, self: Array, index: Any) -> Any:
    """The element at an index, from the end if negative; throws beyond the end."""
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
    return self[place]


arrays.method("getAt(Range)")(get_range)
arrays.method("getAt(Collection)")(get_many)


@arrays.method("putAt(int, Object)", "putAt(Number, Object)")
def array_put(run: Any, self: Array, index: Any, value: Any) -> None:
    """Set an element."""
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
    self[place] = cast(value, self.component)


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
    return equals(self, other)


# Deques and stacks


@deques.method("addFirst(Object)", "offerFirst(Object)", "push(Object)")
def add_first(run: Any, self: Any, value: Any) -> Any:
    """Add at the start."""
    run.meter.allocate(8)
    run.meter.step(len(self) >> 8)
    self.insert(0, value)
    return True


@deques.method("offer(Object)", "offerLast(Object)", "addLast(Object)", "add(Object)", "leftShift(Object)")
def offer(run: Any, self: Any, value: Any) -> Any:
    """Add at the end."""
    run.meter.allocate(8)
    self.append(value)
    return True


@deques.method("poll()", "pollFirst()")
def poll(run: Any, self: Any) -> Any:
    """Remove the first element and give it, or null."""
    run.meter.step(len(self) >> 8)
    return self.pop(0) if self else None


@deques.method("pollLast()")
def poll_last(run: Any, self: Any) -> Any:
    return self.pop() if self else None


@deques.method("peek()", "peekFirst()")
def peek(run: Any, self: Any) -> Any:
    """The first element, or null."""
    return self[0] if self else None


@deques.method("peekLast()")
def peek_last(run: Any, self: Any) -> Any:
    return self[-1] if self else None


@deques.method("pop()", "remove()", "removeFirst()")
def deque_pop(run: Any, self: Any) -> Any:
    """Remove the first element and give it."""
    if not self:
        throw("NoSuchElementException")
    run.meter.step(len(self) >> 8)
    return self.pop(0)


@deques.method("element()", "getFirst()")
def deque_first(run: Any, self: Any) -> Any:
    if not self:
        throw("NoSuchElementException")
    return self[0]


@deques.method("removeLast()")
def deque_remove_last(run: Any, self: Any) -> Any:
    if not self:
        throw("NoSuchElementException")
    return self.pop()


@deques.method("getLast()")
def deque_last(run: Any, self: Any) -> Any:
    if not self:
        throw("NoSuchElementException")
    return self[-1]


@deques.method("clear()")
def deque_clear(run: Any, self: Any) -> None:
    self.clear()


@stacks.method("push(Object)")
def stack_push(run: Any, self: Any, value: Any) -> Any:
    """Add on top."""
    run.meter.allocate(8)
    self.append(value)
    return value


@stacks.method("pop()")
def stack_pop(run: Any, self: Any) -> Any:
    """Remove from the top."""
    if not self:
        throw("EmptyStackException")
    return self.pop()


@stacks.method("peek()")
def stack_peek(run: Any, self: Any) -> Any:
    """What is on top."""
    if not self:
        throw("EmptyStackException")
    return self[-1]


@stacks.method("empty()")
def stack_empty(run: Any, self: Any) -> bool:
    return not self


@stacks.method("search(Object)")
def stack_search(run: Any, self: Any, value: Any) -> int:
    index = last_index_of(run, self, value)
    return -1 if index < 0 else len(self) - index


# Making


def _constructors(name: str, kind: Any) -> None:
    table = Table(name)

    @table.constructor("()", "(int)", "(Collection)")
    def construct(run: Any, source: Any = None) -> Any:
        """An empty list, or one with the elements of another collection."""
        if type(source) is int:
            if source < 0:
                throw("IllegalArgumentException", f"Illegal Capacity: {source}")
            return kind()
        return kind() if source is None else kind(listed(run, source))


for _name, _kind in (
    ("java.util.ArrayList", list),
    ("java.util.LinkedList", LinkedList),
    ("java.util.Stack", Stack),
    ("java.util.Vector", list),
    ("java.util.ArrayDeque", ArrayDeque),
):
    _constructors(_name, _kind)

_tuples = Table("groovy.lang.Tuple2")


@_tuples.constructor("(Object, Object)")
def new_tuple(run: Any, one: Any, two: Any) -> Tuple:
    return Tuple([one, two])


@Table("groovy.lang.Tuple").constructor("(Object...)")
def new_plain_tuple(run: Any, *values: Any) -> Tuple:
    return Tuple(values)


for _index, _word in enumerate(("First", "Second", "Third")):

    def _getter(run: Any, self: Tuple, index: int = _index) -> Any:
        return self[index]

    Table("groovy.lang.Tuple").method(f"get{_word}()", f"getV{_index + 1}()")(_getter)


@lists.static("of(Object...)", "copyOf(Collection)")
def list_of(run: Any, *values: Any) -> UnmodifiableList:
    """A list that cannot be changed."""
    if any(value is None for value in values):
        throw("NullPointerException")
    return UnmodifiableList(charged(run, listed(run, values)))
