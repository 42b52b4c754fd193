"""Look-up and call of methods on any value, in our tables only."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from addon.scripting.errors import Thrown, throw
from addon.scripting.library.nullcalls import in_words, unexplained
from addon.scripting.library.registry import find
from addon.scripting.semantics.access import (
    REFUSED_PROPERTIES,
    capitalized,
    class_property,
    find_accessor,
    refuse_reflection,
    static_get,
    static_owner,
    table_of,
)
from addon.scripting.semantics.assigning import set_property
from addon.scripting.semantics.coerce import enum_named
from addon.scripting.semantics.construction import construct
from addon.scripting.semantics.extend import BEHAVIORS
from addon.scripting.semantics.fieldvalues import statics
from addon.scripting.semantics.fitting import accepts
from addon.scripting.semantics.instances import Instance, ScriptClass, choose, choose_call, invoke_method
from addon.scripting.semantics.missing import missing_method
from addon.scripting.semantics.nearmethods import near_methods
from addon.scripting.semantics.texts import text
from addon.scripting.values.callables import Closure, NativeFunction
from addon.scripting.values.characters import GString
from addon.scripting.values.classes import BY_NAME, BY_PYTHON, OBJECT, ClassInfo, class_of
from addon.scripting.values.hosts import HostObject
from addon.scripting.values.lists import Array
from addon.scripting.values.maps import MAP_TYPES
from addon.scripting.values.throwables import Throwable

# Methods


def find_method(
    run: Any, owner: Any, name: str, arguments: Sequence[Any], own: bool = False
) -> Callable[[], Any] | None:
    """What `owner.name(arguments)` would call, as a thunk, or None when nothing matches."""
    kind = type(owner)
    if isinstance(owner, HostObject):
        return lambda: invoke(run, owner, name, arguments)
    if kind is Instance or (kind is Throwable and isinstance(owner.class_info, ScriptClass)):
        chosen = choose_call(owner.class_info.table.get(name), arguments)
        if chosen is not None:
            return partial(invoke_method, run, owner, *chosen)
        if own:
            return None
    if isinstance(owner, ScriptClass):
        chosen = choose_call(owner.table.get(name), arguments)
        if chosen is not None and chosen[0].static:
            return partial(invoke_method, run, owner, *chosen)
    if isinstance(owner, ClassInfo):
        found = find(owner.statics, name, arguments)
        if found is not None:
            return partial(found[0], run, *found[1])
    found = find(table_of(owner), name, arguments)
    if found is not None:
        return partial(found[0], run, _gone_through(owner) if name in _COUNTED else owner, *found[1])
    if kind is GString:
        found = find(BY_PYTHON[str].methods, name, arguments)
        if found is not None:
            return partial(found[0], run, text(owner), *found[1])
    return None


def invoke(run: Any, owner: Any, name: str, arguments: Sequence[Any]) -> Any:
    """`owner.name(arguments)`"""
    run.meter.fuel -= 1
    info = BY_PYTHON.get(type(owner))
    if info is not None:
        try:
            found = find(info.methods, name, arguments)
        except Thrown as error:
            raise in_words(error, "method", class_of(owner).name, name) from None
        if found is not None:
            if isinstance(owner, ClassInfo):
                static = find_static(run, owner, name, arguments)
                if static is not None:
                    return static()
            try:
                return found[0](run, owner, *found[1])
            except Thrown as error:
                if len(arguments) == 1 and arguments[0] is None and unexplained(error):
                    raise in_words(error, "method", class_of(owner).name, name) from None
                raise
        return _invoke_other(run, owner, name, arguments)
    if isinstance(owner, HostObject):
        if name in _UNIVERSAL:
            found = find(OBJECT.methods, name, arguments)
            if found is not None:
                return found[0](run, owner, *found[1])
        return owner.call_method(run, name, tuple(arguments))
    if type(owner) is Instance or type(owner) is Throwable:
        return _invoke_instance(run, owner, name, arguments)
    if isinstance(owner, ScriptClass):
        return _invoke_static(run, owner, name, arguments)
    try:
        found = find(table_of(owner), name, arguments)
    except Thrown as error:
        raise in_words(error, "method", class_of(owner).name, name) from None
    if found is not None:
        return found[0](run, owner, *found[1])
    return _invoke_other(run, owner, name, arguments)


_UNIVERSAL = frozenset(("with", "tap", "identity", "is", "inspect"))


def find_static(run: Any, owner: ClassInfo, name: str, arguments: Sequence[Any]) -> Callable[[], Any] | None:
    """A static method of a library class."""
    for ancestor in owner.ancestors:
        try:
            found = find(ancestor.statics, name, arguments)
        except Thrown as error:
            raise in_words(error, "static", owner.name, name) from None
        if found is not None:
            return lambda: found[0](run, *found[1])
    return None


def _invoke_other(run: Any, owner: Any, name: str, arguments: Sequence[Any]) -> Any:
    """What is tried when a core value's own table has no such method."""
    kind = type(owner)
    if owner is None:
        throw("NullPointerException", f"Cannot invoke method {name}() on null object")
    if kind is GString:
        found = find(BY_PYTHON[str].methods, name, arguments)
        if found is not None:
            return found[0](run, text(owner), *found[1])
    if kind in MAP_TYPES:
        held = owner.get(name)
        if isinstance(held, (Closure, NativeFunction)):
            return _call_held(owner, name, held, arguments)
        if isinstance(held, Instance) and isinstance(held.class_info, ScriptClass) and "call" in held.class_info.table:
            return invoke(run, held, "call", arguments)
    if isinstance(owner, ClassInfo):
        static = find_static(run, owner, name, arguments)
        if static is not None:
            return static()
        held = _static_value(run, owner, name)
        if held is not None:
            return invoke(run, held, "call", arguments)
        if name in ("forName", "getClassLoader", "newInstance", "getMethods", "getDeclaredMethods", "getResource"):
            refuse_reflection(name)
        missing_method(owner, name, arguments, static=True)
    behavior = BEHAVIORS.get(kind)
    if behavior is not None:
        adapter = _as_text_receiver(owner, name, arguments)
        if adapter is not None:
            return adapter[0](run, text(owner), *adapter[1])
    if kind is Closure:
        return _invoke_around(run, owner, name, arguments)
    if len(arguments) == 1 and type(arguments[0]) is list and arguments[0]:
        # As in Groovy: one list stands for its elements where no method takes the list.
        run.meter.step(len(arguments[0]) >> 4)
        spread = find(table_of(owner), name, arguments[0])
        if spread is not None:
            return spread[0](run, owner, *spread[1])
    if name in ("getMetaClass", "setMetaClass", "getProperties"):
        refuse_reflection(name)
    static = find_static(run, class_of(owner), name, arguments)
    if static is not None:
        return static()
    return missing_method(owner, name, arguments)


