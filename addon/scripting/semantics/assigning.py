"""`owner.name = value` for any value."""

from typing import Any

from addon.scripting.errors import Thrown, throw
from addon.scripting.library.registry import find
from addon.scripting.semantics.access import (
    capitalized,
    find_accessor,
    getter_keys,
    static_owner,
    table_of,
    trait_field,
)
from addon.scripting.semantics.coerce import cast
from addon.scripting.semantics.fieldvalues import fitted
from addon.scripting.semantics.instances import Instance, ScriptClass, choose, invoke_method
from addon.scripting.semantics.missing import missing_property
from addon.scripting.values.callables import Closure
from addon.scripting.values.classes import PRIMITIVE_CODES, ClassInfo, class_of
from addon.scripting.values.hosts import HostObject
from addon.scripting.values.lists import LIST_TYPES
from addon.scripting.values.maps import MAP_TYPES, GroovyMap, UnmodifiableMap
from addon.scripting.values.ranges import Range
from addon.scripting.values.throwables import Throwable


def set_property(run: Any, owner: Any, name: str, value: Any) -> None:
    """`owner.name = value`"""
    kind = type(owner)
    if kind in MAP_TYPES:
        put_entry(run, owner, name, value)
        return
    if owner is None:
        throw("NullPointerException", f"Cannot set property '{name}' on null object")
    if isinstance(owner, HostObject):
        owner.set_property(run, name, value)
        return
    if kind is Instance or (kind is Throwable and isinstance(owner.class_info, ScriptClass)):
        _set_instance(run, owner, name, value)
        return
    if isinstance(owner, ScriptClass):
        _set_static(run, owner, name, value)
        return
    if isinstance(owner, ClassInfo) and name in owner.constants:
        throw("ReadOnlyPropertyException", f"Cannot set readonly property: {name} for class: {owner.name}")
    if kind is Closure:
        if name == "delegate":
            owner.delegate = value
            owner.redirected = True
            return
        if name == "resolveStrategy":
            owner.strategy = value
            owner.redirected = True
            return
        from addon.scripting.compiler.scopes import closure_set

        closure_set(run, owner, name, value)
        return
    table = table_of(owner)
    found = find(table, "set" + capitalized(name), (value,))
    if found is not None:
        found[0](run, owner, *found[1])
        return
    first, second = getter_keys(name)
    if name in ("class",) or first in table or second in table:
        throw("ReadOnlyPropertyException", f"Cannot set readonly property: {name} for class: {class_of(owner).name}")
    if kind in LIST_TYPES or kind is Range:
        throw("IllegalArgumentException", "argument type mismatch")
    missing_property(owner, name)


def _set_instance(run: Any, owner: Any, name: str, value: Any) -> None:
    info: ScriptClass = owner.class_info
    if owner is run.script:
        from addon.scripting.compiler.scopes import script_set

        script_set(run, name, value)
        return
    hook = choose(info.table["setProperty"], (name, value)) if "setProperty" in info.table else None
    if hook is not None:
        invoke_method(run, owner, hook, (name, value))
        return
    set_declared(run, owner, name, value)


def set_declared(run: Any, owner: Any, name: str, value: Any) -> None:
    """Set a property of a script object past its own `setProperty`."""
    info: ScriptClass = owner.class_info
    setter = find_accessor(info, name, True)
    if setter is not None:
        overloads = choose(info.table.get("set" + capitalized(name)), (value,)) or setter
        wanted = overloads.shape.types[0]
        if wanted is not None and overloads.shape.matches((value,)) < 0:
            value = refuse_null(wanted) if value is None else cast(value, wanted)
        invoke_method(run, owner, overloads, (value,))
        return
    field = info.all_fields.get(name)
    if field is not None:
        if field.static:
            _set_static(run, info, name, value)
            return
        if field.final and field.property:
            throw("ReadOnlyPropertyException", f"Cannot set readonly property: {name} for class: {info.name}")
        if value is None and field.type is not None:
            value = refuse_null(field.type)
        owner.fields[name] = value if field.type is None else cast(value, field.type)
        return
    missing = choose(info.table.get("propertyMissing"), (name, value))
    if missing is not None:
        invoke_method(run, owner, missing, (name, value))
        return
    generic = choose(info.table.get("set"), (name, value))
    if generic is not None:
        invoke_method(run, owner, generic, (name, value))
        return
    if find_accessor(info, name, False) is not None or name == "class":
        throw("ReadOnlyPropertyException", f"Cannot set readonly property: {name} for class: {info.name}")
    held = trait_field(info, name) if "__" in name else None
    if held is not None and held[0] in owner.fields:
        owner.fields[held[0]] = fitted(value, held[1])
        return
    if held is not None and static_owner(run, info, held[0]) is not None:
        _set_static(run, info, held[0], value)
        return
    around = info.outer
    while around is not None:
        if static_owner(run, around, name) is not None:
            _set_static(run, around, name, value)
            return
        around = around.outer
    if type(owner) is Instance and owner.outer is not None:
        try:
            set_property(run, owner.outer, name, value)
            return
        except Thrown as error:
            if not error.value.class_info.simple.startswith("MissingProperty"):
                raise
    missing_property(owner, name)


def refuse_null(kind: ClassInfo) -> Any:
    """What null becomes where a property takes it: false, null, or what Java throws when a setter takes a number."""
    if kind.name == "boolean":
        return False
    if kind.name in PRIMITIVE_CODES:
        throw("IllegalArgumentException")
    return None


def _set_static(run: Any, named: ScriptClass, name: str, value: Any) -> None:
    owner = named
    if "__" in name and static_owner(run, owner, name) is None:
        meant = trait_field(owner, name)
        name = name if meant is None else meant[0]
    setter = find_accessor(owner, name, True)
    if setter is not None and setter.static:
        invoke_method(run, owner, setter, (value,))
        return
    held = static_owner(run, owner, name)
    around = owner.outer
    while held is None and around is not None:
        owner, around = around, around.outer
        held = static_owner(run, owner, name)
    if held is None:
        missing_property(named, name)
    field = owner.all_fields.get(name)
    if "$ready" in held and ((field is not None and field.final) or (field is None and owner.enum)):
        throw("ReadOnlyPropertyException", f"Cannot set readonly property: {name} for class: {owner.name}")
    held[name] = value if field is None or field.type is None else cast(value, field.type)


def put_entry(run: Any, owner: GroovyMap, key: Any, value: Any) -> None:
    """`map[key] = value`"""
    if type(owner) is UnmodifiableMap:
        throw("UnsupportedOperationException")
    run.meter.entries(1)
    owner.put(key, value)
