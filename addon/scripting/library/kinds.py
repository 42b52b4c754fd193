"""Argument kinds of library signatures: which values fit a Java parameter type, and as what they arrive.

A kind's name is a primitive (`int`), a type with rules of its own (`CharSequence`, `Comparator`), or the
simple name of any registered class. A trailing `?` lets null through; otherwise null throws
NullPointerException (`Object` always takes null). Strings arrive as `str`, primitives as plain Python numbers.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from addon.scripting.values.callables import Closure, NativeFunction
from addon.scripting.values.characters import Character, GString
from addon.scripting.values.classes import BY_PYTHON, BY_SIMPLE_NAME, Classed, ClassInfo, class_of
from addon.scripting.values.lists import LIST_TYPES, Array, Tuple
from addon.scripting.values.maps import MAP_TYPES
from addon.scripting.values.numbers import NUMBERS, BigInteger, Byte, Float, Long, Short
from addon.scripting.values.ranges import Range
from addon.scripting.values.sets import SET_TYPES

REFUSED = object()
"""What a converter returns for a value it does not take."""

Converter = Callable[[Any], Any]
Rule = Converter | bool


class Kind:
    """`cache` maps an exact Python type to True (fits), False (does not) or a converter."""

    __slots__ = ("cache", "dynamic", "name")

    def __init__(self, name: str, rules: dict[type, Rule], dynamic: Callable[[type], Rule] | None = None) -> None:
        self.name = name
        self.cache = rules
        self.dynamic = dynamic

    def learn(self, kind: type) -> Rule:
        """Decide for a Python type met for the first time."""
        rule = self.dynamic(kind) if self.dynamic else False
        self.cache[kind] = rule
        return rule

    def accept(self, value: Any) -> tuple[bool, Any]:
        """Whether a value fits, and the value as it arrives."""
        rule = self.cache.get(type(value))
        if rule is None:
            rule = self.learn(type(value))
        if rule is True:
            return True, value
        if rule is False:
            return False, None
        converted = rule(value)
        return (False, None) if converted is REFUSED else (True, converted)


def _text(value: Any) -> str:
    from addon.scripting.semantics.texts import text

    return text(value)


def _whole(value: Any) -> int:
    return int(value)


def _unit(value: Character) -> int:
    return ord(value.unit)


def _wrapped(value: Any) -> int:
    from addon.scripting.semantics.narrowing import to_int

    return to_int(value)


ANY = Kind("Object", {}, lambda _: True)

_INT: dict[type, Rule] = {int: True, Short: _whole, Byte: _whole, Character: _unit}
_LONG: dict[type, Rule] = {**_INT, Long: _whole}
_DOUBLE: dict[type, Rule] = {
    float: True,
    Float: float,
    int: float,
    Long: float,
    BigInteger: float,
    Decimal: float,
    Short: float,
    Byte: float,
}
_TEXT: dict[type, Rule] = {str: True, GString: _text}
_CALLABLE: dict[type, Rule] = {Closure: True, NativeFunction: True}


def _callables(name: str) -> dict[type, Rule]:
    """What is called in the place of an interface. Comparators are Groovy's own methods' too, which take closures."""
    from addon.scripting.semantics.undeclared import OWN, as_interface

    return {**_CALLABLE} if name == "Comparator" or name in OWN else {**_CALLABLE, Closure: as_interface(name)}


def _functional(kind: type) -> Rule:
    """Script objects implementing an interface of one method are called through it."""
    if issubclass(kind, Classed) and kind is not Array:
        return _callable_object
    return False


def _callable_object(value: Any) -> Any:
    from addon.scripting.semantics.functional import as_callable

    return as_callable(value, REFUSED)


def _own_iterable(kind: type) -> Rule:
    """Script objects that implement Iterable arrive as the list of their elements."""
    return _elements if issubclass(kind, Classed) and kind is not Array else False


def _elements(value: Any) -> Any:
    from addon.scripting.semantics.iteration import elements_of

    return elements_of(value) if class_of(value).is_a(BY_SIMPLE_NAME["Iterable"]) else REFUSED


_LISTS: dict[type, Rule] = {**dict.fromkeys(LIST_TYPES - {Array}, True), Tuple: True, Range: True}
_COLLECTIONS: dict[type, Rule] = {**_LISTS, **dict.fromkeys(SET_TYPES, True)}
_NUMBERS: dict[type, Rule] = dict.fromkeys(NUMBERS, True)


def _decimal(value: Any) -> Decimal:
    from addon.scripting.semantics.numeric import to_decimal

    return to_decimal(value)


_FUNCTIONAL = [
    "Comparator",
    "Function",
    "BiFunction",
    "Predicate",
    "BiPredicate",
    "Consumer",
    "BiConsumer",
    "Supplier",
    "UnaryOperator",
    "BinaryOperator",
    "Runnable",
    "Callable",
    "IntFunction",
    "ToIntFunction",
    "ToLongFunction",
    "ToDoubleFunction",
]

_kinds: dict[str, Kind] = {
    "Object": ANY,
    "int": Kind("int", {**_INT, BigInteger: _wrapped}),
    "long": Kind("long", dict(_LONG)),
    "short": Kind("short", {Short: _whole, Byte: _whole}),
    "byte": Kind("byte", {Byte: _whole}),
    "double": Kind("double", dict(_DOUBLE)),
    "float": Kind("float", {kind: rule for kind, rule in _DOUBLE.items() if kind is not float}),
    "boolean": Kind("boolean", {bool: True}),
    "char": Kind("char", {Character: lambda value: value.unit}),
    "Integer": Kind("Integer", {int: True, Short: _whole, Byte: _whole, BigInteger: _wrapped}),
    "Long": Kind("Long", dict(_LONG)),
    "Double": Kind("Double", dict(_DOUBLE)),
    "Boolean": Kind("Boolean", {bool: True}),
    "Character": Kind("Character", {Character: True}),
    "Number": Kind("Number", dict(_NUMBERS)),
    "BigDecimal": Kind("BigDecimal", {Decimal: True, **dict.fromkeys(NUMBERS - {Decimal}, _decimal)}),
    "BigInteger": Kind("BigInteger", {BigInteger: True, **dict.fromkeys((int, Long, Short, Byte), BigInteger)}),
    "String": Kind("String", dict(_TEXT)),
    "GString": Kind("GString", {GString: True}),
    "Closure": Kind("Closure", {Closure: True}),
    "List": Kind("List", dict(_LISTS)),
    "Collection": Kind("Collection", dict(_COLLECTIONS)),
    "Iterable": Kind("Iterable", dict(_COLLECTIONS), _own_iterable),
    "Set": Kind("Set", dict.fromkeys(SET_TYPES, True)),
    "Range": Kind("Range", {Range: True}),
    "Map": Kind("Map", dict.fromkeys(MAP_TYPES, True)),
    "Object[]": Kind("Object[]", {Array: True}),
    **{name: Kind(name, _callables(name), _functional) for name in _FUNCTIONAL},
}


def _array_of(component: str) -> Converter:
    def check(value: Any) -> Any:
        return value if value.component.name == component else REFUSED

    return check


def _by_class(name: str) -> Kind:
    """Values of a registered class or of one below it; text of any kind arrives as `str`."""
    info = BY_SIMPLE_NAME.get(name)
    if info is None:
        return Kind(name, {})

    def decide(kind: type) -> Rule:
        known = BY_PYTHON.get(kind)
        if known is not None:
            if not known.is_a(info):
                return False
            return _text if name == "CharSequence" and kind is not str else True
        if issubclass(kind, Classed):
            return lambda value: value if class_of(value).is_a(info) else REFUSED
        return issubclass(kind, ClassInfo) and BY_PYTHON[ClassInfo].is_a(info)

    return Kind(name, {}, decide)


PRIMITIVES = frozenset(("int", "long", "short", "byte", "double", "float", "boolean", "char"))


def kind_named(word: str) -> Kind:
    """The kind a signature names."""
    known = _kinds.get(word)
    if known is not None and (word == "Object" or type(None) in known.cache):
        return known
    plain = word.removesuffix("?")
    if plain.endswith("[]") and plain != "Object[]":
        made = Kind(plain, {Array: _array_of(plain.removesuffix("[]"))})
    else:
        made = known or _kinds.get(plain) or _by_class(plain)
    nullable = word.endswith("?")
    rules: dict[type, Rule] = dict(made.cache)
    rules[type(None)] = nullable
    made = Kind(word, rules, made.dynamic)
    _kinds[word] = made
    return made
