"""What an array takes as an element: less than a typed variable does, and with errors of its own."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.semantics.castfailures import cast_failure
from addon.scripting.semantics.coerce import cast
from addon.scripting.semantics.numbercasts import BOXED, NUMBER_CASTS
from addon.scripting.semantics.texts import text
from addon.scripting.values.characters import Character, GString
from addon.scripting.values.classes import ClassInfo, class_of
from addon.scripting.values.numbers import NUMBERS

_WIDE = ("int", "long", "float", "double")
_CHARACTERS = ("char", "java.lang.Character")


def stored(value: Any, component: ClassInfo) -> Any:
    """A value as an array of `component` holds it."""
    name = component.name
    actual = type(value)
    if name in BOXED:
        return _primitive(value, component)
    if actual in NUMBERS or name == "java.lang.Object" or name.startswith("["):
        return cast(value, component)
    if value is None:
        return None
    if name in _CHARACTERS:
        return _only_character(value)
    if name in NUMBER_CASTS and actual in (str, GString, Character):
        return cast(_only_character(value), component)
    if name == "java.lang.String" and actual is GString:
        return text(value)
    if not class_of(value).is_a(component):
        throw("ArrayStoreException", class_of(value).name)
    return value


def _primitive(value: Any, component: ClassInfo) -> Any:
    name = component.name
    actual = type(value)
    if name == "char":
        return _only_character(value)
    if name == "boolean":
        return value if actual is bool else _unlike(value, "booleanValue", "java.lang.Boolean")
    if actual in NUMBERS:
        return cast(value, component)
    if name in _WIDE and actual in (str, GString, Character):
        return cast(_only_character(value), component)
    return _unlike(value, f"{name}Value", "java.lang.Number")


def _unlike(value: Any, method: str, wanted: str) -> Any:
    if value is None:
        throw("NullPointerException", f'Cannot invoke "{wanted}.{method}()" because "newValue" is null')
    return cast_failure(value, wanted)


def _only_character(value: Any) -> Any:
    """The character that a text of length one is."""
    if type(value) in (str, GString):
        plain = text(value)
        if len(plain) != 1:
            throw("IllegalArgumentException", "String of length 1 expected but got a bigger one")
        return Character(plain)
    return value if value is None or type(value) is Character else cast_failure(value, "java.lang.Character")
