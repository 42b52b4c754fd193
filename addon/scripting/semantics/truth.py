"""Groovy truth."""

from collections.abc import Callable
from typing import Any

from addon.scripting.semantics.extend import BEHAVIORS
from addon.scripting.semantics.texts import ScriptObject, gstring_text
from addon.scripting.values.characters import Character, GString
from addon.scripting.values.hosts import HostObject
from addon.scripting.values.lists import LIST_TYPES
from addon.scripting.values.maps import MAP_TYPES
from addon.scripting.values.numbers import NUMBERS
from addon.scripting.values.ranges import ListIterator, Range, ScriptIterator
from addon.scripting.values.sets import SET_TYPES


def _number(value: Any) -> bool:
    return bool(value != 0 and value == value)


_TRUTH: dict[type, Callable[[Any], bool]] = {
    type(None): lambda value: False,
    bool: lambda value: value,
    str: bool,
    Character: lambda value: value.unit != "\0",
    GString: lambda value: bool(gstring_text(value)),
    Range: lambda value: len(value) > 0,
    ScriptIterator: lambda value: value.has_next(),
    ListIterator: lambda value: value.has_next(),
    **dict.fromkeys(NUMBERS, _number),
    **dict.fromkeys(LIST_TYPES | MAP_TYPES | SET_TYPES, lambda value: len(value) > 0),
}


def truth(value: Any) -> bool:
    """Whether a value counts as true in a condition."""
    if value is True or value is False:
        return value
    rule = _TRUTH.get(type(value))
    if rule is not None:
        return rule(value)
    behavior = BEHAVIORS.get(type(value))
    if behavior is not None:
        return behavior.truth is None or behavior.truth(value)
    if isinstance(value, HostObject):
        return value.is_true()
    if isinstance(value, ScriptObject):
        return value.truth()
    return True
