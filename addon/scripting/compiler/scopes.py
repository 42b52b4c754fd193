"""Names that are no locals: binding variables, script methods, what a closure's owner and delegate offer."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from addon.scripting.compiler.bindings import Binding
from addon.scripting.errors import Thrown, throw
from addon.scripting.library.registry import find
from addon.scripting.semantics.access import find_accessor, get_property, refuse_reflection
from addon.scripting.semantics.assigning import set_property
from addon.scripting.semantics.calling import enum_static, find_method, invoke, property_accessor, property_static
from addon.scripting.semantics.coerce import cast
from addon.scripting.semantics.instances import Instance, ScriptClass, choose_call, invoke_method
from addon.scripting.semantics.missing import missing_property, no_signature
from addon.scripting.semantics.texts import text
from addon.scripting.values.callables import (
    DELEGATE_FIRST,
    DELEGATE_ONLY,
    OWNER_ONLY,
    TO_SELF,
    Closure,
    NativeFunction,
)
from addon.scripting.values.classes import BY_PYTHON, OBJECT
from addon.scripting.values.hosts import HostObject
from addon.scripting.values.maps import MAP_TYPES

Thunk = Callable[[], Any]
MISSING = frozenset(("MissingPropertyException", "MissingPropertyExceptionNoStack"))
MISSING_METHOD = frozenset(("MissingMethodException", "MissingMethodExceptionNoStack"))


def script_get(run: Any, name: str) -> Any:
    """A name at script level: variable, accessor method, script field."""
    if name in run.variables:
        return run.variables[name]
    script = run.script
    if name in script.fields:
        return script.fields[name]
    accessor = find_accessor(script.class_info, name, False)
    if accessor is not None:
        return invoke_method(run, script, accessor, ())
    if name == "binding":
        return Binding(run)
    if name == "class":
        return script.class_info
    if name == "metaClass":
        refuse_reflection(name)
    return missing_property(script, name)


def script_set(run: Any, name: str, value: Any) -> None:
    """Assign to a name at script level."""
    script = run.script
    if name in script.fields:
        set_field(run, name, value)
        return
    if name not in run.variables:
        run.meter.entries(1)
    run.variables[name] = value


def set_field(run: Any, name: str, value: Any) -> None:
    field = run.script.class_info.all_fields.get(name)
    run.script.fields[name] = value if field is None or field.type is None else cast(value, field.type)


def script_thunk(run: Any, name: str, arguments: Sequence[Any]) -> Thunk | None:
    """What an unqualified call at script level would call."""
    script = run.script
    chosen = choose_call(script.class_info.table.get(name), arguments)
    if chosen is not None:
        return partial(invoke_method, run, script, *chosen)
    function = run.functions.get(name)
    if function is not None:
        return lambda: function(run, *arguments)
    found = find(SCRIPT_METHODS, name, arguments)
    if found is not None:
        return partial(found[0], run, *found[1])
    held = run.variables.get(name)
    if held is None:
        held = script.fields.get(name)
    if held is not None:
        if isinstance(held, (Closure, NativeFunction)):
            return lambda: held.call(*arguments)
        return partial(_call_variable, run, name, held, arguments)
    if name == "getBinding" and not arguments:
        return lambda: Binding(run)
    if name == "getProperty" and len(arguments) == 1:
        return lambda: script_get(run, text(arguments[0]))
    if name == "setProperty" and len(arguments) == 2:
        return lambda: script_set(run, text(arguments[0]), arguments[1])
    if name == "invokeMethod" and len(arguments) == 2:
        rest = arguments[1]
        given = list(rest) if isinstance(rest, list) else [rest]
        return lambda: call_script(run, text(arguments[0]), given)
    found = None if name in REFUSED_CALLS else find(OBJECT.methods, name, arguments)
    if found is not None:
        return partial(found[0], run, script, *found[1])
    return None


def _call_variable(run: Any, name: str, held: Any, arguments: Sequence[Any]) -> Any:
    """`name(arguments)` of a binding variable; where its value cannot be called, the script lacks the method."""
    try:
        return invoke(run, held, "call", arguments)
    except Thrown as error:
        details = error.value.details
        if details.get("method") != "call" or details.get("receiver") is not held or isinstance(held, HostObject):
            raise
    return no_signature(run.script.class_info.name, name, arguments, info=run.script.class_info)


SCRIPT_METHODS: dict[str, Any] = {}
REFUSED_CALLS = {
    "evaluate": "Code cannot be made at run time here.",
    "run": "Scripts cannot be run from a script here.",
    "sleep": "A rule cannot wait; remove sleep().",
    "use": "Categories are not available here: use(). Call the method directly.",
    "addShutdownHook": "Threads are not available here.",
    "getMetaClass": "Reflection is not available here.",
    "mixin": "Mixins are not available here.",
}


def call_script(run: Any, name: str, arguments: Sequence[Any]) -> Any:
    """An unqualified call at script level."""
    thunk = script_thunk(run, name, arguments)
    if thunk is not None:
        return thunk()
    refused(name)
    return no_signature(run.script.class_info.name, name, arguments, info=run.script.class_info)


def refused(name: str) -> None:
    """Say why a call that Groovy would allow is refused."""
    if name in REFUSED_CALLS:
        throw("SecurityException", REFUSED_CALLS[name])


# Closures


def scope_get(run: Any, scope: Any, name: str) -> Any:
    """A name as a closure's owner or delegate offers it."""
    if isinstance(scope, Closure):
        return closure_get(run, scope, name)
    if scope is run.script:
        return script_get(run, name)
    if scope is None:
        missing_property(run.script, name)
    if isinstance(scope, HostObject) and not scope.answers_to(run, name):
        missing_property(scope, name)
    return get_property(run, scope, name)


