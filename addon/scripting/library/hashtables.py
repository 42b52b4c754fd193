"""java.util.Hashtable: the map of old code, which takes no null."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.registry import Table
from addon.scripting.semantics.equality import java_equals
from addon.scripting.semantics.texts import java_text
from addon.scripting.values.classes import define
from addon.scripting.values.maps import GroovyMap, Hashtable
from addon.scripting.values.ranges import ScriptIterator

tables = Table(define("java.util.Hashtable", "Map", "Cloneable", "Serializable", python=[Hashtable]))


@tables.constructor("()", "(int)", "(int, float)", "(Map)")
def make(run: Any, source: Any = 11, factor: Any = None) -> Hashtable:
    """No entries, or those of another map."""
    if isinstance(source, int):
        if source < 0:
            throw("IllegalArgumentException", f"Illegal Capacity: {source}")
        return Hashtable((), max(1, source))
    run.meter.entries(len(source))
    made = Hashtable((), max(2 * len(source), 11))
    for key, value in source.items():
        made.put(key, value)
    return made


@tables.method("contains(Object)")
def contains_value(run: Any, self: GroovyMap, value: Any) -> bool:
    """Whether some entry has this value."""
    run.meter.walk(len(self))
    return any(java_equals(one, value) for one in self.values())


@tables.method("elements()")
def elements(run: Any, self: GroovyMap) -> ScriptIterator:
    """The values one after the other."""
    return ScriptIterator(iter(self.values()))


@tables.method("keys()")
def keys(run: Any, self: GroovyMap) -> ScriptIterator:
    """The keys one after the other."""
    return ScriptIterator(iter(self.keys()))


@tables.method("toString()")
def as_text(run: Any, self: GroovyMap) -> str:
    """As Java prints a map."""
    return java_text(self)