def _invoke_around(run: Any, closure: Closure, name: str, arguments: Sequence[Any]) -> Any:
    """A method that closures lack is looked for where their code looks: in owner and delegate."""
    from addon.scripting.compiler.scopes import call_in_closure

    return call_in_closure(run, closure, name, arguments)


def _as_text_receiver(owner: Any, name: str, arguments: Sequence[Any]) -> Any:
    info = class_of(owner)
    if any(one.simple == "CharSequence" for one in info.ancestors):
        return find(BY_PYTHON[str].methods, name, arguments)
    return None


_HOOKS = ("methodMissing", "invokeMethod")
"""Methods of a class that are asked for calls of those it lacks."""


def _invoke_instance(run: Any, owner: Any, name: str, arguments: Sequence[Any], hooks: tuple[str, ...] = _HOOKS) -> Any:
    if owner is run.script:
        from addon.scripting.compiler.scopes import call_script

        return call_script(run, name, arguments)
    info = owner.class_info
    if isinstance(info, ScriptClass):
        chosen = choose_call(info.table.get(name), arguments)
        if chosen is not None:
            return invoke_method(run, owner, *chosen)
        accessor = property_accessor(run, owner, name, arguments)
        if accessor is not None:
            return accessor()
    found = find(table_of(owner), name, arguments)
    if found is not None:
        return found[0](run, _gone_through(owner) if name in _COUNTED else owner, *found[1])
    if name in owner.fields and isinstance(owner.fields[name], (Closure, NativeFunction)):
        return _call_held(owner, name, owner.fields[name], arguments)
    if isinstance(info, ScriptClass):
        for hook in hooks:
            method = choose(info.table.get(hook), (name, list(arguments)))
            if method is not None:
                return invoke_method(run, owner, method, (name, Array(OBJECT, arguments)))
        accessor_method = find_accessor(info, name, False)
        if accessor_method is not None:
            value = invoke_method(run, owner, accessor_method, ())
            if isinstance(value, (Closure, NativeFunction)):
                return _call_held(owner, name, value, arguments)
        held = owner.fields.get(name) if name in info.all_fields else None
        if isinstance(held, Instance) and "call" in held.class_info.table:
            return invoke(run, held, "call", arguments)
        static = static_owner(run, info, name)
        if static is not None and isinstance(static[name], Closure):
            return _call_held(owner, name, static[name], arguments)
        generated = enum_static(run, info, name, arguments)
        if generated is not None:
            return generated()
        around = outer_method(run, owner, name, arguments)
        if around is not None:
            return around()
    return missing_method(owner, name, arguments)


