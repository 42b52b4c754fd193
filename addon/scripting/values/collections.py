"""Lists, maps, sets, ranges.

ArrayList is a plain Python `list`. Maps and sets keep a `dict` whose keys are the script's keys where Python
and Java agree on their equality (String, Integer, null), else a `Key` that compares as Java's equals does.
"""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
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


class Key:
    """A map key whose equality Python would judge otherwise than Java."""

    __slots__ = ("code", "value")

    def __init__(self, value: Any) -> None:
        self.value = value
        self.code = _java_hash(value)

    def __hash__(self) -> int:
        return self.code

    def __eq__(self, other: object) -> bool:
        return type(other) is Key and self.code == other.code and _java_equal(self.value, other.value)


_java_hash: Callable[[Any], int]
_java_equal: Callable[[Any, Any], bool]


def install_key_rules(java_hash: Callable[[Any], int], java_equal: Callable[[Any, Any], bool]) -> None:
    """`semantics.equality` hands in hashCode and equals, which need the types defined here."""
    global _java_hash, _java_equal
    _java_hash = java_hash
    _java_equal = java_equal


ABSENT = object()


def key_of(value: Any) -> Any:
    """What stands for a script's key in the dict."""
    kind = type(value)
    return value if kind is str or kind is int or value is None else Key(value)


def value_of(key: Any) -> Any:
    """The script's key back from the dict's."""
    return key.value if type(key) is Key else key


MANY = 64
"""Going through fewer entries than this costs nothing beside the step that asked for it."""


def walked(data: dict[Any, Any]) -> None:
    """Charge going through all entries of a map."""
    if len(data) > MANY:
        from addon.scripting.limits import meter

        meter().walk(len(data))


def compared(count: int) -> None:
    """Charge so many comparisons of keys."""
    from addon.scripting.limits import meter

    meter().step(count)


class GroovyMap:
    """java.util.LinkedHashMap. `default` is the closure of withDefault; `removals` lets iterators notice changes."""

    __slots__ = ("data", "default", "removals")

    def __init__(self, pairs: Iterable[tuple[Any, Any]] = ()) -> None:
        self.data: dict[Any, Any] = {}
        self.default: Any = None
        self.removals = 0
        for key, value in pairs:
            self.put(key, value)

    def put(self, key: Any, value: Any) -> Any:
        """Set an entry and return the value it replaces."""
        slot = key_of(key)
        before = self.data.get(slot)
        self.data[slot] = value
        return before

    def get(self, key: Any, otherwise: Any = None) -> Any:
        return self.data.get(key_of(key), otherwise)

    def has(self, key: Any) -> bool:
        return key_of(key) in self.data

    def remove(self, key: Any) -> Any:
        self.removals += 1
        return self.data.pop(key_of(key), None)

    def keys(self) -> list[Any]:
        walked(self.data)
        return [key.value if type(key) is Key else key for key in self.slots()]

    def values(self) -> list[Any]:
        data = self.data
        walked(data)
        return [data[slot] for slot in self.slots()]

    def items(self) -> list[tuple[Any, Any]]:
        data = self.data
        walked(data)
        return [(slot.value if type(slot) is Key else slot, data[slot]) for slot in self.slots()]

    def slots(self) -> Iterable[Any]:
        """The dict's keys in this map's order."""
        return self.data

    def clear(self) -> None:
        self.removals += 1
        self.data.clear()

    def __len__(self) -> int:
        return len(self.data)


def bucket_order(slots: Iterable[Any], capacity: int) -> list[Any]:
    """HashMap's order of iteration: by bucket, within a bucket by insertion."""

    def bucket(slot: Any) -> int:
        code = (slot.code if type(slot) is Key else _java_hash(slot)) & 0xFFFFFFFF
        return (code ^ (code >> 16)) & (capacity - 1)

    return sorted(slots, key=bucket)


def grown_capacity(capacity: int, size: int) -> int:
    """The table size of a HashMap that has held `size` entries."""
    while size * 4 > capacity * 3:
        capacity *= 2
    return capacity


class HashMap(GroovyMap):
    """java.util.HashMap: as LinkedHashMap, iterated in Java's bucket order."""

    __slots__ = ("capacity",)

    def __init__(self, pairs: Iterable[tuple[Any, Any]] = ()) -> None:
        self.capacity = 16
        super().__init__(pairs)

    def slots(self) -> Iterable[Any]:
        self.capacity = grown_capacity(self.capacity, len(self.data))
        return bucket_order(self.data, self.capacity)


