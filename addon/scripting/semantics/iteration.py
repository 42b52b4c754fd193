"""Going through any value, as `for`, each and spread do."""

from collections.abc import Iterator
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.limits import current_run, meter
from addon.scripting.semantics.access import table_of
from addon.scripting.semantics.calling import find_method, invoke
from addon.scripting.semantics.patterns import Matcher
from addon.scripting.semantics.texts import ScriptObject, text
from addon.scripting.semantics.truth import truth
from addon.scripting.values.characters import GString
from addon.scripting.values.classes import BY_NAME, OBJECT
from addon.scripting.values.lists import LIST_TYPES, LOOPS, Array, CopiedList, Values
from addon.scripting.values.maps import MAP_TYPES
from addon.scripting.values.ranges import CHARGED_FROM, Entry, Range, ScriptIterator, charged
from addon.scripting.values.sets import SET_TYPES


def elements_of(value: Any) -> list[Any]:
    """A copy of the elements a value stands for; a single object stands for itself."""
    kind = type(value)
    if kind in LIST_TYPES or kind in SET_TYPES or kind is Range:
        meter().elements(len(value) * 5 if kind is Range else len(value))
        meter().walk(len(value))
        return list(value)
    if kind in MAP_TYPES:
        return [Entry(key, held, value) for key, held in value.items()]
    if value is None:
        return []
    if kind is str or kind is GString:
        plain = text(value)
        meter().elements(len(plain))
        return list(plain)
    if isinstance(value, ScriptIterator):
        return value.listed()
    return list(_other(value))


def iterate(run: Any, value: Any) -> Iterator[Any]:
    """An iterator that notices when a list, set or map changes under it."""
    kind = type(value)
    if kind is Values:
        return _careful_keys(value.source, value)
    if kind is CopiedList:
        return iter(elements_of(value))
    if kind in LIST_TYPES and kind is not Array:
        return _careful(value)
    if kind is Range:
        return iter(value)
    if kind is Array:
        return charged(value) if len(value) > CHARGED_FROM else iter(value)
    if kind in SET_TYPES:
        return _careful_keys(value, value)
    if kind in MAP_TYPES:
        return _careful_keys(value, [Entry(key, held, value) for key, held in value.items()])
    if value is None:
        return iter(())
    if kind is str or kind is GString:
        plain = text(value)
        return charged(plain) if len(plain) > CHARGED_FROM else iter(plain)
    if isinstance(value, ScriptIterator):
        return iter(value)
    return _other(value)


def _careful(value: list[Any]) -> Iterator[Any]:
    gauge = meter()
    size = len(value)
    cursor = 0
    key = id(value)
    first = key not in LOOPS
    seen = LOOPS.setdefault(key, 0)
    try:
        while cursor != len(value):
            if len(value) != size or LOOPS.get(key, seen) != seen:
                throw("ConcurrentModificationException")
            yield value[cursor]
            cursor += 1
            if not cursor & 63:
                gauge.step(32)
    finally:
        if first:
            LOOPS.pop(key, None)


def _careful_keys(source: Any, elements: Any) -> Iterator[Any]:
    size = len(source)
    entries = source if type(source) in MAP_TYPES else source.map
    removals = entries.removals
    for element in list(elements):
        if len(source) != size or entries.removals != removals:
            throw("ConcurrentModificationException")
        yield element


def _other(value: Any) -> Iterator[Any]:
    """Script objects with iterator(), library types with elements, else the value alone."""
    run = current_run()
    if isinstance(value, ScriptObject) and value.class_info.is_a(BY_NAME["java.util.Iterator"]):
        return _by_protocol(run, value)
    if type(value) is Matcher:
        return iter(value.all_matches(run))
    found = find_method(run, value, "iterator", (), own=True) if isinstance(value, ScriptObject) else None
    if found is None:
        overload = None if isinstance(value, ScriptObject) else table_of(value).get("iterator/0")
        if overload is None or overload.function is OBJECT.methods["iterator/0"].function:
            return iter((value,))
        made = overload.function(run, value)
    else:
        made = found()
    if isinstance(made, ScriptIterator):
        return iter(made)
    return _by_protocol(run, made)


def _by_protocol(run: Any, made: Any) -> Iterator[Any]:
    while truth(invoke(run, made, "hasNext", ())):
        run.meter.step()
        yield invoke(run, made, "next", ())