def _call_held(owner: Any, name: str, held: Closure | NativeFunction, arguments: Sequence[Any]) -> Any:
    """Call a closure that a property holds: where the arguments do not fit, the property is no such method."""
    try:
        return held.call(*arguments)
    except Thrown as error:
        if error.position is None and isinstance(held, Closure):
            message = error.value.message or ""
            if message.startswith(f"No signature of method: {held.class_name}.doCall()"):
                missing_method(owner, name, arguments)
        raise


def invoke_declared(run: Any, owner: Any, name: str, arguments: Sequence[Any]) -> Any:
    """Call a method of a script object past its own `invokeMethod`."""
    return _invoke_instance(run, owner, name, arguments, _HOOKS[:1])


_COUNTED = frozenset(
    ("size", "isEmpty", "contains", "withIndex", "indexed", "toSet", "combinations", "eachCombination")
)
"""Methods of Iterable that have to know how many elements there are."""


def _gone_through(owner: Any) -> Any:
    """The elements of an object whose class implements Iterable; anything else as it is."""
    from addon.scripting.semantics.iteration import elements_of

    if type(owner) is Instance and owner.class_info.is_a(BY_NAME["java.lang.Iterable"]):
        return elements_of(owner)
    return owner


def outer_method(run: Any, owner: Any, name: str, arguments: Sequence[Any]) -> Callable[[], Any] | None:
    """A method of the object or class around one of an inner class."""
    from addon.scripting.compiler.scopes import scope_thunk

    if type(owner) is Instance and owner.outer is not None:
        return scope_thunk(run, owner.outer, name, arguments)
    outer = owner.class_info.outer
    found = choose_call(outer.table.get(name), arguments) if outer is not None else None
    return partial(invoke_method, run, outer, *found) if found is not None and found[0].static else None


def property_accessor(run: Any, owner: Any, name: str, arguments: Sequence[Any]) -> Callable[[], Any] | None:
    """The getter or setter Groovy generates for a property that declares none."""
    info: ScriptClass = owner.class_info
    for prefix, count in (("get", 0), ("is", 0), ("set", 1)):
        if name.startswith(prefix) and len(arguments) == count and len(name) > len(prefix):
            rest = name[len(prefix) :]
            for candidate in (rest[0].lower() + rest[1:], rest):
                field = info.all_fields.get(candidate)
                if field is None or not field.property or capitalized(candidate) != rest:
                    continue
                if prefix == "is" and (field.type is None or field.type.name != "boolean"):
                    continue
                if count:
                    return (
                        None
                        if field.final or not accepts(arguments[0], field.type)
                        else _setter(run, owner, candidate, arguments[0])
                    )
                return _getter(run, owner, candidate)
    return None


