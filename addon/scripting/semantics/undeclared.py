"""What Java makes of a checked exception that leaves a closure in the place of an interface's method.

The JVM calls such a closure through a proxy, and a proxy throws only what the method declares: anything else comes as
the cause of an UndeclaredThrowableException, which has no message.
"""

from collections.abc import Callable, Sequence
from typing import Any

from addon.scripting.errors import Thrown
from addon.scripting.values.callables import Closure, NativeFunction
from addon.scripting.values.classes import BY_NAME, ClassInfo
from addon.scripting.values.throwables import new_throwable

OWN = frozenset(("Runnable", "Callable"))
"""Interfaces that every closure implements itself, without a proxy."""


def declaring(call: Callable[..., Any], declared: Sequence[ClassInfo] = ()) -> Callable[..., Any]:
    """`call` as a method that throws no checked exceptions but the `declared` ones."""

    def run(*arguments: Any) -> Any:
        try:
            return call(*arguments)
        except Thrown as error:
            kind = error.value.class_info
            if not _is_checked(kind) or any(kind.is_a(one) for one in declared):
                raise
            raise Thrown(new_throwable("UndeclaredThrowableException", None, error.value)) from None

    return run


def _is_checked(kind: ClassInfo) -> bool:
    return not (kind.is_a(BY_NAME["java.lang.RuntimeException"]) or kind.is_a(BY_NAME["java.lang.Error"]))


def as_interface(name: str) -> Callable[[Closure], NativeFunction]:
    """How a closure arrives where an interface of java.util.function is wanted."""
    interface = f"java.util.function.{name}"

    def convert(closure: Closure) -> NativeFunction:
        return NativeFunction(declaring(closure.call), closure.size, interface)

    return convert
