"""isCase: what `switch` labels, `in` and grep match."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.semantics.access import map_get
from addon.scripting.semantics.calling import find_method, invoke
from addon.scripting.semantics.equality import SEQUENCES, equals, java_equals
from addon.scripting.semantics.extend import number_in
from addon.scripting.semantics.instances import ScriptClass
from addon.scripting.semantics.texts import ScriptObject, text
from addon.scripting.semantics.truth import truth
from addon.scripting.values.callables import Closure, NativeFunction
from addon.scripting.values.characters import GString
from addon.scripting.values.classes import BY_NAME, ClassInfo, class_of
from addon.scripting.values.lists import Array, Tuple, UnmodifiableList
from addon.scripting.values.maps import MAP_TYPES
from addon.scripting.values.numbers import NUMBERS
from addon.scripting.values.ranges import Range
from addon.scripting.values.sets import SET_TYPES


def matches(run: Any, label: Any, value: Any) -> bool:
    """Whether `label.isCase(value)`."""
    if label is None:
        return value is None
    kind = type(label)
    if kind is str or kind is GString:
        return value is not None and text(label) == text(value)
    if isinstance(label, ClassInfo):
        own = label.table.get("isCase") if isinstance(label, ScriptClass) else None
        if own and any(one.static for one in own):
            return truth(invoke(run, label, "isCase", (value,)))
        return instance_of(value, label) or (isinstance(value, ClassInfo) and value.is_a(label))
    if kind is Range:
        return range_contains(label, value)
    if kind in SEQUENCES or kind in SET_TYPES:
        return contains(run, label, value)
    if kind in MAP_TYPES:
        return truth(map_get(run, label, value))
    if kind is Closure:
        return truth(label.call(value))
    number = label if kind in NUMBERS else number_in(label)
    if number is not None and (type(value) in NUMBERS or number_in(value) is not None):
        return equals(number, value)
    if isinstance(label, ScriptObject):
        found = find_method(run, label, "isCase", (value,))
        return equals(label, value) if found is None else truth(found())
    found = find_method(run, label, "isCase", (value,))
    if found is not None:
        return truth(found())
    return value is not None and java_equals(label, value)


def contains(run: Any, collection: Any, value: Any) -> bool:
    """Collection.contains: by equals(), so 1 is not in [1L]."""
    if type(collection) in SET_TYPES:
        return bool(collection.has(value))
    run.meter.step(1 + (len(collection) >> 2))
    if value is None and type(collection) is UnmodifiableList and not collection.nulls:
        throw("NullPointerException")
    if type(value) is Tuple:  # which equals other tuples only, though a list may equal it
        collection = [element for element in collection if type(element) is Tuple]
    same = equals if type(collection) is Array else java_equals
    return any(element is value or same(element, value) for element in collection)


def range_contains(label: Range, value: Any) -> bool:
    """Range.containsWithinBounds for `in`: an IntRange holds whole numbers only."""
    if type(label.elements) is range:
        return type(value) is int and value in label.elements
    return any(java_equals(element, value) or equals(element, value) for element in label.elements)


def instance_of(value: Any, kind: ClassInfo) -> bool:
    """`value instanceof kind`"""
    if value is None:
        return False
    if type(value) is NativeFunction and value.interface in BY_NAME:
        return BY_NAME[value.interface].is_a(kind)
    return class_of(value).is_a(kind)
