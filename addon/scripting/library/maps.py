"""java.util.Map: reading and writing."""

from collections.abc import Iterator
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.registry import Table
from addon.scripting.semantics.access import map_get
from addon.scripting.semantics.assigning import put_entry
from addon.scripting.semantics.castfailures import cast_failure
from addon.scripting.semantics.equality import equals, java_equals
from addon.scripting.semantics.iteration import iterate
from addon.scripting.semantics.texts import text
from addon.scripting.semantics.truth import truth
from addon.scripting.values.characters import GString
from addon.scripting.values.maps import MAP_TYPES, GroovyMap, HashMap, Hashtable, UnmodifiableMap
from addon.scripting.values.ranges import Entry
from addon.scripting.values.sortedmaps import TreeMap

maps = Table("java.util.Map")


entries = Table("java.util.Map$Entry")


def changeable(self: GroovyMap) -> GroovyMap:
    if type(self) is UnmodifiableMap:
        throw("UnsupportedOperationException")
    return self


def held(run: Any, self: GroovyMap, key: Any) -> Any:
    """What Java's own methods find under a key: as get(key), so a map with default values makes a missing one."""
    return self.get(key) if self.default is None else map_get(run, self, key)


def similar(self: GroovyMap, pairs: Any) -> GroovyMap:
    """A new map like another: a sorted one is sorted, a Hashtable is one, all else becomes a LinkedHashMap."""
    if type(self) is Hashtable:
        return Hashtable(pairs)
    return TreeMap(self.order, pairs, self.comparator) if isinstance(self, TreeMap) else GroovyMap(pairs)


def copied(self: GroovyMap) -> GroovyMap:
    """A map with the same entries; that of a HashMap is one."""
    if type(self) is not HashMap:
        return similar(self, self.items())
    made = HashMap()
    made.fit(len(self))
    for key, value in self.items():
        made.put(key, value)
    return made


def each_entry(run: Any, self: GroovyMap) -> Iterator[Entry]:
    return iterate(run, self)


def with_entry(closure: Any, entry: Entry) -> Any:
    """Call with key and value, or with the entry if there is one parameter."""
    if closure.size == 2:
        return closure.call(entry.key, entry.value)
    return closure.call(entry)


# Reading and writing


@maps.method("get()")
def get_nothing(run: Any, self: GroovyMap) -> Any:
    """Refused, even where the map holds a closure of this name: Groovy finds two methods that both want a key."""
    throw(
        "MethodSelectionException",
        "Could not find which method get() to invoke from this list:"
        "\n  public abstract java.lang.Object java.util.Map#get(java.lang.Object)"
        "\n  public java.lang.Object java.util.Map#get(java.lang.Object, java.lang.Object)",
    )


@maps.method("get(Object)")
def get(run: Any, self: GroovyMap, key: Any) -> Any:
    """The value of a key, or null."""
    return map_get(run, self, key)


@maps.method("getAt(Object)")
def get_at(run: Any, self: GroovyMap, key: Any) -> Any:
    """The value of a key, or null."""
    return map_get(run, self, key)


@maps.method("get(Object, Object)")
def get_or_put(run: Any, self: GroovyMap, key: Any, value: Any) -> Any:
    """The value of a key; a missing one is set first."""
    if not self.has(key):
        put_entry(run, self, key, value)
    return self.get(key)


@maps.method("getOrDefault(Object, Object)")
def get_or_default(run: Any, self: GroovyMap, key: Any, value: Any) -> Any:
    """The value of a key, or another."""
    if self.default is not None and not self.has(key):
        return get_at(run, self, key)
    return self.get(key) if self.has(key) else value


@maps.method("put(Object, Object)")
def put(run: Any, self: GroovyMap, key: Any, value: Any) -> Any:
    """Set an entry; gives the value it replaces."""
    changeable(self)
    run.meter.entries(1)
    return self.put(key, value)


@maps.method("putAt(Object, Object)")
def put_at(run: Any, self: GroovyMap, key: Any, value: Any) -> Any:
    """Set an entry; gives the value, but nothing where the key is a text."""
    put_entry(run, self, key, value)
    return None if type(key) in (str, GString) else value


