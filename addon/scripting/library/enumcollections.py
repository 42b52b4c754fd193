"""java.util.EnumMap and EnumSet: in the order in which the enum names its constants."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.iterables import listed
from addon.scripting.library.registry import Table
from addon.scripting.semantics.calling import invoke
from addon.scripting.semantics.naturalorder import natural
from addon.scripting.values.classes import ClassInfo, class_of
from addon.scripting.values.maps import GroovyMap
from addon.scripting.values.sets import EnumSet
from addon.scripting.values.sortedmaps import EnumMap, TreeMap

maps = Table("java.util.EnumMap")
sets = Table("java.util.EnumSet")


@maps.constructor("(Class)", "(Map)")
def new_map(run: Any, source: Any) -> EnumMap:
    """An empty map for the constants of an enum, or one with the entries of another map."""
    if isinstance(source, ClassInfo):
        return EnumMap(natural)
    run.meter.entries(len(source))
    if not len(source):
        throw("IllegalArgumentException", "Specified map is empty")
    return EnumMap(natural, source.items())


@maps.method("put(Object, Object)", "putAt(Object, Object)")
def put(run: Any, self: EnumMap, key: Any, value: Any) -> Any:
    """Set an entry; null is no constant."""
    if key is None:
        throw("NullPointerException", 'Cannot invoke "Object.getClass()" because "key" is null')
    run.meter.entries(1)
    return self.put(key, value)


def _made(run: Any, kind: ClassInfo, elements: list[Any]) -> EnumSet:
    run.meter.entries(len(elements))
    entries: GroovyMap = TreeMap(natural)
    return EnumSet(kind, elements, entries)


def _constants(run: Any, kind: ClassInfo) -> list[Any]:
    if not kind.is_a(Table("java.lang.Enum").info):
        throw("ClassCastException", f"{class_of(kind).name} not an enum")
    return list(invoke(run, kind, "values", ()))


def _kind(constant: Any) -> ClassInfo:
    info = class_of(constant)
    return next((one for one in info.parents if getattr(one, "enum", False)), info)


@sets.static("of(Object...)")
def of(run: Any, *elements: Any) -> EnumSet:
    """These constants."""
    if not elements or elements[0] is None:
        throw("NullPointerException")
    return _made(run, _kind(elements[0]), list(elements))


@sets.static("noneOf(Class)")
def none_of(run: Any, kind: ClassInfo) -> EnumSet:
    """An empty set for an enum."""
    return _made(run, kind, [])


@sets.static("allOf(Class)")
def all_of(run: Any, kind: ClassInfo) -> EnumSet:
    """All constants of an enum."""
    return _made(run, kind, _constants(run, kind))


@sets.static("range(Enum, Enum)")
def between(run: Any, first: Any, last: Any) -> EnumSet:
    """The constants from one to another."""
    if natural(first, last) > 0:
        from addon.scripting.semantics.texts import text

        throw("IllegalArgumentException", f"{text(first)} > {text(last)}")
    every = _constants(run, _kind(first))
    chosen = [one for one in every if natural(first, one) <= 0 <= natural(last, one)]
    return _made(run, _kind(first), chosen)


@sets.static("complementOf(EnumSet)")
def complement(run: Any, other: EnumSet) -> EnumSet:
    """The constants that another set does not have."""
    return _made(run, other.kind, [one for one in _constants(run, other.kind) if not other.has(one)])


@sets.static("copyOf(Collection)")
def copy_of(run: Any, source: Any) -> EnumSet:
    """A set of a collection's constants."""
    elements = listed(run, source)
    if not elements:
        if isinstance(source, EnumSet):
            return _made(run, source.kind, [])
        throw("IllegalArgumentException", "Collection is empty")
    return _made(run, _kind(elements[0]), elements)


@sets.method("clone()")
def clone(run: Any, self: EnumSet) -> EnumSet:
    """A copy."""
    return _made(run, self.kind, list(self))
