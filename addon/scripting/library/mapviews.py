"""keySet(), values() and entrySet() of a map: windows on it."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.maps import changeable
from addon.scripting.library.predicates import calling, passes
from addon.scripting.library.registry import Table
from addon.scripting.semantics.equality import java_equals
from addon.scripting.semantics.truth import truth
from addon.scripting.values.lists import Values
from addon.scripting.values.maps import GroovyMap
from addon.scripting.values.ranges import EntryIterator
from addon.scripting.values.sets import EntrySet, KeySet

maps = Table("java.util.Map")


@maps.method("keySet()", "navigableKeySet()")
def key_set(run: Any, self: GroovyMap) -> Any:
    """The keys."""
    return KeySet(self)


@maps.method("values()")
def values(run: Any, self: GroovyMap) -> Any:
    """The values."""
    return Values(self)


views = Table("groovy.values")


def keep_values(self: Values, kept: list[bool]) -> bool:
    """Take the entries out of the map whose value is not kept."""
    if all(kept):
        return False
    source = self.source
    for key, stays in zip(source.keys(), kept, strict=False):
        if not stays:
            changeable(source).remove(key)
    return True


@views.method("remove(Object)", "removeElement(Object)")
def remove_value(run: Any, self: Values, value: Any) -> bool:
    """Remove the first entry with this value."""
    for index, one in enumerate(self):
        if java_equals(one, value):
            return keep_values(self, [place != index for place in range(len(self))])
    return False


@views.method("removeAll(Collection)")
def remove_values(run: Any, self: Values, unwanted: Any) -> bool:
    """Remove every entry whose value is among these."""
    others = list(unwanted)
    run.meter.step(len(self) * len(others) >> 3)
    return keep_values(self, [not any(java_equals(one, other) for other in others) for one in self])


@views.method("retainAll(Collection)")
def retain_values(run: Any, self: Values, wanted: Any) -> bool:
    """Remove every entry whose value is not among these."""
    others = list(wanted)
    run.meter.step(len(self) * len(others) >> 3)
    return keep_values(self, [any(java_equals(one, other) for other in others) for one in self])


@views.method("removeIf(Predicate)")
def remove_values_if(run: Any, self: Values, test: Any) -> bool:
    """Remove every entry whose value passes."""
    return keep_values(self, [not passes(test.call(one)) for one in self])


@views.method("removeAll(Closure)")
@calling
def remove_values_where(run: Any, self: Values, test: Any) -> bool:
    """Remove every entry whose value passes."""
    return keep_values(self, [not truth(test.call(one)) for one in self])


@views.method("retainAll(Closure)")
@calling
def retain_values_where(run: Any, self: Values, test: Any) -> bool:
    """Remove every entry whose value does not pass."""
    return keep_values(self, [truth(test.call(one)) for one in self])


@views.method("clear()")
def clear_values(run: Any, self: Values) -> None:
    """Remove everything."""
    keep_values(self, [False] * len(self))


@views.method(
    "leftShift(Object)", "addAll(Collection)", "add(Object)", "unique()", "unique(Closure)", "unique(Comparator)"
)
def refuse_adding(run: Any, self: Values, value: Any = None) -> None:
    """Nothing can be added to the values alone, nor put in their place."""
    throw("UnsupportedOperationException")


@maps.method("entrySet()")
def entry_set(run: Any, self: GroovyMap) -> Any:
    """The entries."""
    return EntrySet(self)


@views.method("iterator()")
def values_iterator(run: Any, self: Values) -> EntryIterator:
    """An iterator that can remove."""
    held = self.source.values()
    run.meter.elements(len(held))
    return EntryIterator(self.source, self.source.keys(), held)
