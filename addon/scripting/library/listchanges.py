"""Adding to and removing from lists."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.iterables import listed
from addon.scripting.library.lists import changeable, index_of, out_of_bounds
from addon.scripting.library.predicates import calling, passes
from addon.scripting.library.registry import Table
from addon.scripting.semantics.cases import contains as has
from addon.scripting.semantics.iteration import iterate
from addon.scripting.semantics.truth import truth
from addon.scripting.values.callables import Closure
from addon.scripting.values.lists import LinkedList, UnmodifiableList, unsettled
from addon.scripting.values.ranges import Range

lists = Table("java.util.List")

# Adding and removing


@lists.method("add(Object)")
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


def several(values: tuple[Any, ...]) -> list[Any]:
    """Values given one by one; a lone null is no collection, and Java throws."""
    if values == (None,):
        throw("NullPointerException")
    return list(values)


@lists.method("addAll(int, Object...)")
def add_several_at(run: Any, self: Any, index: int, *values: Any) -> bool:
    """Add several values at an index; declared first, since a number in front counts as the index."""
    return bool(add_all_at(run, self, index, list(values)))


@lists.method("addAll(Object...)")
def add_several(run: Any, self: Any, *values: Any) -> bool:
    """Add several values at the end."""
    return bool(add_all(run, self, several(values)))


@lists.method("addAll(Collection)", "addAll(Object[])", "addAll(Iterable)", "addAll(Iterator)")
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
        out_of_bounds(self, index)
    run.meter.step(len(self) >> 8)
    unsettled(self)
    return self.pop(index)


@lists.method("remove(Object)", "removeElement(Object)")
def remove(run: Any, self: Any, value: Any) -> bool:
    """Remove the first element that equals a value."""
    changeable(self)
    index = index_of(run, self, value)
    if index < 0:
        return False
    unsettled(self)
    del self[index]
    return True


@lists.method("removeElement(Object)")
def remove_element(run: Any, self: Any, value: Any) -> bool:
    return bool(remove(run, self, value))


@lists.method("clear()")
def clear(run: Any, self: Any) -> None:
    """Remove everything."""
    if type(self) is UnmodifiableList and self.class_name.endswith("$EmptyList"):
        return
    changeable(self)
    unsettled(self)
    self.clear()


def unsealed(self: Any) -> Any:
    """Refuse what an unmodifiable list refuses even where nothing would change."""
    return changeable(self) if len(self) and type(self) is not Range else self


def keep_only(self: Any, kept: list[Any]) -> bool:
    changed = len(kept) != len(self)
    if changed:
        changeable(self)
        unsettled(self)
        self[:] = kept
    return changed


def unchanged(self: Any, size: int) -> None:
    """Refuse to go on with a list that a closure changed meanwhile."""
    if len(self) != size:
        throw("ConcurrentModificationException")


@lists.method("removeAll(Collection)", "removeAll(Object[])")
def remove_all(run: Any, self: Any, values: Any) -> bool:
    """Remove every element that is among the values."""
    run.meter.walk(len(self))
    return keep_only(self, [one for one in unsealed(self) if not has(run, values, one)])


@lists.method("retainAll(Collection)", "retainAll(Object[])")
def retain_all(run: Any, self: Any, values: Any) -> bool:
    """Remove every element that is not among the values."""
    run.meter.walk(len(self))
    return keep_only(self, [one for one in unsealed(self) if has(run, values, one)])


@lists.method("removeAll(Object...)")
def remove_several(run: Any, self: Any, *values: Any) -> bool:
    """Remove every element that is among the values."""
    return bool(remove_all(run, self, several(values)))


@lists.method("retainAll(Object...)")
def retain_several(run: Any, self: Any, *values: Any) -> bool:
    """Remove every element that is not among the values."""
    return bool(retain_all(run, self, several(values)))


@lists.method("removeIf(Predicate)")
def remove_if(run: Any, self: Any, test: Any) -> bool:
    """Remove every element that passes."""
    size, kept = len(self), [one for one in listed(run, unsealed(self)) if not passes(test.call(one))]
    unchanged(self, size)
    return keep_only(self, kept)


@lists.method("removeAll(Closure)")
@calling
def remove_where(run: Any, self: Any, test: Any) -> bool:
    """Remove every element that passes."""
    size, kept = len(self), [one for one in listed(run, unsealed(self)) if not truth(test.call(one))]
    unchanged(self, size)
    return keep_only(self, kept)


@lists.method("retainAll(Closure)")
@calling
def retain_where(run: Any, self: Any, test: Closure) -> bool:
    """Remove every element that does not pass."""
    return keep_only(self, [one for one in iterate(run, self) if truth(test.call(one))])


@lists.method("replaceAll(UnaryOperator)")
def replace_all(run: Any, self: Any, change: Any) -> None:
    """Replace every element by what a function makes of it."""
    changeable(self, False)
    size, made = len(self), []
    for one in listed(run, self):
        made.append(change.call(one))
        unchanged(self, size)
    self[:] = made


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
        throw("NoSuchElementException", None if type(self) is LinkedList else "Cannot pop() an empty List")
    changeable(self)
    run.meter.step(len(self) >> 8)
    unsettled(self)
    return self.pop(0)


@lists.method("removeLast()")
def remove_last(run: Any, self: Any) -> Any:
    """Remove the last element and give it."""
    if not len(self):
        throw("NoSuchElementException", None if type(self) is LinkedList else "Cannot removeLast() an empty List")
    unsettled(self)
    return changeable(self).pop()


@lists.method("swap(int, int)")
def swap(run: Any, self: Any, one: int, two: int) -> Any:
    """Exchange two elements."""
    size = len(self)
    for index in (one, two):
        if not 0 <= index < size:
            out_of_bounds(self, index)
    changeable(self, False)
    self[one], self[two] = self[two], self[one]
    return self