def closure_get(run: Any, closure: Closure, name: str) -> Any:
    """An undeclared name inside a closure, by its resolve strategy."""
    if name == "delegate":
        return closure.delegate
    if name == "owner":
        return closure.owner
    if name == "thisObject":
        return closure.this
    strategy = closure.strategy
    if strategy == OWNER_ONLY:
        return scope_get(run, closure.owner, name)
    if strategy == DELEGATE_ONLY:
        return scope_get(run, closure.delegate, name)
    if strategy == TO_SELF:
        missing_property(closure, name)
    first, second = closure.owner, closure.delegate
    if strategy == DELEGATE_FIRST:
        first, second = second, first
    if first is second:
        return scope_get(run, first, name)
    try:
        return scope_get(run, first, name)
    except Thrown as error:
        if error.value.class_info.simple not in MISSING:
            raise
        original = error
    try:
        return scope_get(run, second, name)
    except Thrown as error:
        if error.value.class_info.simple not in MISSING:
            raise
        raise original from None


def scope_set(run: Any, scope: Any, name: str, value: Any) -> None:
    if isinstance(scope, Closure):
        closure_set(run, scope, name, value)
    elif scope is run.script:
        script_set(run, name, value)
    else:
        set_property(run, scope, name, value)


def closure_set(run: Any, closure: Closure, name: str, value: Any) -> None:
    """Assign to an undeclared name inside a closure."""
    if name == "delegate":
        closure.delegate = value
        closure.redirected = True
        return
    if name == "resolveStrategy":
        closure.strategy = value
        closure.redirected = True
        return
    strategy = closure.strategy
    if strategy == OWNER_ONLY:
        scope_set(run, closure.owner, name, value)
        return
    if strategy == DELEGATE_ONLY:
        scope_set(run, closure.delegate, name, value)
        return
    first, second = closure.owner, closure.delegate
    if strategy == DELEGATE_FIRST:
        first, second = second, first
    if first is second:
        scope_set(run, first, name, value)
        return
    try:
        scope_set(run, first, name, value)
    except Thrown as error:
        if error.value.class_info.simple not in MISSING:
            raise
        scope_set(run, second, name, value)


def scope_thunk(run: Any, scope: Any, name: str, arguments: Sequence[Any]) -> Thunk | None:
    """What a call of `name` on a closure's owner or delegate would call."""
    if isinstance(scope, Closure):
        return closure_thunk(run, scope, name, arguments)
    if scope is run.script:
        return script_thunk(run, name, arguments)
    if scope is None:
        return None
    if isinstance(scope, (Instance, ScriptClass)):
        return instance_thunk(run, scope, name, arguments)
    if isinstance(scope, HostObject):
        return lambda: invoke(run, scope, name, arguments)
    found = find_method(run, scope, name, arguments)
    if found is None and type(scope) in MAP_TYPES:
        held = scope.get(name)
        if isinstance(held, Closure):
            return lambda: held.call(*arguments)
    return found


def instance_thunk(run: Any, scope: Any, name: str, arguments: Sequence[Any]) -> Thunk | None:
    """A method of a script object or class, generated accessors included."""
    found = find_method(run, scope, name, arguments)
    if found is not None:
        return found
    if isinstance(scope, Instance):
        accessor = property_accessor(run, scope, name, arguments)
        if accessor is not None:
            return accessor
        held = scope.fields.get(name)
        if isinstance(held, (Closure, NativeFunction)):
            return lambda: held.call(*arguments)
        if "methodMissing" in scope.class_info.table or "invokeMethod" in scope.class_info.table:
            return lambda: invoke(run, scope, name, arguments)
        if scope.outer is not None:
            around = scope.class_info.outer
            private = None if around is None else private_thunk(run, around, scope.outer, name, arguments)
            return private or scope_thunk(run, scope.outer, name, arguments)
        info: Any = scope.class_info
    else:
        info = scope
        static = property_static(run, scope, name, arguments)
        if static is not None:
            return static
    generated = enum_static(run, info, name, arguments) if isinstance(info, ScriptClass) else None
    if generated is not None:
        return generated
    if isinstance(info, ScriptClass) and info.outer is not None:
        return instance_thunk(run, info.outer, name, arguments)
    return None


