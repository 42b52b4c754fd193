"""Calls of values: `f(x)` where f is a closure or anything else that can be called."""

from collections.abc import Sequence
from typing import Any

from addon.scripting.errors import Thrown, throw
from addon.scripting.semantics.calling import invoke
from addon.scripting.semantics.functional import only_method
from addon.scripting.semantics.instances import Instance
from addon.scripting.values.callables import Closure, NativeFunction
from addon.scripting.values.classes import ClassInfo


def call_value(run: Any, target: Any, arguments: Sequence[Any]) -> Any:
    """`target(arguments)`"""
    if type(target) is Closure:
        try:
            return target.invoke(target, arguments)
        except Thrown as error:
            if error.position is None:
                _name_the_call(error, target)
            raise
    if type(target) is NativeFunction:
        return target.call(*arguments)
    if target is None:
        throw("NullPointerException", "Cannot invoke method call() on null object")
    return invoke(run, target, "call", arguments)


def call_typed(run: Any, target: Instance, kind: ClassInfo, arguments: Sequence[Any]) -> Any:
    """`f(arguments)` of a variable whose type is an interface of one method: that method."""
    name = None if "call" in target.class_info.table else only_method(kind)
    return invoke(run, target, name or "call", arguments)


def _name_the_call(error: Thrown, target: Closure) -> None:
    """A closure called as `f(x)` says call() where one called by a method says doCall()."""
    prefix = f"No signature of method: {target.class_name}."
    message = error.value.message or ""
    if message.startswith(prefix + "doCall()"):
        error.value.message = prefix + "call()" + message[len(prefix) + 8 :]
        error.value.details["method"] = "call"
