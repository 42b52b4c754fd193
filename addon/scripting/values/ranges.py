"""Map entries, ranges, iterators."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from addon.scripting.values.maps import GroovyMap


class Entry:
    """Map.Entry; `source` is the map it writes through to, if any."""

    __slots__ = ("key", "source", "value")

    def __init__(self, key: Any, value: Any, source: GroovyMap | None = None) -> None:
        self.key = key
        self.value = value
        self.source = source


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
    """

    __slots__ = ("elements", "exclusive_left", "exclusive_right", "first", "last", "reverse")

    def __init__(
        self,
        first: Any,
        last: Any,
        reverse: bool,
        elements: "range | list[Any]",
        exclusive_left: bool = False,
        exclusive_right: bool = False,
    ) -> None:
        self.first = first
        self.last = last
        self.reverse = reverse
        self.elements = elements
        self.exclusive_left = exclusive_left
        self.exclusive_right = exclusive_right

    def __iter__(self) -> Iterator[Any]:
        return iter(self.elements) if len(self.elements) <= CHARGED_FROM else charged(self.elements)

    def __len__(self) -> int:
        return len(self.elements)

    @property
    def class_name(self) -> str:
        """Its class depends on what the bounds are."""
        if isinstance(self.elements, range):
            return "groovy.lang.IntRange"
        return "groovy.lang.NumberRange" if isinstance(self.first, (int, float, Decimal)) else "groovy.lang.ObjectRange"


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


class ListIterator(ScriptIterator):
    """An iterator that can remove what it gave last."""

    __slots__ = ("cursor", "target")

    def __init__(self, target: Any) -> None:
        super().__init__(iter(()))
        self.target = target
        self.cursor = 0

    def has_next(self) -> bool:
        return self.cursor < len(self.target)

    def __iter__(self) -> Iterator[Any]:
        while self.has_next():
            self.cursor += 1
            yield (self.target.elements if type(self.target) is Range else self.target)[self.cursor - 1]
