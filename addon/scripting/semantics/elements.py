"""`owner[key]`, read and written."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.semantics.access import get_property, map_get
from addon.scripting.semantics.assigning import put_entry, set_property
from addon.scripting.semantics.calling import find_method, invoke
from addon.scripting.semantics.instances import (
    Instance,
    choose,
)
from addon.scripting.semantics.missing import missing_method
from addon.scripting.semantics.texts import text
from addon.scripting.values.characters import GString
from addon.scripting.values.classes import class_of
from addon.scripting.values.hosts import HostObject
from addon.scripting.values.lists import LIST_TYPES, Array
from addon.scripting.values.maps import MAP_TYPES
from addon.scripting.values.numbers import Float, Long
from addon.scripting.values.sets import SET_TYPES

_NO_INDEXES = frozenset((Long, float, Float, Decimal))
"""Numbers that lists take for an index, but texts, arrays and sets do not."""

# Elements


def get_element(run: Any, owner: Any, key: Any) -> Any:
    """`owner[key]`"""
    kind = type(owner)
    if kind is list and type(key) is int:
        size = len(owner)
        if key < 0:
            key += size
            if key < 0:
                throw(
                    "ArrayIndexOutOfBoundsException",
                    f"Negative array index [{key - size}] too large for array size {size}",
                )
        return owner[key] if key < size else None
    if kind in MAP_TYPES:
        return map_get(run, owner, text(key) if type(key) is GString else key)
    if owner is None:
        if key is None or type(key) in (str, GString):
            throw("NullPointerException", f"Cannot get property '{text(key)}' on null object")
        throw("NullPointerException", "Cannot invoke method getAt() on null object")
    if type(key) in _NO_INDEXES and (kind in (str, GString, Array) or kind in SET_TYPES):
        missing_method(owner, "getAt", (key,))
    if isinstance(owner, HostObject) and type(key) in (str, GString):
        return owner.get_property(run, text(key))
    if key is None and (kind in LIST_TYPES or kind in (str, GString)) and kind is not Array:
        throw(
            "GroovyRuntimeException",
            f"Ambiguous method overloading for method {class_of(owner).name}#getAt.\n"
            "Cannot resolve which method to invoke for [null] due to overlapping prototypes between:\n"
            "\t[interface groovy.lang.Range]\n\t[interface java.util.Collection]",
        )
    if kind is Instance and type(key) in (str, GString) and not _takes_text(owner, "getAt", (key,)):
        return get_property(run, owner, text(key))
    found = find_method(run, owner, "getAt", (key,))
    if found is not None:
        return found()
    if type(key) in (str, GString):
        return get_property(run, owner, text(key))
    return invoke(run, owner, "getAt", (key,))


def _takes_text(owner: Instance, name: str, arguments: Sequence[Any]) -> bool:
    """Whether a class's own getAt or putAt names String; else Groovy's own, which means properties, is nearer."""
    method = choose(owner.class_info.table.get(name), arguments)
    return method is not None and method.shape.types[0] is not None and method.shape.types[0].name != "java.lang.Object"


def set_element(run: Any, owner: Any, key: Any, value: Any) -> None:
    """`owner[key] = value`"""
    kind = type(owner)
    if kind in MAP_TYPES:
        put_entry(run, owner, text(key) if type(key) is GString else key, value)
        return
    if owner is None:
        if key is None or type(key) in (str, GString):
            throw("NullPointerException", f"Cannot set property '{text(key)}' on null object")
        throw("NullPointerException", "Cannot invoke method putAt() on null object")
    if isinstance(owner, HostObject) and type(key) in (str, GString):
        owner.set_property(run, text(key), value)
        return
    if kind is Instance and type(key) in (str, GString) and not _takes_text(owner, "putAt", (key, value)):
        set_property(run, owner, text(key), value)
        return
    found = find_method(run, owner, "putAt", (key, value))
    if found is not None:
        found()
        return
    if type(key) in (str, GString):
        set_property(run, owner, text(key), value)
        return
    invoke(run, owner, "putAt", (key, value))
