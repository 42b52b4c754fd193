"""Making maps; Map.Entry."""

from collections.abc import Iterable
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.iterables import sign_of_answer
from addon.scripting.library.registry import Table
from addon.scripting.semantics.naturalorder import natural
from addon.scripting.semantics.ordering import compare
from addon.scripting.semantics.texts import java_text, text
from addon.scripting.values.classes import define
from addon.scripting.values.mapnames import IMMUTABLE
from addon.scripting.values.maps import MAP_TYPES, GroovyMap, HashMap, UnmodifiableMap
from addon.scripting.values.ranges import Entry
from addon.scripting.values.sortedmaps import TreeMap

maps = Table("java.util.Map")
entries = Table("java.util.Map$Entry")


def _constructors(name: str, kind: Any) -> None:
    table = Table(name)

    @table.constructor("()", "(int)", "(int, float)", "(Map)", "(int, double)")
    def construct(run: Any, source: Any = None, factor: Any = None) -> Any:
        """An empty map, or one with the entries of another."""
        made = kind()
        if type(source) in MAP_TYPES:
            run.meter.entries(len(source))
            if kind is HashMap:
                made.reserve(len(source))
            for key, value in source.items():
                made.put(key, value)
        return made


_constructors("java.util.LinkedHashMap", GroovyMap)


_constructors("java.util.HashMap", HashMap)


define("java.util.concurrent.ConcurrentHashMap", "HashMap")


_constructors("java.util.concurrent.ConcurrentHashMap", HashMap)


@Table(define("java.util.concurrent.ConcurrentSkipListMap", "java.util.TreeMap")).constructor(
    "()", "(Map)", "(Comparator?)"
)
@Table("java.util.TreeMap").constructor("()", "(Map)", "(Comparator?)")
def new_tree(run: Any, source: Any = None) -> TreeMap:
    """An empty sorted map, one with the entries of another, or one with an order of its own."""
    if type(source) in MAP_TYPES:
        run.meter.entries(len(source))
        return TreeMap(natural, source.items())
    return (
        TreeMap(natural)
        if source is None
        else TreeMap(lambda one, two: sign_of_answer(source.call(one, two)), (), source)
    )


def _fixed(pairs: Iterable[tuple[Any, Any]]) -> UnmodifiableMap:
    """A map that cannot be changed, of pairs without null and with different keys."""
    made = UnmodifiableMap()
    for key, value in pairs:
        if key is None or value is None:
            throw("NullPointerException")
        if made.has(key):
            throw("IllegalArgumentException", f"duplicate key: {text(key)}")
        made.put(key, value)
    made.class_name = IMMUTABLE + ("Map1" if len(made) == 1 else "MapN")
    made.nulls = False
    return made


@maps.static("ofEntries(Entry...)")
def of_entries(run: Any, *entries: Entry) -> UnmodifiableMap:
    """A map that cannot be changed, of entries."""
    run.meter.entries(len(entries))
    return _fixed((entry.key, entry.value) for entry in entries)


for _count in range(11):
    _signature = ", ".join(["Object"] * _count * 2)

    @maps.static(f"of({_signature})")
    def map_of(run: Any, *pairs: Any) -> UnmodifiableMap:
        """A map that cannot be changed."""
        return _fixed(zip(pairs[::2], pairs[1::2], strict=True))


@maps.static("entry(Object, Object)")
def entry_of(run: Any, key: Any, value: Any) -> Entry:
    """An entry of no map; takes no null."""
    if key is None or value is None:
        throw("NullPointerException")
    return Entry(key, value, kind=HELD)


HELD = "java.util.KeyValueHolder"
IMMUTABLE_ENTRIES = frozenset({HELD, "java.util.AbstractMap$SimpleImmutableEntry"})


@Table("java.util.Map").static("copyOf(Map)")
def copy_of(run: Any, source: GroovyMap) -> UnmodifiableMap:
    return _fixed(source.items())


@entries.method("toString()")
def to_string(run: Any, self: Entry) -> str:
    """The key, an equals sign and the value, each as Java writes it."""
    return f"{java_text(self.key)}={java_text(self.value)}"


@entries.method("getKey()")
def get_key(run: Any, self: Entry) -> Any:
    """The key."""
    return self.key


@entries.method("getValue()")
def get_value(run: Any, self: Entry) -> Any:
    """The value."""
    return self.value


@entries.method("setValue(Object)")
def set_value(run: Any, self: Entry, value: Any) -> Any:
    """Set the value, in the map too."""
    if type(self.source) is UnmodifiableMap or self.kind in IMMUTABLE_ENTRIES:
        throw("UnsupportedOperationException", "not supported" if self.kind == HELD else None)
    before = self.value
    self.value = value
    if self.source is not None:
        self.source.put(self.key, value)
    return before


@entries.static("comparingByKey()", "comparingByKey(Comparator)")
def comparing_key(run: Any, order: Any = None) -> Any:
    from addon.scripting.values.callables import NativeFunction

    if order is not None:
        return NativeFunction(lambda one, two: order.call(one.key, two.key), 2, "java.util.Comparator")
    return NativeFunction(lambda one, two: compare(one.key, two.key), 2, "java.util.Comparator")


@entries.static("comparingByValue()", "comparingByValue(Comparator)")
def comparing_value(run: Any, order: Any = None) -> Any:
    from addon.scripting.values.callables import NativeFunction

    if order is not None:
        return NativeFunction(lambda one, two: order.call(one.value, two.value), 2, "java.util.Comparator")
    return NativeFunction(lambda one, two: compare(one.value, two.value), 2, "java.util.Comparator")


for _name in (
    "java.util.AbstractMap$SimpleEntry",
    "java.util.AbstractMap$SimpleImmutableEntry",
    "groovy.util.MapEntry",
):

    @Table(define(_name, "Entry")).constructor("(Object, Object)", "(Entry)")
    def new_entry(run: Any, key: Any, value: Any = None, kind: str = _name) -> Entry:
        """A key with a value."""
        return Entry(key.key, key.value, kind=kind) if isinstance(key, Entry) else Entry(key, value, kind=kind)
