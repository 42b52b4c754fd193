"""What the fields of a script's classes hold: static ones, initial values, values as a field's type has them."""

from collections.abc import Iterator
from typing import Any

from addon.scripting.errors import Thrown, throw
from addon.scripting.run import located
from addon.scripting.semantics.coerce import cast
from addon.scripting.semantics.instances import FieldSpec, Instance, ScriptClass
from addon.scripting.values.characters import Character
from addon.scripting.values.classes import ClassInfo
from addon.scripting.values.throwables import new_throwable


def statics(run: Any, owner: ScriptClass) -> dict[str, Any]:
    """The static fields of a class in this run, initialized at first use."""
    known = run.classes.get(owner)
    if known is not None:
        if "$failed" in known:
            throw("NoClassDefFoundError", f"Could not initialize class {owner.name}")
        return known  # type: ignore[no-any-return]
    values: dict[str, Any] = {}
    run.classes[owner] = values
    if isinstance(owner.super_class, ScriptClass):
        statics(run, owner.super_class)
    try:
        _initialize_statics(run, owner, values)
    except Thrown as error:
        values["$failed"] = True
        failed = new_throwable("java.lang.ExceptionInInitializerError", None, error.value)
        raise Thrown(failed) from None
    values["$ready"] = True
    return values


def _initialize_statics(run: Any, owner: ScriptClass, values: dict[str, Any]) -> None:
    from addon.scripting.semantics.construction import clear_fields, initialize

    for field in owner.fields:
        if field.static:
            values[field.name] = default_value(field.type)
    constants: list[Any] = []
    if owner.enum:
        values.update(dict.fromkeys(_not_yet(owner)))
    for ordinal, (name, arguments, body) in enumerate(owner.constants_of):
        made = Instance(body or owner, run)
        made.fields["$name"] = name
        made.fields["$ordinal"] = ordinal
        clear_fields(made, body or owner)
        initialize(run, made, body or owner, [shape.enter(run, owner, None, (), ()) for shape in arguments])
        values[name] = made
        constants.append(made)
    if owner.enum:
        values["$constants"] = constants
        if constants:
            values["MIN_VALUE"] = constants[0]
            values["MAX_VALUE"] = constants[-1]
    given = [field for field in owner.fields if field.static and field.initial is not None]
    if not owner.enum:
        given.sort(key=lambda field: not field.constant)
    for field in given:
        values[field.name] = initial_value(run, owner, field)
    for shape in owner.static_initializers:
        shape.enter(run, owner, None, (), ())


def _not_yet(owner: ScriptClass) -> Iterator[str]:
    """What an enum's own constructors find to be null."""
    yield "$constants"
    if owner.constants_of:
        yield from ("MIN_VALUE", "MAX_VALUE", *(name for name, _, _ in owner.constants_of))


_ZEROS: dict[str, Any] = {"int": 0, "boolean": False, "double": 0.0, "char": Character("\0")}


def default_value(kind: ClassInfo | None) -> Any:
    """What a field of a primitive type holds before anything is assigned."""
    if kind is None:
        return None
    if kind.name in _ZEROS:
        return _ZEROS[kind.name]
    if kind.name in ("long", "short", "byte", "float"):
        return cast(0, kind)
    return None


def initial_value(run: Any, this: Any, field: FieldSpec, captured: tuple[Any, ...] = ()) -> Any:
    """What a field's initial value comes to, as the field holds it."""
    assert field.initial is not None
    value = field.initial.enter(run, this, None, (), captured)
    try:
        return fitted(value, field)
    except Exception as error:
        raise located(error, *field.place) from None


def fitted(value: Any, field: FieldSpec) -> Any:
    """A value as a field holds it."""
    if field.type is None:
        return value

    return cast(value, field.type)
