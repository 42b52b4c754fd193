"""`owner.&name` and `Owner::name` as closures."""

from typing import Any

from addon.scripting.compiler.literals import make_array
from addon.scripting.compiler.scopes import call_script
from addon.scripting.library.registry import find
from addon.scripting.semantics.access import table_of
from addon.scripting.semantics.calling import find_method, invoke
from addon.scripting.semantics.cases import instance_of
from addon.scripting.semantics.construction import new_object
from addon.scripting.semantics.instances import Instance, ScriptClass, choose
from addon.scripting.values.callables import Closure
from addon.scripting.values.characters import GString
from addon.scripting.values.classes import ClassInfo


def method_pointer(run: Any, owner: Any, name: str, reference: bool) -> Closure:
    """A closure that calls a method; on a class also an instance method with the receiver as first argument."""

    def call(closure: Closure, arguments: Any) -> Any:
        if isinstance(owner, ClassInfo):
            if name == "new":
                if owner.name.startswith("["):
                    return make_array(run, owner, [arguments[0]])
                return new_object(run, owner, arguments)
            found = find_method(run, owner, name, arguments)
            if found is not None and (not arguments or _is_static(run, owner, name, arguments)):
                return found()
            if arguments and _has_instance(owner, arguments[0]):
                return invoke(run, arguments[0], name, tuple(arguments[1:]))
        if owner is run.script and isinstance(owner, Instance):
            return call_script(run, name, arguments)
        return invoke(run, owner, name, arguments)

    run.meter.allocate(200)
    return Closure(run, call, _size(run, owner, name), owner, owner, "org.codehaus.groovy.runtime.MethodClosure")


def _is_static(run: Any, owner: ClassInfo, name: str, arguments: Any) -> bool:
    if isinstance(owner, ScriptClass):
        method = choose(owner.table.get(name), arguments)
        return method is not None and method.static
    return any(find(ancestor.statics, name, arguments) is not None for ancestor in owner.ancestors)


def _has_instance(owner: ClassInfo, value: Any) -> bool:
    return instance_of(value, owner) or (type(value) is GString and owner.name == "java.lang.String")


def _size(run: Any, owner: Any, name: str) -> int:
    info = owner if isinstance(owner, ScriptClass) else owner.class_info if isinstance(owner, Instance) else None
    if isinstance(info, ScriptClass):
        methods = info.table.get(name)
        if methods:
            return max(one.shape.size for one in methods)
    if isinstance(owner, ClassInfo):
        counts = [int(key.rpartition("/")[2]) for key in owner.statics if key.startswith(name + "/") and key[-1] != "*"]
        if counts:
            return max(counts)
        return 1 + min(
            (int(key.rpartition("/")[2]) for key in owner.methods if key.startswith(name + "/") and key[-1] != "*"),
            default=0,
        )

    if owner is None:
        return 1
    counts = [int(key.rpartition("/")[2]) for key in table_of(owner) if key.startswith(name + "/") and key[-1] != "*"]
    return max(counts) if counts else 1
