"""Map entries, ranges, iterators."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.values.mapnames import parts_of
from addon.scripting.values.maps import GroovyMap


class Entry:
    """Map.Entry; `source` is the map it writes through to, if any, `kind` its class where it is no map's."""

    __slots__ = ("key", "kind", "source", "value")

    def __init__(self, key: Any, value: Any, source: GroovyMap | None = None, kind: str = "") -> None:
        self.key = key
        self.value = value
        self.source = source
        self.kind = kind

    @property
    def class_name(self) -> str:
        return self.kind or parts_of(self.source).entry


CHARGED_FROM = 1024


"""A range of more elements than this costs steps by the element, whatever goes through it."""


def charged(elements: Any) -> Iterator[Any]:
    """The elements of a long range, array or text: one written in a few characters may have billions."""
    from addon.scripting.limits import meter

    gauge = meter()
    for start in range(0, len(elements), CHARGED_FROM):
        gauge.step(CHARGED_FROM >> 1)
        yield from elements[start : start + CHARGED_FROM]


class Range:
    """groovy.lang.Range. `first` and `last` are the bounds as written; `low`/`high` inclusive, after `..<`.

    An IntRange has `int` bounds; an ObjectRange (strings, long, decimals, enums, dates) lists its `elements`.
    `stride` is what `by` was given: only a NumberRange has one.
    """

    __slots__ = ("elements", "exclusive_left", "exclusive_right", "first", "last", "reverse", "stride")

    def __init__(
        self,
        first: Any,
        last: Any,
        reverse: bool,
        elements: "range | list[Any]",
        exclusive_left: bool = False,
        exclusive_right: bool = False,
        stride: Any = None,
    ) -> None:
        self.first = first
        self.last = last
        self.reverse = reverse
        self.elements = elements
        self.exclusive_left = exclusive_left
        self.exclusive_right = exclusive_right
        self.stride = stride

    def __iter__(self) -> Iterator[Any]:
        return iter(self.elements) if len(self.elements) <= CHARGED_FROM else charged(self.elements)

    def __len__(self) -> int:
        return len(self.elements)

    @property
    def class_name(self) -> str:
        """Its class depends on what the bounds are."""
        if isinstance(self.elements, range):
            return "groovy.lang.IntRange" if self.elements else "groovy.lang.EmptyRange"
        if isinstance(self.first, (int, float, Decimal)):
            return "groovy.lang.NumberRange"
        return "groovy.lang.EmptyRange" if self.exclusive_right else "groovy.lang.ObjectRange"


PIECE = 256
"""Elements that are taken from an iterator at once."""


class ScriptIterator:
    """java.util.Iterator over values; `peeked` holds what hasNext looked at."""

    __slots__ = ("peeked", "source")

    def __init__(self, source: Iterator[Any]) -> None:
        self.source = source
        self.peeked: list[Any] = []

    def has_next(self) -> bool:
        if not self.peeked:
            for element in self.source:
                self.peeked.append(element)
                break
        return bool(self.peeked)

    def __iter__(self) -> Iterator[Any]:
        while self.has_next():
            yield self.peeked.pop()

    def listed(self) -> list[Any]:
        """What is left, as a list: charged piece by piece, since nobody knows how much it is."""
        from addon.scripting.limits import meter

        gauge = meter()
        found: list[Any] = []
        left = iter(self)
        while True:
            gauge.step()
            piece = list(islice(left, PIECE))
            if not piece:
                return found
            gauge.elements(len(piece) * 5)
            found += piece


class ListIterator(ScriptIterator):
    """An iterator of a list: it can remove what it gave last, and notices when others change the list's size."""

    __slots__ = ("cursor", "given", "size", "target")

    def __init__(self, target: Any, cursor: int = 0) -> None:
        super().__init__(iter(()))
        self.target = target
        self.cursor = cursor
        self.given = -1
        self.size = len(target)

    def has_next(self) -> bool:
        return self.cursor != len(self.target)

    def at(self, index: int) -> Any:
        """Give the element at an index, unless the list was changed meanwhile."""
        if len(self.target) != self.size:
            throw("ConcurrentModificationException")
        self.given = index
        return (self.target.elements if type(self.target) is Range else self.target)[index]

    def __iter__(self) -> Iterator[Any]:
        while self.has_next():
            element = self.at(self.cursor)
            self.cursor += 1
            yield element

    def remove(self) -> None:
        """Remove what was given last."""
        if self.given < 0:
            throw("IllegalStateException")
        del self.target[self.given]
        self.cursor -= self.given < self.cursor
        self.given, self.size = -1, len(self.target)


class ListCursor(ListIterator):
    """What listIterator() gives: it goes both ways, sets and adds."""

    __slots__ = ()


class EntryIterator(ScriptIterator):
    """An iterator of a map's entries, keys or values, or of a set: it can remove, and notices other changes."""

    __slots__ = ("cursor", "elements", "given", "keys", "owner", "removals")

    def __init__(self, source: GroovyMap, keys: list[Any], elements: list[Any]) -> None:
        super().__init__(iter(()))
        self.owner = source
        self.keys = keys
        self.elements = elements
        self.cursor = 0
        self.given = -1
        self.removals = (source.removals, len(source))

    def has_next(self) -> bool:
        return self.cursor < len(self.elements)

    def __iter__(self) -> Iterator[Any]:
        while self.has_next():
            if self.removals != (self.owner.removals, len(self.owner)):
                throw("ConcurrentModificationException")
            self.given = self.cursor
            self.cursor += 1
            yield self.elements[self.given]

    def remove(self) -> None:
        """Remove what was given last."""
        if self.given < 0:
            throw("IllegalStateException")
        self.owner.remove(self.keys[self.given])
        self.given = -1
        self.removals = (self.owner.removals, len(self.owner))