class TreeMap(GroovyMap):
    """java.util.TreeMap; `order` compares two keys, `sorted` holds the dict's keys in that order."""

    __slots__ = ("comparator", "order", "sorted")

    def __init__(
        self, order: Callable[[Any, Any], int], pairs: Iterable[tuple[Any, Any]] = (), comparator: Any = None
    ) -> None:
        self.order = order
        self.comparator = comparator
        self.sorted: list[Any] = []
        super().__init__(pairs)

    def _place(self, key: Any) -> tuple[int, Any]:
        """Where a key stands or would stand, and what stands for it in the dict if it is there."""
        slots, order = self.sorted, self.order
        low, high = 0, len(slots)
        if high > MANY:
            compared(high.bit_length())
        while low < high:
            middle = (low + high) // 2
            answer = order(key, value_of(slots[middle]))
            if answer == 0:
                return middle, slots[middle]
            if answer > 0:
                low = middle + 1
            else:
                high = middle
        return low, ABSENT

    def _slot(self, key: Any) -> Any:
        slot = key_of(key)
        return slot if slot in self.data and type(slot) is not Key else self._place(key)[1]

    def put(self, key: Any, value: Any) -> Any:
        if not self.data:
            self.order(key, key)
        place, slot = self._place(key)
        if slot is ABSENT:
            slot = key_of(key)
            self.sorted.insert(place, slot)
            self.data[slot] = value
            return None
        before = self.data[slot]
        self.data[slot] = value
        return before

    def get(self, key: Any, otherwise: Any = None) -> Any:
        return self.data.get(self._slot(key), otherwise)

    def has(self, key: Any) -> bool:
        return self._slot(key) in self.data

    def remove(self, key: Any) -> Any:
        place, slot = self._place(key)
        if slot is ABSENT:
            return None
        self.removals += 1
        del self.sorted[place]
        return self.data.pop(slot)

    def slots(self) -> Iterable[Any]:
        return self.sorted

    def clear(self) -> None:
        self.sorted.clear()
        super().clear()

    def edge(self, index: int) -> tuple[Any, Any] | None:
        """The first (0) or last (-1) entry."""
        if not self.sorted:
            return None
        slot = self.sorted[index]
        return value_of(slot), self.data[slot]

    def around(self, key: Any) -> tuple[int, bool]:
        """How many keys stand before this one, and whether it is there itself."""
        place, slot = self._place(key)
        return place, slot is not ABSENT


class LazyMap(GroovyMap):
    """What JsonSlurper makes of an object; a LinkedHashMap in all but its name."""

    __slots__ = ()


class UnmodifiableMap(GroovyMap):
    """What asImmutable, Map.of and Collections.unmodifiableMap give."""

    __slots__ = ()


MAP_TYPES: frozenset[type] = frozenset((GroovyMap, HashMap, TreeMap, LazyMap, UnmodifiableMap))


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
        if self.map.has(element):
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


class UnmodifiableSet(GroovySet):
    """What asImmutable and Set.of give."""

    __slots__ = ()


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


class Tuple(UnmodifiableList):
    """groovy.lang.Tuple2 and its kin."""

    __slots__ = ()


class KeySet(GroovySet):
    """Map.keySet(): removing from it removes from the map."""

    __slots__ = ()

    def __init__(self, source: GroovyMap) -> None:
        super().__init__((), source)

    def remove(self, element: Any) -> bool:
        if not self.map.has(element):
            return False
        self.map.remove(element)
        return True


class EntrySet(GroovySet):
    """Map.entrySet(): its entries write through, and removing one removes it from the map."""

    __slots__ = ()

    def remove(self, element: Any) -> bool:
        if not super().remove(element):
            return False
        if element.source is not None:
            element.source.remove(element.key)
        return True


class DefaultList(list[Any]):
    """ListWithDefault: `maker` makes missing elements; an eager one fills gaps with it too."""

    __slots__ = ("eager", "maker")
    maker: Any
    eager: bool


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


class Values(list[Any]):
    """Map.values(): removing from it removes from the map."""

    __slots__ = ("source",)
    source: GroovyMap | None


LIST_TYPES: frozenset[type] = frozenset(
    (list, LinkedList, Stack, ArrayDeque, FixedList, UnmodifiableList, Array, Tuple, Values, DefaultList)
)
SET_TYPES: frozenset[type] = frozenset((GroovySet, HashSet, TreeSet, UnmodifiableSet, KeySet, EntrySet))
