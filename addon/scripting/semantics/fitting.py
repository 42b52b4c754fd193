"""How far an argument is from a parameter, and the argument as the parameter takes it."""

from typing import Any

from addon.scripting.semantics.coerce import _NUMBER_CASTS, BOXED
from addon.scripting.semantics.numbertexts import _WIDER
from addon.scripting.semantics.texts import text
from addon.scripting.values.callables import Closure, NativeFunction
from addon.scripting.values.characters import Character, GString
from addon.scripting.values.classes import ClassInfo, class_of
from addon.scripting.values.numbers import NUMBERS


def distance(value: Any, kind: ClassInfo | None) -> int:
    """How far a value is from a declared type: 0 exact, -1 when it does not fit."""
    if kind is None:
        return 50 if value is not None else 1
    name = kind.name
    if value is None:
        return -1 if name in BOXED else (1 if name == "java.lang.Object" else 10)
    wider = _WIDER.get(type(value))
    if wider is not None and name in wider:
        return wider[name]
    if name == "java.lang.Object":
        return 49
    actual = class_of(value)
    if actual is kind:
        return 0
    if actual.is_a(kind):
        return 2 + list(actual.ancestors).index(kind) + (5 if kind.interface else 0)
    if name == "java.lang.String" and type(value) is GString:
        return 3
    if type(value) in (Closure, NativeFunction) and kind.interface and kind.name != "java.lang.CharSequence":
        return 12
    return -1


def fit(value: Any, kind: ClassInfo) -> Any:
    """An argument as its parameter holds it: numbers widened, GStrings made strings."""
    name = kind.name
    actual = type(value)
    if name == "java.lang.String":
        return text(value) if actual is GString else value
    if actual in NUMBERS and name in _NUMBER_CASTS:
        return _NUMBER_CASTS[name](value)
    if actual is Character and name == "int":
        return ord(value.unit)
    return value
