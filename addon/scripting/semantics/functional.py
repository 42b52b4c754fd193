"""Script objects and closures where Java wants an object with one method."""

from collections.abc import Callable
from typing import Any

from addon.scripting.semantics.calling import invoke
from addon.scripting.semantics.instances import Instance, ScriptClass
from addon.scripting.values.callables import NativeFunction
from addon.scripting.values.classes import ClassInfo


def as_callable(value: Any, refused: Any) -> Any:
    """Something with `call` for a script object whose class implements a functional interface, else `refused`."""
    form = functional_form(value)
    return refused if form is None else form


def functional_form(value: Any) -> NativeFunction | None:
    """A script object whose class has one method of a functional interface, as a callable."""
    if not isinstance(value, Instance):
        return None
    for interface, (name, size) in FUNCTIONAL.items():
        implemented = next((info for info in value.class_info.ancestors if info.simple == interface), None)
        if implemented is not None:
            return NativeFunction(_method_caller(value, name), size, implemented.name)
    return None


def only_method(kind: ClassInfo) -> str | None:
    """The name of the one method that an interface leaves to implement, or None."""
    if isinstance(kind, ScriptClass):
        names = [name for name, methods in kind.table.items() if any(one.abstract for one in methods)]
        return names[0] if len(names) == 1 else None
    return FUNCTIONAL[kind.simple][0] if kind.simple in FUNCTIONAL else None


def _method_caller(value: Instance, name: str) -> Callable[..., Any]:
    def call(*arguments: Any) -> Any:
        return invoke(value.run, value, name, arguments)

    return call


FUNCTIONAL: dict[str, tuple[str, int]] = {
    "Comparator": ("compare", 2),
    "BiFunction": ("apply", 2),
    "BinaryOperator": ("apply", 2),
    "UnaryOperator": ("apply", 1),
    "Function": ("apply", 1),
    "BiPredicate": ("test", 2),
    "Predicate": ("test", 1),
    "BiConsumer": ("accept", 2),
    "Consumer": ("accept", 1),
    "Supplier": ("get", 0),
    "Runnable": ("run", 0),
    "Callable": ("call", 0),
    "IntFunction": ("apply", 1),
    "ToIntFunction": ("applyAsInt", 1),
    "ToLongFunction": ("applyAsLong", 1),
    "ToDoubleFunction": ("applyAsDouble", 1),
}

RETURNS = {
    "Comparator": "int",
    "ToIntFunction": "int",
    "ToLongFunction": "long",
    "ToDoubleFunction": "double",
    "Predicate": "boolean",
    "BiPredicate": "boolean",
    "Consumer": "void",
    "BiConsumer": "void",
    "Runnable": "void",
}
"""What the methods of functional interfaces return, where it is not any object."""