def _setter(run: Any, owner: Any, name: str, value: Any) -> Callable[[], Any]:
    return lambda: set_property(run, owner, name, value)


def _getter(run: Any, owner: Any, name: str) -> Callable[[], Any]:
    if name in owner.fields:
        return lambda: owner.fields[name]
    return lambda: static_get(run, owner.class_info, name)


def _invoke_static(run: Any, owner: ScriptClass, name: str, arguments: Sequence[Any]) -> Any:
    if owner not in run.classes or "$failed" in run.classes[owner]:
        statics(run, owner)
    chosen = choose_call(owner.table.get(name), arguments)
    if chosen is not None and chosen[0].static and not owner.interface:
        return invoke_method(run, owner, *chosen)
    if name == "newInstance":
        return construct(run, owner, arguments)
    if owner.enum:
        constants = statics(run, owner)["$constants"]
        if name == "values" and not arguments:
            if constants is None:
                throw("NullPointerException", f'Cannot invoke "Object.clone()" because "{owner.name}.$VALUES" is null')
            run.meter.elements(len(constants))
            return Array(owner, constants)
        if name == "valueOf" and len(arguments) == 1:
            return enum_named(owner, text(arguments[0]))
        if name == "valueOf" and len(arguments) == 2 and isinstance(arguments[0], ScriptClass):
            return enum_named(arguments[0], text(arguments[1]))
        found = find(BY_PYTHON[ClassInfo].methods, name, arguments)
    static = property_static(run, owner, name, arguments)
    if static is not None:
        return static()
    found = find(BY_PYTHON[ClassInfo].methods, name, arguments)
    if found is not None:
        return found[0](run, owner, *found[1])
    held = _static_value(run, owner, name)
    if held is not None:
        return invoke(run, held, "call", arguments)
    missing = choose(owner.table.get("$static_methodMissing"), (name, list(arguments)))
    if missing is not None:
        return invoke_method(run, owner, missing, (name, Array(OBJECT, arguments)))
    around = owner.outer
    while around is not None:
        outer = choose(around.table.get(name), arguments)
        if outer is not None and outer.static:
            return invoke_method(run, around, outer, arguments)
        around = around.outer
    return missing_method(owner, name, arguments, static=True)


def _static_value(run: Any, owner: ClassInfo, name: str) -> Any:
    """The property of a class that a call of it as a method means; null where there is none."""
    if name == "class" or name in REFUSED_PROPERTIES:
        return None
    try:
        return class_property(run, owner, name)
    except Thrown as error:
        if not error.value.class_info.simple.startswith("MissingProperty"):
            raise
    return None


def enum_static(run: Any, info: ScriptClass, name: str, arguments: Sequence[Any]) -> Callable[[], Any] | None:
    """`values()` and `valueOf(name)` in the code of an enum or of a constant with a body."""
    if name not in ("values", "valueOf") or not info.enum_like():
        return None
    owner = info if info.enum else info.super_class
    return partial(_invoke_static, run, owner, name, arguments) if isinstance(owner, ScriptClass) else None


def property_static(run: Any, owner: ScriptClass, name: str, arguments: Sequence[Any]) -> Callable[[], Any] | None:
    """A generated accessor of a static property."""
    if name.startswith("get") and not arguments and len(name) > 3:
        for candidate in (name[3].lower() + name[4:], name[3:]):
            if static_owner(run, owner, candidate) is not None:
                return partial(static_get, run, owner, candidate)
    return None


def throwable_message(value: Throwable) -> str | None:
    """getMessage(), overridden or not."""
    if isinstance(value.class_info, ScriptClass):
        method = choose(value.class_info.table.get("getMessage"), ())
        if method is not None:
            answer = invoke_method(value.run, value, method, ())
            return None if answer is None else text(answer)
        field = value.class_info.all_fields.get("message")
        if field is not None and field.property and "message" in value.fields:
            held = value.fields["message"]
            return None if held is None else text(held)
    details = value.details
    if value.message and "arguments" in details and isinstance(details["type"], ClassInfo):
        return value.message + near_methods(
            details["type"], details["method"], details["arguments"], details.get("receiver")
        )
    return value.message
