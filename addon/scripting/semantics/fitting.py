"""Which parameters an argument fits, how far it is from each, and the argument as the parameter takes it.

Distances are those of Groovy's MetaClassHelper: what is nearest is called, equal distances are an error.
"""

from decimal import Decimal
from functools import lru_cache
from typing import Any

from addon.scripting.semantics.coerce import closure_as, covers, is_single_method
from addon.scripting.semantics.numbercasts import BOXED, NUMBER_CASTS
from addon.scripting.semantics.texts import text
from addon.scripting.values.callables import Closure, NativeFunction
from addon.scripting.values.characters import Character, GString
from addon.scripting.values.classes import OBJECT, Classed, ClassInfo, class_of, component_of
from addon.scripting.values.lists import Array
from addon.scripting.values.numbers import NUMBERS, BigInteger, Byte, Float, Long, Short

_WHOLE = (int, Short, Byte)
_FITTING: dict[str, tuple[type, ...]] = {
    "int": (*_WHOLE, BigInteger),
    "long": (*_WHOLE, Long),
    "short": (Short, Byte),
    "byte": (Byte,),
    "char": (Character,),
    "boolean": (bool,),
    "float": (*_WHOLE, Long, BigInteger, Decimal, Float),
    "double": (*_WHOLE, Long, BigInteger, Decimal, Float, float),
    "java.math.BigDecimal": (*_WHOLE, Long, BigInteger, Decimal, Float, float),
    "java.math.BigInteger": (*_WHOLE, Long, BigInteger),
}
_FITTING |= {boxed: _FITTING[plain] for plain, boxed in BOXED.items()}
"""The values that a parameter of a simple type takes, null aside."""

