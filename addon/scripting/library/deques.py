"""Deques and stacks."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.iterables import listed
from addon.scripting.library.listchanges import (
    add_all,
    add_several,
    remove_all,
    remove_if,
    remove_several,
    remove_where,
    retain_all,
    retain_several,
    retain_where,
)
from addon.scripting.library.lists import index_of, last_index_of
from addon.scripting.library.registry import Table
from addon.scripting.values.lists import ArrayDeque
from addon.scripting.values.ranges import ScriptIterator

deques = Table("java.util.Deque")
stacks = Table("java.util.Stack")


def _no_null(self: Any, value: Any) -> None:
    if value is None and type(self) is ArrayDeque:
        throw("NullPointerException")


@deques.method("addFirst(Object)", "push(Object)")
def add_first(run: Any, self: Any, value: Any) -> None:
    """Add at the start."""
    _no_null(self, value)
    run.meter.allocate(8)
    run.meter.step(len(self) >> 8)
    self.insert(0, value)


Table("java.util.LinkedList").method("push(Object)")(add_first)


@deques.method("offerFirst(Object)")
def offer_first(run: Any, self: Any, value: Any) -> bool:
    """Add at the start; says that it did."""
    add_first(run, self, value)
    return True


@deques.method("addLast(Object)")
def add_last(run: Any, self: Any, value: Any) -> None:
    """Add at the end."""
    offer(run, self, value)


@deques.method("leftShift(Object)")
def left_shift(run: Any, self: Any, value: Any) -> Any:
    """Add at the end; gives the deque."""
    offer(run, self, value)
    return self


@deques.method("offer(Object)", "offerLast(Object)", "add(Object)")
def offer(run: Any, self: Any, value: Any) -> Any:
    """Add at the end."""
    _no_null(self, value)
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


@deques.method("remove(Object)", "removeFirstOccurrence(Object)")
def remove_first_occurrence(run: Any, self: Any, value: Any) -> bool:
    """Remove a value where it stands first."""
    index = index_of(run, self, value)
    if index < 0:
        return False
    run.meter.step(len(self) >> 8)
    del self[index]
    return True


@deques.method("removeLastOccurrence(Object)")
def remove_last_occurrence(run: Any, self: Any, value: Any) -> bool:
    """Remove a value where it stands last."""
    index = last_index_of(run, self, value)
    if index < 0:
        return False
    run.meter.step(len(self) >> 8)
    del self[index]
    return True


@deques.method("descendingIterator()")
def descending_iterator(run: Any, self: Any) -> ScriptIterator:
    """The elements from the last."""
    return ScriptIterator(iter(listed(run, self)[::-1]))


@deques.method("clear()")
def deque_clear(run: Any, self: Any) -> None:
    self.clear()


# What a deque that is no list shares with lists

queues = Table("java.util.ArrayDeque")
queues.method("addAll(Object...)")(add_several)
queues.method("removeAll(Object...)")(remove_several)
queues.method("retainAll(Object...)")(retain_several)
queues.method("addAll(Collection)", "addAll(Object[])", "addAll(Iterable)")(add_all)
queues.method("removeAll(Collection)", "removeAll(Object[])")(remove_all)
queues.method("retainAll(Collection)", "retainAll(Object[])")(retain_all)
queues.method("removeIf(Predicate)")(remove_if)
queues.method("removeAll(Closure)")(remove_where)
queues.method("retainAll(Closure)")(retain_where)


@queues.method("clone()")
def clone(run: Any, self: ArrayDeque) -> ArrayDeque:
    """A copy."""
    return ArrayDeque(listed(run, self))


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
