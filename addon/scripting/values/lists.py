"""Lists and arrays. ArrayList is a plain Python `list`."""

from collections.abc import Iterable, Iterator, MutableSequence
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.values.classes import Classed, ClassInfo
from addon.scripting.values.mapnames import parts_of


class LinkedList(list[Any]):
    """java.util.LinkedList, also Stack, Vector, ArrayDeque by `ListKind`."""

    __slots__ = ()


class Stack(list[Any]):
    """java.util.Stack"""

    __slots__ = ()


class ArrayDeque(list[Any]):
    """java.util.ArrayDeque"""

    __slots__ = ()


class PriorityQueue(list[Any]):
    """java.util.PriorityQueue: a heap; `comparator` is what a script gave it, if anything."""

    __slots__ = ("comparator",)
    comparator: Any

    def __init__(self) -> None:
        super().__init__()
        self.comparator = None


class Vector(list[Any]):
    """java.util.Vector"""

    __slots__ = ()


class CopiedList(list[Any]):
    """java.util.concurrent.CopyOnWriteArrayList: loops go through what was there when they began."""

    __slots__ = ()


class FixedList(list[Any]):
    """Arrays.asList: elements may be set, the size not changed."""

    __slots__ = ()


class UnmodifiableList(list[Any]):
    """What asImmutable, List.of and Collections.emptyList give; `class_name` says which, some can be asked no null."""

    __slots__ = ("class_name", "nulls")

    def __init__(
        self,
        elements: Iterable[Any] = (),
        class_name: str = "java.util.Collections$UnmodifiableRandomAccessList",
        nulls: bool = True,
    ) -> None:
        super().__init__(elements)
        self.class_name = class_name
        self.nulls = nulls


class Array(list[Any], Classed):
    """A Java array; `class_info` is its class, `component` the class of its elements."""

    __slots__ = ("class_info", "component")

    def __init__(self, component: ClassInfo, elements: Iterable[Any] = ()) -> None:
        from addon.scripting.values.classes import array_class

        super().__init__(elements)
        self.component = component
        self.class_info = array_class(component)

    __hash__ = None  # type: ignore[assignment]


class Tuple(UnmodifiableList):
    """groovy.lang.Tuple2 and its kin; of so many values the class that says so, unless it is to be another."""

    __slots__ = ()

    def __init__(self, elements: Iterable[Any], class_name: str = "") -> None:
        super().__init__(elements)
        self.class_name = class_name or f"groovy.lang.Tuple{len(self)}"


class DefaultList(list[Any]):
    """ListWithDefault: `maker` makes missing elements; an eager one fills gaps with it too."""

    __slots__ = ("eager", "maker")
    maker: Any
    eager: bool


class Values:
    """Map.values(): shows what the map holds whenever it is looked at; removing from it removes from the map."""

    __slots__ = ("source",)

    def __init__(self, source: Any) -> None:
        self.source = source

    @property
    def class_name(self) -> str:
        return parts_of(self.source).values

    def __len__(self) -> int:
        return len(self.source)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.source.values())

    def __getitem__(self, where: Any) -> Any:
        return self.source.values()[where]


class SubList(MutableSequence[Any]):
    """List.subList(): a window on another list, which changes with it; useless once the list changes by itself."""

    __slots__ = ("depth", "expected", "size", "source", "start")

    def __init__(self, source: Any, start: int, end: int) -> None:
        self.source = source
        self.start = start
        self.size = end - start
        self.expected = len(source)
        self.depth: int = source.depth + 1 if isinstance(source, SubList) else 1
        """How many windows are one on the other; every access goes through all of them."""

    def __len__(self) -> int:
        if len(self.source) != self.expected:
            throw("ConcurrentModificationException")
        return self.size

    def shown(self) -> list[Any]:
        """What stands in the window now, whatever happened to the list: a run is over when its answer is written."""
        return list(self.source)[self.start : self.start + self.size]

    def _slice(self, where: slice) -> slice:
        start, end, step = where.indices(len(self))
        return slice(self.start + start, self.start + end, step) if step > 0 else where

    def __getitem__(self, where: Any) -> Any:
        if isinstance(where, slice):
            inside = self._slice(where)
            return list(self.source[inside]) if inside is not where else list(self)[where]
        size = len(self)
        place = where + size if where < 0 else where
        if not 0 <= place < size:
            raise IndexError(where)
        return self.source[self.start + place]

    def __iter__(self) -> Iterator[Any]:
        return iter(self[0 : len(self)])

    def _changed(self) -> None:
        """Note that the window grew or shrank with its list."""
        self.size += len(self.source) - self.expected
        self.expected = len(self.source)

    def __setitem__(self, where: Any, value: Any) -> None:
        if isinstance(where, slice):
            self.source[self._slice(where)] = value
            self._changed()
        else:
            size = len(self)
            self.source[self.start + (where + size if where < 0 else where)] = value

    def __delitem__(self, where: Any) -> None:
        if isinstance(where, slice):
            del self.source[self._slice(where)]
        else:
            size = len(self)
            del self.source[self.start + (where + size if where < 0 else where)]
        self._changed()

    def insert(self, index: int, value: Any) -> None:
        size = len(self)
        place = max(0, index + size) if index < 0 else min(index, size)
        self.source.insert(self.start + place, value)
        self._changed()

    def sort(self, *, key: Any) -> None:
        """As list.sort."""
        self[0 : len(self)] = sorted(self, key=key)


class ArrayWindow(SubList):
    """Arrays.asList of an array: its elements may be set, which sets those of the array; its size not changed."""

    __slots__ = ()

    def __init__(self, source: Array) -> None:
        super().__init__(source, 0, len(source))


class UnmodifiableView(SubList):
    """What asUnmodifiable and Collections.unmodifiableList give: the list as it is now, whatever happens to it."""

    __slots__ = ()
    class_name = "java.util.Collections$UnmodifiableRandomAccessList"

    def __init__(self, source: Any) -> None:
        super().__init__(source, 0, 0)

    def __len__(self) -> int:
        return len(self.source)

    def shown(self) -> list[Any]:
        """The list as it is when the run's answer is written."""
        return self.source.shown() if isinstance(self.source, SubList) else list(self.source)


LIST_TYPES: frozenset[type] = frozenset(
    (
        list,
        LinkedList,
        Stack,
        Vector,
        CopiedList,
        ArrayDeque,
        PriorityQueue,
        FixedList,
        UnmodifiableList,
        Array,
        Tuple,
        Values,
        SubList,
        ArrayWindow,
        UnmodifiableView,
        DefaultList,
    )
)
LOOPS: dict[int, int] = {}
"""How often a list that is being gone through was shortened or sorted meanwhile, by the list's identity."""


def unsettled(value: Any) -> None:
    """Note that a list was shortened or sorted, for the loops that go through it: its size may be the same again."""
    if LOOPS and id(value) in LOOPS:
        LOOPS[id(value)] += 1


IDENTICAL: frozenset[type] = frozenset((ArrayDeque, PriorityQueue, Values))
"""Collections that are no List: they equal only themselves."""
