"""java.util.PriorityQueue: a heap in Java's own arrangement, so that it prints as Java's does."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.iterables import listed, sign_of_answer
from addon.scripting.library.listchanges import several
from addon.scripting.library.registry import Table
from addon.scripting.semantics.equality import java_equals
from addon.scripting.semantics.naturalorder import natural
from addon.scripting.values.lists import PriorityQueue
from addon.scripting.values.ranges import ScriptIterator

queues = Table("java.util.PriorityQueue")


@queues.constructor("()", "(int)", "(Collection)", "(Comparator)", "(int, Comparator)")
def new_queue(run: Any, first: Any = None, second: Any = None) -> PriorityQueue:
    """An empty queue, one with the elements of a collection, or one with an order of its own."""
    made = PriorityQueue()
    made.comparator = second if second is not None else None
    if isinstance(first, int) and first < 1:
        throw("IllegalArgumentException")
    if hasattr(first, "call"):
        made.comparator = first
    elif first is not None and not isinstance(first, int):
        if isinstance(first, PriorityQueue):
            made.comparator = first.comparator
        elements = listed(run, first)
        run.meter.step(len(elements) >> 1)
        made.extend(elements)
        for place in range(len(made) // 2 - 1, -1, -1):
            _sift_down(made, place, made[place])
    return made


def like(queue: PriorityQueue, elements: list[Any]) -> PriorityQueue:
    """A queue with the order of another, its elements put in one by one."""
    made = PriorityQueue()
    made.comparator = queue.comparator
    for place, element in enumerate(elements):
        made.append(element)
        _sift_up(made, place, element)
    return made


def _compare(self: PriorityQueue, one: Any, two: Any) -> int:
    order = self.comparator
    return natural(one, two) if order is None else sign_of_answer(order.call(one, two))


def _sift_up(self: PriorityQueue, place: int, value: Any) -> None:
    while place > 0:
        parent = (place - 1) >> 1
        if _compare(self, value, self[parent]) >= 0:
            break
        self[place] = self[parent]
        place = parent
    self[place] = value


def _sift_down(self: PriorityQueue, place: int, value: Any) -> None:
    size = len(self)
    while place < size >> 1:
        child = 2 * place + 1
        if child + 1 < size and _compare(self, self[child], self[child + 1]) > 0:
            child += 1
        if _compare(self, value, self[child]) <= 0:
            break
        self[place] = self[child]
        place = child
    if size:
        self[place] = value


@queues.method("add(Object)", "offer(Object)")
def offer(run: Any, self: PriorityQueue, value: Any) -> bool:
    """Add in its place."""
    if value is None:
        throw("NullPointerException")
    run.meter.elements(1)
    run.meter.step(len(self).bit_length())
    self.append(value)
    try:
        if len(self) == 1:
            _compare(self, value, value)
        _sift_up(self, len(self) - 1, value)
    except Exception:
        self.pop()
        raise
    return True


@queues.method("leftShift(Object)")
def left_shift(run: Any, self: PriorityQueue, value: Any) -> PriorityQueue:
    """Add in its place; gives the queue."""
    offer(run, self, value)
    return self


@queues.method("addAll(Collection)", "addAll(Object[])", "addAll(Iterable)")
def add_all(run: Any, self: PriorityQueue, values: Any) -> bool:
    """Add all in their places."""
    more = listed(run, values)
    for value in more:
        offer(run, self, value)
    return bool(more)


@queues.method("addAll(Object...)")
def add_several(run: Any, self: PriorityQueue, *values: Any) -> bool:
    """Add several values in their places."""
    return bool(add_all(run, self, several(values)))


@queues.method("iterator()")
def iterator(run: Any, self: PriorityQueue) -> ScriptIterator:
    """The elements as they lie in the heap."""
    return ScriptIterator(iter(listed(run, self)))


@queues.method("poll()")
def poll(run: Any, self: PriorityQueue) -> Any:
    """Remove the least element and give it, or null."""
    if not self:
        return None
    run.meter.step(len(self).bit_length())
    least = self[0]
    last = self.pop()
    if self:
        _sift_down(self, 0, last)
    return least


@queues.method("remove()")
def remove_least(run: Any, self: PriorityQueue) -> Any:
    """Remove the least element and give it; throws when there is none."""
    return poll(run, self) if self else throw("NoSuchElementException")


@queues.method("peek()")
def peek(run: Any, self: PriorityQueue) -> Any:
    """The least element, or null."""
    return self[0] if self else None


@queues.method("element()")
def element(run: Any, self: PriorityQueue) -> Any:
    """The least element; throws when there is none."""
    return self[0] if self else throw("NoSuchElementException")


@queues.method("remove(Object)", "removeElement(Object)")
def remove(run: Any, self: PriorityQueue, value: Any) -> bool:
    """Remove one such element; says whether it was there."""
    run.meter.walk(len(self))
    place = next((index for index, one in enumerate(self) if java_equals(value, one)), -1)
    if place < 0:
        return False
    last = self.pop()
    if place < len(self):
        _sift_down(self, place, last)
        if self[place] is last:
            _sift_up(self, place, last)
    return True


@queues.method("clear()")
def clear(run: Any, self: PriorityQueue) -> None:
    """Remove everything."""
    del self[:]


@queues.method("comparator()")
def comparator(run: Any, self: PriorityQueue) -> Any:
    """The order that it was made with, if any."""
    return self.comparator


def _where(name: str, keep: bool, chosen: Any) -> None:
    @queues.method(name)
    def filtered(run: Any, self: PriorityQueue, by: Any) -> bool:
        """Remove elements; says whether any went."""
        run.meter.walk(len(self))
        kept = [one for one in self if chosen(run, by, one) is keep]
        changed = len(kept) < len(self)
        del self[:]
        self.extend(kept)
        for place in range(len(self) // 2 - 1, -1, -1):
            _sift_down(self, place, self[place])
        return changed


def _passes(run: Any, test: Any, one: Any) -> bool:
    from addon.scripting.semantics.truth import truth

    return truth(test.call(one))


def _among(run: Any, values: Any, one: Any) -> bool:
    from addon.scripting.semantics.cases import contains

    return contains(run, values, one)


_where("removeIf(Predicate)", False, _passes)
_where("removeAll(Closure)", False, _passes)
_where("retainAll(Closure)", True, _passes)
_where("removeAll(Collection)", False, _among)
_where("retainAll(Collection)", True, _among)
