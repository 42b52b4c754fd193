"""Lists and arrays. ArrayList is a plain Python `list`."""

from collections.abc import Iterable
from typing import Any

from addon.scripting.values.classes import Classed, ClassInfo


class LinkedList(list[Any]):
    """java.util.LinkedList, also Stack, Vector, ArrayDeque by `ListKind`."""

    __slots__ = ()


class Stack(list[Any]):
    """java.util.Stack"""

    __slots__ = ()


class ArrayDeque(list[Any]):
    """java.util.ArrayDeque"""

    __slots__ = ()


class FixedList(list[Any]):
    """Arrays.asList: elements may be set, the size not changed."""

    __slots__ = ()


class UnmodifiableList(list[Any]):
    """What asImmutable, List.of and Collections.unmodifiableList give."""

    __slots__ = ()


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
    """groovy.lang.Tuple2 and its kin."""

    __slots__ = ()


class DefaultList(list[Any]):
    """ListWithDefault: `maker` makes missing elements; an eager one fills gaps with it too."""

    __slots__ = ("eager", "maker")
    maker: Any
    eager: bool


class Values(list[Any]):
    """Map.values(): removing from it removes from the map."""

    __slots__ = ("source",)
    source: Any


LIST_TYPES: frozenset[type] = frozenset(
    (list, LinkedList, Stack, ArrayDeque, FixedList, UnmodifiableList, Array, Tuple, Values, DefaultList)
)
