"""Arguments with the type they are cast to: `f((Object) text)` and `f(null as String)` choose the method for it."""

from collections.abc import Sequence
from typing import Any

from addon.scripting.semantics.instances import Instance, ScriptClass, ScriptMethod, choose
from addon.scripting.semantics.numbercasts import BOXED, NUMBER_CASTS
from addon.scripting.semantics.texts import ScriptObject
from addon.scripting.values.classes import ClassInfo, class_of


class TypedArgument(ScriptObject):
    """Stands for an argument while an overload is chosen; never a value of a script."""

    __slots__ = ("class_info", "value")

    def __init__(self, class_info: ClassInfo, value: Any) -> None:
        self.class_info = class_info
        self.value = value


def chosen_for_types(
    receiver: Any, name: str, values: Sequence[Any], kinds: Sequence[ClassInfo | None]
) -> ScriptMethod | None:
    """The method of a script object or class that the casts ask for, if there is one."""
    info = receiver.class_info if type(receiver) is Instance else receiver
    methods = info.table.get(name) if isinstance(info, ScriptClass) else None
    if not methods or len(methods) == 1:
        return None
    return choose(methods, typed_arguments(values, kinds))


def typed_arguments(values: Sequence[Any], kinds: Sequence[ClassInfo | None]) -> list[Any]:
    """The arguments, those with a type that is not their own class."""
    return [
        TypedArgument(kind, value) if kind is not None and _hides(value, kind) else value
        for value, kind in zip(values, kinds, strict=False)
    ]


def _hides(value: Any, kind: ClassInfo) -> bool:
    """Whether a cast to this type tells less, or something else, than the value's class: a number cast to a kind of
    number is of it."""
    if value is None:
        return True
    if (kind.name in NUMBER_CASTS and kind.name != "java.lang.Number") or kind.name in BOXED:
        return False
    return class_of(value) is not kind and kind.name != "java.lang.String"
