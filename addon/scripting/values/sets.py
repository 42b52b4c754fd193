"""Sets, each over a map whose keys are its elements."""

from collections.abc import Iterable, Iterator
from typing import Any

from addon.scripting.values.keys import same
from addon.scripting.values.mapnames import parts_of
from addon.scripting.values.maps import GroovyMap, HashMap, refuse_null
from addon.scripting.values.ranges import Entry


class GroovySet:
    """java.util.LinkedHashSet"""

    __slots__ = ("map",)

    def __init__(self, elements: Iterable[Any] = (), entries: GroovyMap | None = None) -> None:
        self.map = entries if entries is not None else self.empty_map()
        for element in elements:
            self.map.put(element, True)

    def empty_map(self) -> GroovyMap:
        return GroovyMap()

    def add(self, element: Any) -> bool:
        """Add and say whether it was new."""
        before = len(self.map)
        if before and self.map.has(element):
            return False
        self.map.put(element, True)
        return len(self.map) > before

    def has(self, element: Any) -> bool:
        return self.map.has(element)

    def remove(self, element: Any) -> bool:
        return self.map.remove(element) is True

    def __iter__(self) -> Iterator[Any]:
        return iter(self.map.keys())

    def __len__(self) -> int:
        return len(self.map)


class HashSet(GroovySet):
    """java.util.HashSet"""

    __slots__ = ()

    def empty_map(self) -> GroovyMap:
        return HashMap()


class TreeSet(GroovySet):
    """java.util.TreeSet; always made over a `TreeMap`."""

    __slots__ = ()


class EnumSet(GroovySet):
    """java.util.EnumSet over a `TreeMap`; `kind` is the enum's class."""

    __slots__ = ("kind",)

    def __init__(self, kind: Any, elements: Iterable[Any], entries: GroovyMap) -> None:
        self.kind = kind
        super().__init__(elements, entries)


class UnmodifiableSet(GroovySet):
    """What asImmutable, Set.of and Collections.emptySet give; `class_name` says which, some can be asked no null."""

    __slots__ = ("class_name", "nulls")

    def __init__(
        self,
        elements: Iterable[Any] = (),
        entries: GroovyMap | None = None,
        class_name: str = "java.util.Collections$UnmodifiableSet",
        nulls: bool = True,
    ) -> None:
        super().__init__(elements, entries)
        self.class_name = class_name
        self.nulls = nulls

    def has(self, element: Any) -> bool:
        if element is None and not self.nulls:
            refuse_null(self.class_name)
        return super().has(element)


class KeySet(GroovySet):
    """Map.keySet(): removing from it removes from the map."""

    __slots__ = ()

    def __init__(self, source: GroovyMap) -> None:
        super().__init__((), source)

    @property
    def class_name(self) -> str:
        return parts_of(self.map).keys

    def remove(self, element: Any) -> bool:
        if not self.map.has(element):
            return False
        self.map.remove(element)
        return True


class EntrySet(GroovySet):
    """Map.entrySet(): shows the map's entries whenever it is looked at; removing one removes it from the map."""

    __slots__ = ()

    def __init__(self, source: GroovyMap) -> None:
        super().__init__((), source)

    @property
    def class_name(self) -> str:
        return parts_of(self.map).entries

    def __iter__(self) -> Iterator[Any]:
        source = self.map
        return iter([Entry(key, value, source) for key, value in source.items()])

    def has(self, element: Any) -> bool:
        return type(element) is Entry and self.map.has(element.key) and same(self.map.get(element.key), element.value)

    def remove(self, element: Any) -> bool:
        if not self.has(element):
            return False
        self.map.remove(element.key)
        return True


SET_TYPES: frozenset[type] = frozenset((GroovySet, HashSet, TreeSet, EnumSet, UnmodifiableSet, KeySet, EntrySet))
