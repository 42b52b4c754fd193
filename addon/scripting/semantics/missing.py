"""The wording of Groovy's "no such" exceptions."""

from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

from addon.scripting.errors import throw
from addon.scripting.limits import meter
from addon.scripting.semantics.selection import unselected
from addon.scripting.semantics.suggestions import suggested
from addon.scripting.semantics.texts import message_text
from addon.scripting.values.characters import GString
from addon.scripting.values.classes import BY_PYTHON, DEFAULT_CLASSES, DEFAULT_PACKAGES, OBJECT, ClassInfo, class_of
from addon.scripting.values.lists import LIST_TYPES, Array
from addon.scripting.values.maps import MAP_TYPES
from addon.scripting.values.sets import SET_TYPES


def missing_property(receiver: Any, name: str) -> NoReturn:
    """No such property, for an instance or (a `ClassInfo`) for a class's statics."""
    info = receiver if isinstance(receiver, ClassInfo) else class_of(receiver)
    message = f"No such property: {name} for class: {info.name}{_suggestions(info, name)}"
    throw("MissingPropertyException", message, property=name, type=info)


def _suggestions(info: ClassInfo, name: str) -> str:
    return suggested(info, name)


def missing_method(receiver: Any, name: str, arguments: Sequence[Any], static: bool = False) -> NoReturn:
    """No signature of method, with argument types and values."""
    info = receiver if isinstance(receiver, ClassInfo) and static else class_of(receiver)
    if type(receiver) is GString:
        info = BY_PYTHON[str]
    no_signature(info.name, name, arguments, static, info, receiver)


def no_signature(
    owner: str,
    name: str,
    arguments: Sequence[Any],
    static: bool = False,
    info: ClassInfo | None = None,
    receiver: Any = None,
) -> NoReturn:
    """As `missing_method`, for a class given by name, or for a receiver that no method is listed of."""
    if not arguments and info is not None:
        _unselected(info, name)
    if info is None and receiver is not None:
        info = class_of(receiver)
    throw(
        "MissingMethodException",
        _no_signature_text(owner, name, arguments, static),
        method=name,
        type=info,
        arguments=Array(OBJECT, arguments),
        static=static,
        receiver=receiver,
    )


def _unselected(info: ClassInfo, name: str) -> None:
    unselected(info, name)


def _no_signature_text(owner: str, name: str, arguments: Sequence[Any], static: bool) -> str:
    prefix = "static " if static else ""
    return (
        f"No signature of method: {prefix}{owner}.{name}() is applicable for argument types: "
        f"({argument_types(arguments, LONGEST)}) values: {argument_values(arguments)}"
    )


def missing_message(kind: str, arguments: Sequence[Any]) -> str | None:
    """The message of `new MissingMethodException(name, type, arguments)` and of MissingPropertyException."""
    if len(arguments) < 2 or type(arguments[0]) is not str or not isinstance(arguments[1], ClassInfo):
        return None
    owner = arguments[1].name
    if kind == "MissingPropertyException" and len(arguments) == 2:
        return f"No such property: {arguments[0]} for class: {owner}"
    if kind == "MissingMethodException" and len(arguments) in (3, 4):
        return _no_signature_text(owner, arguments[0], list(arguments[2] or ()), list(arguments[3:]) == [True])
    return None


def missing_details(arguments: Sequence[Any]) -> dict[str, Any]:
    """What such an exception tells beside its message: `method`, `type` and `arguments`, or `property` and `type`."""
    if len(arguments) == 2:
        return {"property": arguments[0], "type": arguments[1]}
    given = Array(OBJECT, list(arguments[2] or ()))
    return {"method": arguments[0], "type": arguments[1], "arguments": given, "static": list(arguments[3:]) == [True]}


def no_constructor(owner: str, arguments: Sequence[Any], info: ClassInfo | None = None) -> NoReturn:
    """Could not find matching constructor."""
    if not arguments and info is not None:
        _unselected(info, "<init>")
    throw("GroovyRuntimeException", f"Could not find matching constructor for: {owner}({argument_types(arguments)})")


LONGEST = 80
"""How many characters of types or values a message lists before it breaks off."""


def argument_types(arguments: Sequence[Any], longest: int | None = None) -> str:
    """Class names as the messages list them; with `longest`, shortened and broken off as Groovy does."""
    names = ["null" if argument is None else type_name(argument) for argument in arguments]
    if longest is None or len(", ".join(names)) <= longest:
        return ", ".join(names)
    listed = ""
    for index, name in enumerate(names):
        if len(listed) > longest:
            return listed + "..."
        listed += (", " if index else "") + _abbreviated(name)
    return listed


def _abbreviated(name: str) -> str:
    """`java.util.regex.Pattern` as `j.u.r.Pattern`."""
    *packages, simple = name.split(".")
    return ".".join([*(package[0] for package in packages), simple]) if packages and name[0] != "[" else name


def type_name(value: Any) -> str:
    """A class's simple name where Groovy imports its package by default, else its full name."""
    info = class_of(value)
    if info.name.rpartition(".")[0] in DEFAULT_PACKAGES or info.name in DEFAULT_CLASSES:
        return info.simple
    return info.name


def argument_values(arguments: Sequence[Any]) -> str:
    """The values in brackets, each cut as Groovy cuts them."""
    return _listed(arguments, LONGEST)


def shortened(value: Any, longest: int) -> str:
    """A list or map as text, broken off after so many characters."""
    return _cut(value, longest)


def _listed(values: Iterable[Any], longest: int) -> str:
    written = "["
    for index, value in enumerate(values):
        meter().step()
        if index:
            written += ", "
        if len(written) > longest:
            return written + "...]"
        written += _cut(value, longest - len(written))
    return written + "]"


def _cut(value: Any, longest: int) -> str:
    kind = type(value)
    if kind is Array and value.component.name == "char":
        return "".join([one.unit for one in value])
    if kind in LIST_TYPES or kind in SET_TYPES:
        return _listed(value, longest)
    if kind in MAP_TYPES and len(value):
        written = "["
        for index, (key, held) in enumerate(value.items()):
            meter().step()
            if index:
                written += ", "
            if len(written) > longest:
                return written + "...]"
            written += f"{_cut(key, longest)}:{_cut(held, longest)}"
        return written + "]"
    return message_text(value)