_KINDS = (
    *("boolean", "java.lang.Boolean", "byte", "java.lang.Byte", "short", "java.lang.Short"),
    *("char", "java.lang.Character", "int", "java.lang.Integer", "long", "java.lang.Long", "java.math.BigInteger"),
    *("float", "java.lang.Float", "double", "java.lang.Double", "java.math.BigDecimal"),
    *("java.lang.Number", "java.lang.Object"),
)
_TABLE = {
    bool: (1, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 2),
    Byte: (18, 19, 1, 0, 2, 3, 16, 17, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15),
    Short: (18, 19, 14, 15, 1, 0, 16, 17, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13),
    Character: (18, 19, 16, 17, 14, 15, 1, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13),
    int: (18, 19, 14, 15, 12, 13, 16, 17, 1, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
    Long: (18, 19, 14, 15, 12, 13, 16, 17, 10, 11, 1, 0, 2, 3, 4, 5, 6, 7, 8, 9),
    BigInteger: (18, 19, 9, 10, 7, 8, 16, 17, 5, 6, 3, 4, 0, 14, 15, 12, 13, 11, 1, 2),
    Float: (18, 19, 14, 15, 12, 13, 16, 17, 10, 11, 8, 9, 7, 1, 0, 2, 3, 4, 5, 6),
    float: (18, 19, 14, 15, 12, 13, 16, 17, 10, 11, 8, 9, 7, 5, 6, 1, 0, 2, 3, 4),
    Decimal: (18, 19, 14, 15, 12, 13, 16, 17, 10, 11, 8, 9, 7, 5, 6, 3, 4, 0, 1, 2),
}
_NEARNESS = {kind: dict(zip(_KINDS, row, strict=True)) for kind, row in _TABLE.items()}
"""How far simple values are from the simple types, in Groovy's own order of preference."""

SIMPLE = 1 << 21
REFERENCE = 1 << 23
VARIADIC = 1 << 44
"""Weights: an interface is nearer than a simple type that must be converted, that nearer than a parent class."""


def accepts(value: Any, kind: ClassInfo | None) -> bool:
    """Whether a parameter of this type takes the value."""
    if kind is None or kind is OBJECT:
        return True
    name = kind.name
    if value is None:
        return name not in BOXED
    actual = type(value)
    fitting = _FITTING.get(name)
    if fitting is not None:
        return actual in fitting or (name not in BOXED and isinstance(value, Classed) and value.class_info is kind)
    if name == "java.lang.String":
        return actual is str or actual is GString or (isinstance(value, Classed) and value.class_info is kind)
    if class_of(value).is_a(kind):
        return True
    if actual is Array:
        return name.startswith("[") and _takes_elements(component_of(kind), value.component)
    return actual in (Closure, NativeFunction) and is_single_method(kind)


def _takes_elements(wanted: ClassInfo, component: ClassInfo) -> bool:
    """Whether an array of `wanted` takes the elements of one of `component`, boxed or unboxed where need be."""
    if covers(wanted, component):
        return True
    return (wanted is OBJECT and component.name in BOXED) or BOXED.get(wanted.name, wanted.name) == BOXED.get(
        component.name, component.name
    )


def distance(value: Any, kind: ClassInfo | None) -> int:
    """How far a value that the parameter accepts is from its type; 0 is exact."""
    wanted = kind or OBJECT
    if value is None:
        return _null_distance(wanted)
    near = _NEARNESS.get(type(value))
    if near is not None and wanted.name in near:
        return near[wanted.name] * SIMPLE
    actual = class_of(value)
    if actual is wanted:
        return 0
    if wanted.interface:
        far = _interface_distance(actual, wanted)
        if far >= 0:
            return 30 * REFERENCE if type(value) in (Short, Byte, Character) else far
    steps = 21
    if actual.name.startswith("[") and not wanted.name.startswith("["):
        steps += 4
    return (steps + _class_distance(actual, wanted)) * REFERENCE


def _null_distance(wanted: ClassInfo) -> int:
    """Null is nearest to Object, then to interfaces, then to the classes right below Object."""
    if wanted.interface:
        return REFERENCE
    if wanted.name.startswith("["):
        return 2 * REFERENCE
    steps = 2 if wanted.name in _GROOVY_OBJECTS else 0
    one: ClassInfo | None = wanted
    while one is not None and one is not OBJECT:
        steps += 2
        one = _parent(one)
    return steps * REFERENCE


_GROOVY_OBJECTS = frozenset(("groovy.lang.GString", "groovy.lang.Closure"))
"""Classes whose parent GroovyObjectSupport is not in our tables."""


@lru_cache(4096)
def _interface_distance(actual: ClassInfo, wanted: ClassInfo) -> int:
    """The longest way over interfaces, steps to a parent class not counted; -1 where there is none."""
    if actual is wanted:
        return 0
    longest = -1
    for parent in actual.parents:
        far = _interface_distance(parent, wanted)
        if far >= 0 and parent.interface:
            far += 1
        longest = max(longest, far)
    return longest


def _class_distance(actual: ClassInfo, wanted: ClassInfo) -> int:
    steps = 0
    one: ClassInfo | None = actual
    while one is not None and one is not wanted:
        if one.name == "groovy.lang.GString":
            return steps + (2 if wanted.name == "java.lang.String" else 3)
        steps += 3
        one = _parent(one)
    return steps


def _parent(one: ClassInfo) -> ClassInfo | None:
    if one is OBJECT:
        return None
    return next((parent for parent in one.parents if not parent.interface), OBJECT)


def fit(value: Any, kind: ClassInfo) -> Any:
    """An argument as its parameter holds it: numbers widened, GStrings made strings, closures their interface."""
    name = kind.name
    actual = type(value)
    if name == "java.lang.String":
        return text(value) if actual is GString else value
    if actual in NUMBERS and name in NUMBER_CASTS:
        return NUMBER_CASTS[name](value)
    if actual is Closure and not class_of(value).is_a(kind):
        return closure_as(value, kind)
    if actual is Array and name.startswith("["):
        component = component_of(kind)
        return value if covers(component, value.component) else Array(component, list(value))
    return value
