"""What `super` means in code of a class."""

from collections.abc import Callable, Sequence
from typing import Any

from addon.scripting.library.cloning import require_cloneable
from addon.scripting.library.registry import find
from addon.scripting.semantics.access import declared_property, find_accessor, get_property, getter_keys, table_of
from addon.scripting.semantics.assigning import set_declared, set_property
from addon.scripting.semantics.astype import as_type
from addon.scripting.semantics.calling import invoke, invoke_declared
from addon.scripting.semantics.fieldvalues import fitted
from addon.scripting.semantics.instances import Instance, ScriptClass, choose_call, invoke_method
from addon.scripting.semantics.missing import missing_property, no_signature
from addon.scripting.semantics.texts import identity_code
from addon.scripting.values.classes import OBJECT, ClassInfo
from addon.scripting.values.lists import Array
from addon.scripting.values.throwables import Throwable


def call_super(
    run: Any,
    this: Any,
    owner: ScriptClass | None,
    name: str,
    arguments: Sequence[Any],
    above: ScriptClass | None = None,
) -> Any:
    """`super.name(arguments)`: what the parents of the class that this code stands in offer, or the one `above`."""
    if owner is not None:
        for parent in [above] if above is not None else _by_precedence(owner, this):
            if isinstance(parent, ScriptClass):
                shared = [one for one in parent.table.get(name, ()) if not one.private]
                chosen = choose_call(shared, arguments)
                if chosen is not None:
                    return invoke_method(run, this, *chosen)
                held = _generated_accessor(this, parent, name, arguments)
                if held is not None:
                    return held()
    if isinstance(this, ScriptClass):
        return invoke(run, this.super_class or OBJECT, name, arguments)
    if name == "toString" and not arguments:
        if type(this) is Throwable:
            message = this.message
            return this.class_info.name if message is None else f"{this.class_info.name}: {message}"
        code = this.code() if isinstance(this, Instance) else identity_code(this)
        return f"{this.class_info.name}@{code & 0xFFFFFFFF:x}"
    if name == "equals" and len(arguments) == 1:
        return this is arguments[0]
    if name == "hashCode" and not arguments:
        return identity_code(this)
    if name == "getMessage" and type(this) is Throwable:
        return this.message
    if name == "clone" and not arguments and isinstance(this, Instance):
        require_cloneable(this)
        return this.copy()
    beyond = _beyond_hook(run, this, name, arguments) if isinstance(this, (Instance, Throwable)) else None
    if beyond is not None:
        return beyond()
    found = find(table_of(this), name, arguments)
    if found is not None:
        return found[0](run, this, *found[1])
    if owner is None and this is run.script:
        return no_signature("groovy.lang.Script", name, arguments)
    parent_class = owner.super_class if owner is not None and owner.super_class is not None else OBJECT
    return no_signature(parent_class.name, name, arguments)


def _beyond_hook(run: Any, this: Any, name: str, arguments: Sequence[Any]) -> Callable[[], Any] | None:
    """What a method that Groovy itself asks does by default, without asking the object's own one again."""
    if this is run.script or not isinstance(this.class_info, ScriptClass):
        return None
    match name, arguments:
        case "getProperty", [str(asked)]:
            return lambda: declared_property(run, this, asked)
        case "setProperty", [str(asked), value]:
            return lambda: set_declared(run, this, asked, value)
        case "invokeMethod", [str(asked), given]:
            listed = list(given) if type(given) is Array else [] if given is None else [given]
            return lambda: invoke_declared(run, this, asked, listed)
        case "asType", [ClassInfo() as kind]:
            return lambda: as_type(this, kind, own=False)
        case _:
            return None


def set_super_property(run: Any, this: Any, owner: ScriptClass | None, name: str, value: Any) -> None:
    """`super.name = value`: the parent's setter or field."""
    for parent in owner.parents if owner is not None else ():
        if isinstance(parent, ScriptClass):
            setter = find_accessor(parent, name, True)
            if setter is not None:
                invoke_method(run, this, setter, (value,))
                return
            place = _place(this, parent, name)
            if place is not None:
                this.fields[place] = fitted(value, parent.all_fields[name])
                return
    set_property(run, this, name, value)


def _by_precedence(owner: ScriptClass, this: Any) -> list[ClassInfo]:
    """The parent of a class; for code of a trait the traits before it."""
    if owner.trait:
        return _before(owner, this)
    return [one for one in owner.parents if not (isinstance(one, ScriptClass) and one.trait)]


def _before(trait: ScriptClass, this: Any) -> list[ClassInfo]:
    """Where `super` of a trait's code leads: to the traits that the object's class names before it, its own
    parents, then the parent of that class."""
    own = [one for one in reversed(trait.parents) if isinstance(one, ScriptClass)]
    info = this.class_info if isinstance(this, (Instance, Throwable)) else None
    while isinstance(info, ScriptClass):
        named = [one for one in info.parents if isinstance(one, ScriptClass) and one.trait]
        for place, one in enumerate(named):
            if trait in one.ancestors:
                above = [] if info.super_class is None else [info.super_class]
                return [*own, *reversed(named[:place]), *above]
        info = info.super_class
    return [*own]


def _generated_accessor(
    this: Any, parent: ScriptClass, name: str, arguments: Sequence[Any]
) -> Callable[[], Any] | None:
    """The getter or setter that a parent's property has without declaring one."""
    if len(name) < 4 or name[:3] not in ("get", "set") or len(arguments) != (name[0] == "s"):
        return None
    field = name[3].lower() + name[4:]
    place = _place(this, parent, field)
    if place is None:
        return None
    if name[0] == "g":
        return lambda: this.fields[place]
    return lambda: this.fields.__setitem__(place, arguments[0])


def _place(this: Any, parent: ScriptClass, name: str) -> str | None:
    """Where an object keeps the field that a parent has, itself or from its own parents."""
    if name not in parent.all_fields or name not in this.fields:
        return None
    declaring = (one for one in parent.ancestors if isinstance(one, ScriptClass) and name in one.own_fields)
    found = next(declaring, None)
    return name if found is None else str(this.class_info.place(found, name))


def super_property(run: Any, this: Any, owner: ScriptClass | None, name: str) -> Any:
    """`super.name`: the parent's getter or field."""
    for parent in owner.parents if owner is not None else ():
        if isinstance(parent, ScriptClass):
            accessor = find_accessor(parent, name, False)
            if accessor is not None:
                return invoke_method(run, this, accessor, ())
            place = _place(this, parent, name)
            if place is not None:
                return this.fields[place]
    table = table_of(this)
    for key in getter_keys(name):
        if key in table:
            return call_super(run, this, owner, key.partition("/")[0], ())
    if isinstance(this, Instance) and find_accessor(this.class_info, name, False) is not None:
        # The object's own getter may be what asks: it is no property of the parent.
        missing_property(owner or this, name)
    return get_property(run, this, name)
