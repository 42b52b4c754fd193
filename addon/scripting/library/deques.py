"""Deques and stacks."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.lists import last_index_of
from addon.scripting.library.registry import Table

deques = Table("java.util.Deque")
stacks = Table("java.util.Stack")

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
