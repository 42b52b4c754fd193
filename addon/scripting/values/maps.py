"""Maps: a `dict` whose keys are the script's keys where Python and Java agree on their equality.

That is String, Integer and null; any other key stands in the dict as a `Key`, which compares as Java's equals does.
"""

from collections.abc import Iterable
from typing import Any, NoReturn

from addon.scripting.errors import throw
from addon.scripting.values.keys import Key, bucket_order, grown_capacity, key_of, same, table_order

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


MAP_TYPES: set[type] = set()
"""Every kind of map there is: each joins when it is made."""


class GroovyMap:
    """java.util.LinkedHashMap. `default` is the closure of withDefault; `removals` lets iterators notice changes."""

    __slots__ = ("data", "default", "removals")

    def __init_subclass__(cls) -> None:
        MAP_TYPES.add(cls)

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


MAP_TYPES.add(GroovyMap)


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


def refuse_null(class_name: str) -> NoReturn:
    """What List.of, Set.of and Map.of say when they are asked for null."""
    one = class_name.endswith(("$Map1", "$Set12"))
    throw("NullPointerException", 'Cannot invoke "Object.equals(Object)" because "o" is null' if one else None)


class UnmodifiableMap(GroovyMap):
    """What asImmutable and Map.of give; over a `source`, what asUnmodifiable and Collections.unmodifiableMap give.

    `class_name` says which it is; some can be asked no null.
    """

    __slots__ = ("class_name", "nulls", "source")

    def __init__(
        self,
        pairs: Iterable[tuple[Any, Any]] = (),
        source: GroovyMap | None = None,
        class_name: str = "java.util.Collections$UnmodifiableMap",
        nulls: bool = True,
    ) -> None:
        self.class_name = class_name
        self.nulls = True
        super().__init__(pairs)
        self.nulls = nulls
        self.source = source
        if source is not None:
            self.data = source.data

    def get(self, key: Any, otherwise: Any = None) -> Any:
        if key is None and not self.nulls:
            refuse_null(self.class_name)
        return super().get(key, otherwise) if self.source is None else self.source.get(key, otherwise)

    def has(self, key: Any) -> bool:
        if key is None and not self.nulls:
            refuse_null(self.class_name)
        return super().has(key) if self.source is None else self.source.has(key)

    def slots(self) -> Iterable[Any]:
        return self.data if self.source is None else self.source.slots()


class DefaultMap(GroovyMap):
    """groovy.lang.MapWithDefault: a view of `source` that makes what is missing, and keeps it if it is to `grow`.

    One that is to `shrink` keeps no value that it would make itself.
    """

    __slots__ = ("grow", "shrink", "source")

    def __init__(self, source: GroovyMap, default: Any, *, grow: bool = True, shrink: bool = False) -> None:
        super().__init__()
        self.source, self.default = source, default
        self.data = source.data
        self.grow, self.shrink = grow, shrink

    def get(self, key: Any, otherwise: Any = None) -> Any:
        return self.source.get(key, otherwise)

    def has(self, key: Any) -> bool:
        return self.source.has(key)

    def put(self, key: Any, value: Any) -> Any:
        if self.shrink:
            if value is None:
                throw("NullPointerException", 'Cannot invoke "Object.equals(Object)" because "value" is null')
            if same(value, self.default.call(key)):
                return self.remove(key)
        return self.source.put(key, value)

    def remove(self, key: Any) -> Any:
        self.removals += 1
        return self.source.remove(key)

    def clear(self) -> None:
        self.removals += 1
        self.source.clear()

    def slots(self) -> Iterable[Any]:
        return self.source.slots()

    def __len__(self) -> int:
        return len(self.source)
