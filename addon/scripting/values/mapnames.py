"""What Java calls the parts of each kind of map: its entries, and the views of its keys, entries and values."""

from typing import Any, NamedTuple

from addon.scripting.values.maps import DefaultMap, GroovyMap, HashMap, Hashtable, Properties, UnmodifiableMap
from addon.scripting.values.sortedmaps import TreeMap


class MapParts(NamedTuple):
    """Names of classes."""

    entry: str
    keys: str
    entries: str
    values: str


LINKED = MapParts(
    "java.util.LinkedHashMap$Entry",
    "java.util.LinkedHashMap$LinkedKeySet",
    "java.util.LinkedHashMap$LinkedEntrySet",
    "java.util.LinkedHashMap$LinkedValues",
)
_FIXED = MapParts("java.util.KeyValueHolder", "java.util.AbstractMap$1", "java.util.Set", "java.util.AbstractMap$2")
_VIEW = MapParts(
    "java.util.Collections$UnmodifiableMap$UnmodifiableEntrySet$UnmodifiableEntry",
    "java.util.Collections$UnmodifiableSet",
    "java.util.Collections$UnmodifiableMap$UnmodifiableEntrySet",
    "java.util.Collections$UnmodifiableCollection",
)
_SYNCHRONIZED = MapParts(
    "java.util.Hashtable$Entry",
    "java.util.Collections$SynchronizedSet",
    "java.util.Collections$SynchronizedSet",
    "java.util.Collections$SynchronizedCollection",
)


def _named(owner: str, entry: str) -> MapParts:
    return MapParts(*(f"java.util.{owner}${part}" for part in (entry, "KeySet", "EntrySet", "Values")))


_PARTS: dict[type, MapParts] = {
    HashMap: _named("HashMap", "Node"),
    TreeMap: _named("TreeMap", "Entry"),
    Hashtable: _SYNCHRONIZED,
    Properties: _SYNCHRONIZED,
    UnmodifiableMap: _VIEW,
}


def parts_of(source: GroovyMap | Any) -> MapParts:
    """The names of the parts of a map, LinkedHashMap's where it is none of the others."""
    if type(source) is DefaultMap:
        return parts_of(source.source)
    if type(source) is UnmodifiableMap and source.source is None and source.class_name.startswith(IMMUTABLE):
        return _FIXED
    return _PARTS.get(type(source), LINKED)


IMMUTABLE = "java.util.ImmutableCollections$"
"""How the names of what List.of, Set.of and Map.of give begin."""
