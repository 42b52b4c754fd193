"""java.util.Iterator and ListIterator, and what Groovy offers on them."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.iterables import charged, listed
from addon.scripting.library.registry import Table
from addon.scripting.values.lists import Tuple
from addon.scripting.values.ranges import EntryIterator, ListCursor, ListIterator, ScriptIterator
from addon.scripting.values.sets import HashSet

iterators = Table("java.util.Iterator")
cursors = Table("java.util.ListIterator")


@iterators.method("hasNext()")
def has_next(run: Any, self: ScriptIterator) -> bool:
    """Whether there is another element."""
    return self.has_next()


@iterators.method("next()")
def next_(run: Any, self: ScriptIterator) -> Any:
    """The next element."""
    for element in self:
        return element
    return throw("NoSuchElementException")


@iterators.method("remove()")
def remove(run: Any, self: Any) -> None:
    """Remove the element given last."""
    if not isinstance(self, (ListIterator, EntryIterator)):
        throw("UnsupportedOperationException", "remove")
    if isinstance(self, ListIterator):
        from addon.scripting.library.lists import changeable

        changeable(self.target)
        run.meter.step(len(self.target) >> 8)
    self.remove()


@iterators.method("forEachRemaining(Consumer)")
def for_each_remaining(run: Any, self: ScriptIterator, action: Any) -> None:
    """Call for every element that is left."""
    for element in self:
        run.meter.step()
        action.call(element)


@iterators.method("iterator()")
def iterator(run: Any, self: ScriptIterator) -> ScriptIterator:
    return self


@iterators.method("toList()")
def to_list(run: Any, self: ScriptIterator) -> list[Any]:
    """What is left, as a list."""
    return charged(run, listed(run, self))


@iterators.method("size()")
def size(run: Any, self: ScriptIterator) -> int:
    return len(listed(run, self))


def _as_list(name: str, *signatures: str, again: bool = False) -> None:
    """Offer a method of lists for what is left; `again`: its answer is an iterator, too."""

    def over(run: Any, self: ScriptIterator, *arguments: Any) -> Any:
        from addon.scripting.semantics.calling import invoke

        answer = invoke(run, charged(run, listed(run, self)), "toSorted" if name == "sort" else name, arguments)
        return ScriptIterator(iter(answer)) if again else answer

    over.__doc__ = f"As {name} of a list with what is left."
    iterators.method(*[f"{name}({words})" for words in signatures])(over)


for _name in ("sum", "max", "min", "count", "join", "average"):
    _as_list(_name, "", "Closure") if _name != "join" else _as_list(_name, "", "String")


@iterators.method("getAt(int)")
def get_at(run: Any, self: ScriptIterator, index: int) -> Any:
    """So many elements on, and no further; from the end if negative."""
    if index < 0:
        from addon.scripting.library.lists import at

        rest = listed(run, self)
        return at(run, rest, index) if rest else None
    for place, element in enumerate(self):
        run.meter.step()
        if place == index:
            return element
    return None


@iterators.method("toSet()")
def to_set(run: Any, self: ScriptIterator) -> HashSet:
    """What is left, as a set."""
    rest = listed(run, self)
    run.meter.entries(len(rest))
    return HashSet(rest)


@iterators.method("stream()")
def stream(run: Any, self: ScriptIterator) -> Any:
    """A stream of what is left."""
    from addon.scripting.library.streams import Stream

    return Stream(iter(listed(run, self)))


_as_list("count", "Object")
_as_list("max", "Comparator")
_as_list("min", "Comparator")
_as_list("collectEntries", "", "Closure", "Map", "Map, Closure")
_as_list("sum", "Object", "Object, Closure")
_as_list("countBy", "Closure")
_as_list("collectMany", "Closure", "Collection, Closure")
for _name in ("reverse", "unique", "toUnique", "withIndex", "toSorted", "flatten", "sort", "init", "tail"):
    _as_list(_name, "", again=True)
for _name in ("unique", "toUnique", "toSorted", "takeWhile", "dropWhile", "sort"):
    _as_list(_name, "Closure", again=True)
for _name in ("unique", "toUnique", "toSorted", "sort"):
    _as_list(_name, "Comparator", again=True)
_as_list("findResults", "", "Closure")
for _name in ("take", "drop", "dropRight"):
    _as_list(_name, "int", again=True)
_as_list("withIndex", "int", again=True)


@iterators.method("indexed()", "indexed(int)")
def indexed(run: Any, self: ScriptIterator, first: int = 0) -> ScriptIterator:
    """What is left, each in a list behind its number."""
    return ScriptIterator(iter(charged(run, [Tuple([first + at, one]) for at, one in enumerate(listed(run, self))])))


@cursors.method("hasPrevious()")
def has_previous(run: Any, self: ListCursor) -> bool:
    """Whether there is an element before."""
    return self.cursor > 0


@cursors.method("previous()")
def previous(run: Any, self: ListCursor) -> Any:
    """The element before."""
    if self.cursor <= 0:
        throw("NoSuchElementException")
    self.cursor -= 1
    return self.at(self.cursor)


@cursors.method("nextIndex()")
def next_index(run: Any, self: ListCursor) -> int:
    """The index of the element that next() would give."""
    return self.cursor


@cursors.method("previousIndex()")
def previous_index(run: Any, self: ListCursor) -> int:
    """The index of the element that previous() would give."""
    return self.cursor - 1


@cursors.method("set(Object)")
def set_(run: Any, self: ListCursor, value: Any) -> None:
    """Replace the element given last."""
    from addon.scripting.library.lists import changeable

    if self.given < 0:
        throw("IllegalStateException")
    changeable(self.target, False)[self.given] = value


@cursors.method("add(Object)")
def add(run: Any, self: ListCursor, value: Any) -> None:
    """Insert before the element that next() would give."""
    from addon.scripting.library.lists import changeable

    run.meter.elements(1)
    run.meter.step(len(self.target) >> 8)
    changeable(self.target).insert(self.cursor, value)
    self.cursor += 1
    self.given, self.size = -1, len(self.target)
