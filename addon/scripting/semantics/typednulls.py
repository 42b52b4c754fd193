"""Null with a type: `f(null as String)` chooses the method for a String."""

from collections.abc import Sequence
from typing import Any

from addon.scripting.semantics.instances import Instance, ScriptClass, ScriptMethod, choose
from addon.scripting.semantics.texts import ScriptObject
from addon.scripting.values.classes import ClassInfo


class TypedNull(ScriptObject):
    """Stands for null while an overload is chosen; never a value of a script."""

    __slots__ = ("class_info",)

    def __init__(self, class_info: ClassInfo) -> None:
        self.class_info = class_info


def chosen_for_nulls(
    receiver: Any, name: str, values: Sequence[Any], kinds: Sequence[ClassInfo | None]
) -> ScriptMethod | None:
    """The method of a script object or class that casts of null ask for, if they do."""
    if not any(value is None and kind is not None for value, kind in zip(values, kinds, strict=False)):
        return None
    info = receiver.class_info if type(receiver) is Instance else receiver
    methods = info.table.get(name) if isinstance(info, ScriptClass) else None
    if not methods or len(methods) == 1:
        return None
    typed = [
        TypedNull(kind) if value is None and kind is not None else value
        for value, kind in zip(values, kinds, strict=False)
    ]
    return choose(methods, typed)
