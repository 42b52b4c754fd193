"""How far an argument is from a parameter, and the argument as the parameter takes it."""

from decimal import Decimal
from typing import Any

from addon.scripting.semantics.coerce import BOXED, NUMBER_CASTS
from addon.scripting.semantics.texts import text
from addon.scripting.values.callables import Closure, NativeFunction
from addon.scripting.values.characters import Character, GString
from addon.scripting.values.classes import ClassInfo, class_of
from addon.scripting.values.numbers import NUMBERS, BigInteger, Byte, Float, Long, Short

WIDER: dict[type, dict[str, int]] = {
    int: {
        "int": 0,
        "java.lang.Integer": 1,
        "long": 3,
        "java.lang.Long": 4,
        "java.math.BigInteger": 6,
        "float": 7,
        "double": 8,
        "java.lang.Float": 7,
        "java.lang.Double": 8,
        "java.math.BigDecimal": 9,
    },
    Long: {
        "long": 0,
        "java.lang.Long": 1,
        "java.math.BigInteger": 5,
        "float": 6,
        "double": 7,
        "java.lang.Float": 6,
        "java.lang.Double": 7,
        "java.math.BigDecimal": 8,
    },
    Short: {
        "short": 0,
        "java.lang.Short": 1,
        "int": 2,
        "java.lang.Integer": 3,
        "long": 4,
        "java.lang.Long": 5,
        "double": 8,
        "java.lang.Double": 9,
    },
    Byte: {
        "byte": 0,
        "java.lang.Byte": 1,
        "short": 2,
        "int": 3,
        "java.lang.Integer": 4,
        "long": 5,
        "java.lang.Long": 6,
        "double": 8,
    },
    float: {"double": 0, "java.lang.Double": 1, "java.math.BigDecimal": 5},
    Float: {"float": 0, "java.lang.Float": 1, "double": 2, "java.lang.Double": 3},
    Decimal: {"java.math.BigDecimal": 0, "double": 4, "java.lang.Double": 5},
    BigInteger: {"java.math.BigInteger": 0, "java.math.BigDecimal": 5, "double": 6, "java.lang.Double": 7},
    bool: {"boolean": 0, "java.lang.Boolean": 1},
    Character: {"char": 0, "java.lang.Character": 1, "int": 5},
}


def distance(value: Any, kind: ClassInfo | None) -> int:
    """How far a value is from a declared type: 0 exact, -1 when it does not fit."""
    if kind is None:
        return 50 if value is not None else 1
    name = kind.name
    if value is None:
        return -1 if name in BOXED else (1 if name == "java.lang.Object" else 10)
    wider = WIDER.get(type(value))
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
    if actual in NUMBERS and name in NUMBER_CASTS:
        return NUMBER_CASTS[name](value)
    if actual is Character and name == "int":
        return ord(value.unit)
    return value