@maps.method("putIfAbsent(Object, Object)")
def put_if_absent(run: Any, self: GroovyMap, key: Any, value: Any) -> Any:
    """Set an entry that is missing or null; gives what was there."""
    changeable(self)
    before = held(run, self, key)
    if before is None:
        put(run, self, key, value)
    return before


@maps.method("putAll(Map)", "putAll(Collection)")
def put_all(run: Any, self: GroovyMap, other: Any) -> Any:
    """Set all entries of another map."""
    changeable(self)
    run.meter.entries(len(other))
    if type(other) in MAP_TYPES:
        if type(self) is HashMap and not len(self):
            self.reserve(len(other))
        for key, value in other.items():
            self.put(key, value)
        return None
    for one in other:
        if not isinstance(one, Entry):
            cast_failure(one, "java.util.Map$Entry")
        self.put(one.key, one.value)
    return self


@maps.method("leftShift(Map)", "leftShift(Entry)")
def left_shift(run: Any, self: GroovyMap, other: Any) -> GroovyMap:
    """Set all entries of another map; gives this map."""
    changeable(self)
    if type(other) is Entry:
        put(run, self, other.key, other.value)
    else:
        put_all(run, self, other)
    return self


@maps.method("plus(Map)", "plus(Collection)")
def plus_(run: Any, self: GroovyMap, other: Any) -> GroovyMap:
    """A new map with the entries of both."""
    run.meter.entries(len(self) + len(other))
    made = copied(self)
    put_all(run, made, other)
    return made


@maps.method("plus(String)", "plus(GString)")
def plus_text(run: Any, self: GroovyMap, other: Any) -> str:
    """The map's text with another behind."""
    start, more = text(self), text(other)
    run.meter.text(len(start) + len(more))
    return start + more


@maps.method("minus(Map)")
def minus(run: Any, self: GroovyMap, other: GroovyMap) -> GroovyMap:
    """A new map without the entries that are in the other with an equal value."""
    run.meter.entries(len(self))
    return similar(
        self, [(key, value) for key, value in self.items() if not (other.has(key) and equals(other.get(key), value))]
    )


@maps.method("intersect(Map)")
def intersect(run: Any, self: GroovyMap, other: GroovyMap) -> GroovyMap:
    """The entries that are in both."""
    run.meter.entries(len(self))
    return similar(
        self, [(key, value) for key, value in self.items() if other.has(key) and equals(other.get(key), value)]
    )


@maps.method("remove(Object)")
def remove(run: Any, self: GroovyMap, key: Any) -> Any:
    """Remove an entry and give its value."""
    return changeable(self).remove(key)


@maps.method("remove(Object, Object)")
def remove_pair(run: Any, self: GroovyMap, key: Any, value: Any) -> bool:
    if java_equals(held(run, changeable(self), key), value) and self.has(key):
        self.remove(key)
        return True
    return False


@maps.method("replace(Object, Object)")
def replace(run: Any, self: GroovyMap, key: Any, value: Any) -> Any:
    """Set an entry that is there."""
    before = held(run, changeable(self), key)
    return put(run, self, key, value) if before is not None or self.has(key) else None


@maps.method("clear()")
def clear(run: Any, self: GroovyMap) -> None:
    """Remove everything."""
    if type(self) is UnmodifiableMap and self.class_name.endswith("$EmptyMap"):
        return
    changeable(self).clear()


@maps.method("containsKey(Object)")
def contains_key(run: Any, self: GroovyMap, key: Any) -> bool:
    """Whether there is such a key."""
    return self.has(key)


@maps.method("containsValue(Object)")
def contains_value(run: Any, self: GroovyMap, value: Any) -> bool:
    """Whether some entry has this value."""
    run.meter.step(len(self) >> 2)
    return any(one is value or java_equals(one, value) for one in self.values())


@maps.method("isCase(Object)")
def is_case(run: Any, self: GroovyMap, value: Any) -> bool:
    return truth(map_get(run, self, value))


@maps.method("size()")
def size(run: Any, self: GroovyMap) -> int:
    """The number of entries."""
    return len(self)


@maps.method("isEmpty()")
def is_empty(run: Any, self: GroovyMap) -> bool:
    """Whether there is no entry."""
    return not len(self)