def closure_thunk(run: Any, closure: Closure, name: str, arguments: Sequence[Any]) -> Thunk | None:
    """An unqualified call inside a closure, by its resolve strategy."""
    strategy = closure.strategy
    order = [closure.owner, closure.delegate]
    if strategy == DELEGATE_FIRST:
        order.reverse()
    elif strategy == OWNER_ONLY:
        order = [closure.owner]
    elif strategy == DELEGATE_ONLY:
        if type(closure.delegate) in MAP_TYPES:  # its entries are called where an owner may be asked as well
            return find_method(run, closure.delegate, name, arguments)
        order = [closure.delegate]
    elif strategy == TO_SELF:
        order = []
    hosts: list[Any] = []
    for scope in order:
        if isinstance(scope, HostObject):
            # A host object cannot be asked beforehand; it is tried, and the next scope after it.
            hosts.append(scope)
            continue
        found = scope_thunk(run, scope, name, arguments)
        if found is not None:
            if hosts:
                return _host_first(run, hosts[0], name, arguments, found)
            return found
    if hosts:
        return scope_thunk(run, hosts[0], name, arguments)
    return None


def _host_first(run: Any, host: HostObject, name: str, arguments: Sequence[Any], otherwise: Thunk) -> Thunk:
    def call() -> Any:
        try:
            return host.call_method(run, name, tuple(arguments))
        except Thrown as error:
            if error.value.class_info.simple not in MISSING_METHOD:
                raise
            return otherwise()

    return call


def call_in_closure(run: Any, closure: Closure, name: str, arguments: Sequence[Any]) -> Any:
    """An unqualified call inside a closure: what closures themselves offer comes before owner and delegate."""
    own = find(BY_PYTHON[Closure].methods, name, arguments)
    if own is not None:
        return own[0](run, closure, *own[1])
    thunk = closure_thunk(run, closure, name, arguments)
    if thunk is not None:
        return thunk()
    if isinstance(closure.this, Instance) and closure.this is run.script:
        refused(name)
    alone = closure.strategy == TO_SELF or (
        closure.strategy == DELEGATE_ONLY and not isinstance(closure.delegate, (Instance, Closure))
    )
    held = None
    try:
        if not (alone and type(closure.delegate) in MAP_TYPES):
            held = closure_get(run, closure, name)
    except Thrown as error:
        if error.value.class_info.simple not in MISSING:
            raise
    if isinstance(held, (Closure, NativeFunction)):
        return held.call(*arguments)
    owner: Any = closure
    if alone:
        no_signature(closure.class_name, name, arguments)
    while isinstance(owner, Closure):
        owner = owner.delegate if owner.strategy in (DELEGATE_FIRST, DELEGATE_ONLY) else owner.owner
    if isinstance(owner, Instance):
        no_signature(owner.class_info.name, name, arguments, info=owner.class_info)
    return invoke(run, owner, name, arguments)


def call_owner(run: Any, closure: Closure, name: str, arguments: Sequence[Any]) -> Any:
    """An unqualified call in the code around the outermost closure."""
    owner: Any = closure
    while isinstance(owner, Closure):
        owner = owner.owner
    return call_script(run, name, arguments) if owner is run.script else call_this(run, owner, name, arguments)


def private_thunk(run: Any, within: ScriptClass, this: Any, name: str, arguments: Sequence[Any]) -> Thunk | None:
    """A private method of the class that code stands `within`: what a sub-class declares does not hide it there."""
    declared = within.own_methods.get(name)
    if not declared:
        return None
    own = [one for one in declared if one.private]
    chosen = choose_call(own, arguments) if own else None
    if chosen is not None and (chosen[0].static or isinstance(this, Instance)):
        return partial(invoke_method, run, this, *chosen)
    return None


def call_this(run: Any, this: Any, name: str, arguments: Sequence[Any], within: ScriptClass | None = None) -> Any:
    """An unqualified call in a method of a class; the private ones of the class it stands `within` come first."""
    thunk = None if within is None else private_thunk(run, within, this, name, arguments)
    if thunk is None:
        thunk = instance_thunk(run, this, name, arguments)
    if thunk is not None:
        return thunk()
    found = find(CLASS_METHODS, name, arguments)
    if found is not None:
        return found[0](run, *found[1])
    held = this.fields.get(name) if isinstance(this, Instance) else None
    return invoke(run, this, name, arguments) if held is None else invoke(run, held, "call", arguments)


CLASS_METHODS: dict[str, Any] = {}
