"""Maps: a `dict` whose keys are the script's keys where Python and Java agree on their equality.

That is String, Integer and null; any other key stands in the dict as a `Key`, which compares as Java's equals does.
"""

from collections.abc import Callable, Iterable
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.values.keys import ABSENT, Key, bucket_order, grown_capacity, key_of, table_order, value_of

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
        slot = key_of(key)
        if slot not in self.data:
            return None
        self.removals += 1
        return self.data.pop(slot)

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


class HashMap(GroovyMap):
    """java.util.HashMap: as LinkedHashMap, iterated in Java's bucket order."""

    __slots__ = ("capacity",)

    def __init__(self, pairs: Iterable[tuple[Any, Any]] = ()) -> None:
        self.capacity = 16
        super().__init__(pairs)

    def reserve(self, count: int) -> None:
        """Make the room that Java makes before it takes so many entries at once, which tells in their order."""
        while self.capacity * 3 <= count * 4:
            self.capacity *= 2

    def fit(self, count: int) -> None:
        """Make as little room as Java's clone() does, which tells in the order of all that comes later."""
        self.capacity = 16 if not count else 1 << (count * 4 // 3).bit_length()

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
        if key is None and self.comparator is None and (slots or type(self) is TreeMap):
            throw("NullPointerException")
        if not slots and type(self) is TreeMap:
            order(key, key)
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
        if key is None and self.comparator is None:
            throw("NullPointerException")
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


class SubMap(TreeMap):
    """A live part of a TreeMap: what subMap, headMap and tailMap give. A bound is (key, whether it belongs to it)."""

    __slots__ = ("high", "low", "source")

    def __init__(self, source: TreeMap, low: tuple[Any, bool] | None, high: tuple[Any, bool] | None) -> None:
        self.source = source
        self.low, self.high = low, high
        self.order = source.order
        self.comparator = source.comparator
        self.default = None

    def span(self) -> tuple[int, int]:
        """From which to which key of the source it goes."""
        first, last = 0, len(self.source.sorted)
        if self.low is not None:
            place, there = self.source.around(self.low[0])
            first = place + (there and not self.low[1])
        if self.high is not None:
            place, there = self.source.around(self.high[0])
            last = place + (there and self.high[1])
        return first, max(first, last)

    def within(self, key: Any) -> bool:
        """Whether a key lies between the bounds."""
        if self.low is not None and self.order(key, self.low[0]) < (not self.low[1]):
            return False
        return self.high is None or self.order(key, self.high[0]) <= -(not self.high[1])

    @property
    def sorted(self) -> list[Any]:  # type: ignore[override]
        first, last = self.span()
        compared(last - first >> 6)
        return self.source.sorted[first:last]

    @property
    def data(self) -> dict[Any, Any]:  # type: ignore[override]
        held = self.source.data
        return {slot: held[slot] for slot in self.sorted}

    @property
    def removals(self) -> int:  # type: ignore[override]
        return self.source.removals

    def put(self, key: Any, value: Any) -> Any:
        if not self.within(key):
            throw("IllegalArgumentException", "key out of range")
        return self.source.put(key, value)

    def get(self, key: Any, otherwise: Any = None) -> Any:
        return self.source.get(key, otherwise) if self.within(key) else otherwise

    def has(self, key: Any) -> bool:
        return self.within(key) and self.source.has(key)

    def remove(self, key: Any) -> Any:
        return self.source.remove(key) if self.within(key) else None

    def clear(self) -> None:
        for key in self.keys():
            self.source.remove(key)

    def __len__(self) -> int:
        first, last = self.span()
        return last - first


class DescendingMap(TreeMap):
    """A TreeMap seen from its end: what descendingMap gives. Every change goes to the map itself."""

    __slots__ = ("source",)

    def __init__(self, source: TreeMap, comparator: Any = None) -> None:
        self.source = source
        self.order = lambda one, two: source.order(two, one)
        self.comparator = comparator
        self.default = None

    @property
    def sorted(self) -> list[Any]:  # type: ignore[override]
        slots = self.source.sorted
        compared(len(slots) >> 6)
        return slots[::-1]

    @property
    def data(self) -> dict[Any, Any]:  # type: ignore[override]
        return self.source.data

    @property
    def removals(self) -> int:  # type: ignore[override]
        return self.source.removals

    def put(self, key: Any, value: Any) -> Any:
        return self.source.put(key, value)

    def get(self, key: Any, otherwise: Any = None) -> Any:
        return self.source.get(key, otherwise)

    def has(self, key: Any) -> bool:
        return self.source.has(key)

    def remove(self, key: Any) -> Any:
        return self.source.remove(key)

    def clear(self) -> None:
        self.source.clear()

    def edge(self, index: int) -> tuple[Any, Any] | None:
        return self.source.edge(-1 - index)

    def around(self, key: Any) -> tuple[int, bool]:
        place, there = self.source.around(key)
        return len(self.source) - place - there, there

    def __len__(self) -> int:
        return len(self.source)


class EnumMap(TreeMap):
    """java.util.EnumMap: its keys stand as their enum names them."""

    __slots__ = ()


class LazyMap(GroovyMap):
    """What JsonSlurper makes of an object; a LinkedHashMap in all but its name."""

    __slots__ = ()


class Properties(HashMap):
    """java.util.Properties; `defaults` are asked for what is missing."""

    __slots__ = ("defaults",)

    def __init__(self, pairs: Iterable[tuple[Any, Any]] = ()) -> None:
        super().__init__(pairs)
        self.defaults: Properties | None = None


class Hashtable(GroovyMap):
    """java.util.Hashtable: takes no null, iterated in an order of its own."""

    __slots__ = ("capacity",)

    def __init__(self, pairs: Iterable[tuple[Any, Any]] = (), capacity: int = 11) -> None:
        self.capacity = capacity
        super().__init__(pairs)

    def slots(self) -> Iterable[Any]:
        return table_order(self.data, self.capacity)

    def get(self, key: Any, otherwise: Any = None) -> Any:
        return super().get(_no_null(key), otherwise)

    def has(self, key: Any) -> bool:
        return super().has(_no_null(key))

    def put(self, key: Any, value: Any) -> Any:
        if value is None:
            throw("NullPointerException")
        return super().put(_no_null(key), value)

    def remove(self, key: Any) -> Any:
        return super().remove(_no_null(key))


def _no_null(key: Any) -> Any:
    return (
        key
        if key is not None
        else throw("NullPointerException", 'Cannot invoke "Object.hashCode()" because "key" is null')
    )


class UnmodifiableMap(GroovyMap):
    """What asImmutable and Map.of give; over a `source`, what asUnmodifiable and Collections.unmodifiableMap give."""

    __slots__ = ("source",)

    def __init__(self, pairs: Iterable[tuple[Any, Any]] = (), source: GroovyMap | None = None) -> None:
        super().__init__(pairs)
        self.source = source
        if source is not None:
            self.data = source.data

    def get(self, key: Any, otherwise: Any = None) -> Any:
        return super().get(key, otherwise) if self.source is None else self.source.get(key, otherwise)

    def has(self, key: Any) -> bool:
        return super().has(key) if self.source is None else self.source.has(key)

    def slots(self) -> Iterable[Any]:
        return self.data if self.source is None else self.source.slots()


MAP_TYPES: frozenset[type] = frozenset(
    (GroovyMap, HashMap, TreeMap, SubMap, DescendingMap, EnumMap, LazyMap, Properties, Hashtable, UnmodifiableMap)
)
