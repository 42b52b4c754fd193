"""Maps whose entries stand in the order of their keys, and views of them."""

from collections.abc import Callable, Iterable
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.values.keys import ABSENT, Key, key_of, value_of
from addon.scripting.values.maps import MANY, GroovyMap, compared


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
