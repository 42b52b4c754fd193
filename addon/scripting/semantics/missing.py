"""The wording of Groovy's "no such" exceptions."""

from collections.abc import Sequence
from typing import Any, NoReturn

from addon.scripting.errors import throw
from addon.scripting.limits import meter
from addon.scripting.values.classes import ClassInfo, class_of


def missing_property(receiver: Any, name: str) -> NoReturn:
    """No such property, for an instance or (a `ClassInfo`) for a class's statics."""
    info = receiver if isinstance(receiver, ClassInfo) else class_of(receiver)
    throw("MissingPropertyException", f"No such property: {name} for class: {info.name}")


def missing_method(receiver: Any, name: str, arguments: Sequence[Any], static: bool = False) -> NoReturn:
    """No signature of method, with argument types and values."""
    info = receiver if isinstance(receiver, ClassInfo) and static else class_of(receiver)
    no_signature(info.name, name, arguments, static)


def no_signature(owner: str, name: str, arguments: Sequence[Any], static: bool = False) -> NoReturn:
    """As `missing_method`, for a class given by name."""
    prefix = "static " if static else ""
    throw(
        "MissingMethodException",
        f"No signature of method: {prefix}{owner}.{name}() is applicable for argument types: "
        f"({argument_types(arguments)}) values: {argument_values(arguments)}",
    )


def no_constructor(owner: str, arguments: Sequence[Any]) -> NoReturn:
    """Could not find matching constructor."""
    throw("GroovyRuntimeException", f"Could not find matching constructor for: {owner}({argument_types(arguments)})")


def argument_types(arguments: Sequence[Any]) -> str:
    """Simple class names as the messages list them."""
    return ", ".join("null" if argument is None else type_name(argument) for argument in arguments)


def type_name(value: Any) -> str:
    """A class name without its package."""
    info = class_of(value)
    if info.name.startswith("["):
        return info.simple
    return info.name.rpartition(".")[2]


def argument_values(arguments: Sequence[Any]) -> str:
    """The values in brackets, each cut as Groovy cuts them."""
    from addon.scripting.semantics.texts import message_text

    shown = []
    for argument in arguments:
        written = message_text(argument)
        shown.append(written)
        meter().step()
    return "[" + ", ".join(shown) + "]"
