"""Casts and `as`: a value as another type."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from math import isinf
from typing import Any

from addon.scripting.errors import Thrown, throw
from addon.scripting.limits import meter
from addon.scripting.semantics.equality import SEQUENCES
from addon.scripting.semantics.extend import BEHAVIORS
from addon.scripting.semantics.narrowing import to_byte, to_float, to_int, to_long, to_short, whole
from addon.scripting.semantics.numbertexts import PARSERS
from addon.scripting.semantics.numeric import charge_digits, to_decimal
from addon.scripting.semantics.texts import ScriptObject, java_text, text
from addon.scripting.semantics.truth import truth
from addon.scripting.values.callables import Closure, NativeFunction
from addon.scripting.values.characters import Character, GString
from addon.scripting.values.classes import BY_NAME, PRIMITIVE_CODES, ClassInfo, class_of
from addon.scripting.values.lists import Array, ArrayDeque, LinkedList, Stack
from addon.scripting.values.maps import MAP_TYPES, GroovyMap, HashMap, TreeMap
from addon.scripting.values.numbers import FLOATS, NUMBERS, BigInteger
from addon.scripting.values.ranges import ScriptIterator
from addon.scripting.values.sets import SET_TYPES, GroovySet, HashSet, TreeSet

BOXED = {
    "int": "java.lang.Integer",
    "long": "java.lang.Long",
    "short": "java.lang.Short",
    "byte": "java.lang.Byte",
    "double": "java.lang.Double",
    "float": "java.lang.Float",
    "boolean": "java.lang.Boolean",
    "char": "java.lang.Character",
}


def refuse(value: Any, kind: ClassInfo) -> Any:
    """Raise GroovyCastException as Groovy words it."""
    if value is None:
        boxed = BOXED.get(kind.name)
        hint = f". Try '{boxed}' instead" if boxed else ""
        throw("GroovyCastException", f"Cannot cast object 'null' with class 'null' to class '{kind.name}'{hint}")
    reason = ""
    if kind.name in ("char", "java.lang.Character"):
        throw(
            "GroovyCastException",
            f"Cannot cast object '{text(value)}' with class 'java.lang.String' to class 'char'",
        )
    if kind.name in NUMBER_CASTS or kind.name.startswith("["):
        pass
    elif type(value) in MAP_TYPES or (type(value) in (SEQUENCES | SET_TYPES) and type(value) is not Array):
        from addon.scripting.semantics.missing import argument_types

        arguments = [value] if type(value) in MAP_TYPES else list(value)
        reason = (
            " due to: groovy.lang.GroovyRuntimeException: Could not find matching constructor for: "
            f"{kind.name}({argument_types(arguments)})"
        )
    throw(
        "GroovyCastException",
        f"Cannot cast object '{java_text(value)}' with class '{class_of(value).name}' to class '{kind.name}'{reason}",
    )


def _to_double(value: Any) -> float:
    return decimal_float(value) if type(value) is Decimal else _float_of(value)


def _float_of(value: Any) -> float:
    try:
        return float(value)
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def decimal_float(value: Decimal) -> float:
    """BigDecimal.doubleValue()"""
    charge_digits(value)
    return float(value)


def to_big_integer(value: Any) -> BigInteger:
    if type(value) in FLOATS:
        value = to_decimal(value)
    return BigInteger(whole(value))


NUMBER_CASTS: dict[str, Callable[[Any], Any]] = {
    "int": to_int,
    "java.lang.Integer": to_int,
    "long": to_long,
    "java.lang.Long": to_long,
    "short": to_short,
    "java.lang.Short": to_short,
    "byte": to_byte,
    "java.lang.Byte": to_byte,
    "double": _to_double,
    "java.lang.Double": _to_double,
    "float": to_float,
    "java.lang.Float": to_float,
    "java.math.BigInteger": to_big_integer,
    "java.math.BigDecimal": to_decimal,
    "java.lang.Number": lambda value: value,
}


def cast(value: Any, kind: ClassInfo) -> Any:
    """`(Kind) value`, and assignment to a variable declared with a type."""
    name = kind.name
    if name == "java.lang.Object":
        return value
    convert = NUMBER_CASTS.get(name)
    if convert is not None:
        return _cast_number(value, kind, convert)
    if name == "boolean":
        return truth(value)
    if value is None:
        return refuse(value, kind) if name == "char" else None
    if name == "java.lang.String":
        return _cast_string(value)
    if name == "java.lang.Boolean":
        return truth(value)
    if name in ("char", "java.lang.Character"):
        return _cast_character(value, kind)
    actual = class_of(value)
    if actual.is_a(kind):
        return value
    if name.startswith("["):
        return _to_array(value, kind, cast)
    if type(value) is Array and name in ("java.util.List", "java.util.Collection", "java.lang.Iterable"):
        return list(value)
    if name == "java.lang.Class":
        return refuse(value, kind)
    return _cast_object(value, kind)


def _cast_number(value: Any, kind: ClassInfo, convert: Callable[[Any], Any]) -> Any:
    actual = type(value)
    if actual in NUMBERS:
        if convert is to_decimal and actual in FLOATS and (value != value or isinf(value)):
            return refuse(value, kind)
        return convert(value)
    if value is None:
        return refuse(value, kind) if kind.name in BOXED else None
    if actual is Character:
        return convert(ord(value.unit))
    if actual is str or actual is GString:
        plain = text(value)
        if len(plain) == 1 and kind.name != "java.lang.Number":
            return convert(ord(plain))
        return refuse(plain, kind)
    return refuse(value, kind)


def _cast_string(value: Any) -> str:
    if type(value) is Array and value.component.name == "char":
        return "".join([one.unit for one in value])
    return text(value)


def _cast_character(value: Any, kind: ClassInfo) -> Any:
    actual = type(value)
    if actual is Character:
        return value
    if actual in NUMBERS:
        return Character(chr(to_int(value) & 0xFFFF))
    plain = text(value)
    if len(plain) == 1:
        return Character(plain)
    return refuse(value, kind)


def _to_array(value: Any, kind: ClassInfo, convert: Callable[[Any, ClassInfo], Any]) -> Any:
    from addon.scripting.semantics.iteration import elements_of
    from addon.scripting.values.classes import component_of

    component = component_of(kind)
    elements = list(text(value)) if type(value) in (str, GString) else elements_of(value)
    meter().elements(len(elements) * 2)
    meter().walk(len(elements) * 2)
    return Array(component, [convert(one, component) for one in elements])


def _cast_object(value: Any, kind: ClassInfo) -> Any:
    from addon.scripting.semantics.instances import ScriptClass

    actual = type(value)
    if actual in (str, GString) and isinstance(kind, ScriptClass) and kind.enum:
        return enum_named(kind, text(value))
    if actual is Closure and (kind.interface or (isinstance(kind, ScriptClass) and kind.abstract)):
        return closure_as(value, kind)
    if actual is NativeFunction and kind.interface:
        return value
    if actual in SEQUENCES or actual in SET_TYPES or actual is Array:
        made = _collection_as(list(value), kind, for_cast=True)
        if made is not None:
            return made
        if isinstance(kind, ScriptClass) and not kind.interface:
            return _constructed(value, kind, list(value))
        if actual in SEQUENCES and kind.constructors:
            from addon.scripting.library.registry import find

            found = find(kind.constructors, "", list(value))
            if found is not None:
                return found[0](current_run(), *found[1])
    if actual in MAP_TYPES and kind.name == "java.util.TreeMap":
        from addon.scripting.semantics.naturalorder import natural

        return TreeMap(natural, value.items())
    if actual in MAP_TYPES and kind.name in ("java.util.LinkedHashMap", "java.util.HashMap"):
        meter().entries(len(value))
        return (GroovyMap if kind.name.endswith("LinkedHashMap") else HashMap)(value.items())
    if actual in MAP_TYPES and isinstance(kind, ScriptClass) and not kind.interface:
        return _constructed(value, kind, (value,))
    return refuse(value, kind)


def _constructed(value: Any, kind: Any, arguments: Sequence[Any]) -> Any:
    """A list as the arguments of a constructor, a map as its named ones; what goes wrong there is told as the cause."""
    from addon.scripting.semantics.calling import throwable_message
    from addon.scripting.semantics.construction import construct

    try:
        return construct(current_run(), kind, arguments)
    except Thrown as error:
        message = throwable_message(error.value)
        told = error.value.class_info.name + ("" if message is None else f": {message}")
    return throw(
        "GroovyCastException",
        f"Cannot cast object '{java_text(value)}' with class '{class_of(value).name}' to class '{kind.name}' "
        f"due to: {told}",
    )


def closure_as(value: Closure, kind: ClassInfo) -> Any:
    """A closure as an object of an interface."""
    from addon.scripting.semantics.functional import FUNCTIONAL
    from addon.scripting.semantics.instances import ScriptClass
    from addon.scripting.semantics.proxies import single_proxy

    if kind.simple in FUNCTIONAL:
        return NativeFunction(value.call, value.size, kind.name)
    if not is_single_method(kind) and not isinstance(kind, ScriptClass):
        return refuse(value, kind)
    if isinstance(kind, ScriptClass):
        return single_proxy(value, kind)
    return value


def is_single_method(kind: ClassInfo) -> bool:
    """Whether a closure can stand for an interface: it has one method to implement."""
    from addon.scripting.semantics.functional import only_method

    return only_method(kind) is not None


def current_run() -> Any:
    """The run in progress."""
    from addon.scripting.limits import current_run as current

    return current()


def enum_named(kind: Any, name: str) -> Any:
    """Enum.valueOf"""
    from addon.scripting.semantics.instances import statics

    held = statics(current_run(), kind)
    for constant in held["$constants"]:
        if constant.fields["$name"] == name:
            return constant
    return throw("IllegalArgumentException", f"No enum constant {kind.name.replace('$', '.')}.{name}")


def _collection_as(elements: list[Any], kind: ClassInfo, for_cast: bool) -> Any:
    name = kind.name
    meter().elements(len(elements))
    meter().walk(len(elements))
    if name in ("java.util.Set", "java.util.LinkedHashSet", "java.util.HashSet"):
        meter().entries(len(elements))
        return HashSet(elements) if name == "java.util.HashSet" and not for_cast else GroovySet(elements)
    if for_cast and name not in _CONCRETE:
        return None
    if name in (
        "java.util.List",
        "java.util.ArrayList",
        "java.util.Collection",
        "java.lang.Iterable",
        "java.util.AbstractList",
    ):
        return list(elements)
    if name in ("java.util.LinkedList", "java.util.Queue", "java.util.Deque"):
        return LinkedList(elements)
    if name == "java.util.Stack":
        return Stack(elements)
    if name == "java.util.ArrayDeque":
        return ArrayDeque(elements)
    if name in ("java.util.SortedSet", "java.util.TreeSet", "java.util.NavigableSet"):
        from addon.scripting.semantics.naturalorder import natural

        return TreeSet(elements, TreeMap(natural))
    return None


_CONCRETE = frozenset(f"java.util.{name}" for name in ("LinkedList", "Stack", "ArrayDeque", "TreeSet", "ArrayList"))


AS_TEXT = frozenset(
    [
        *(*BOXED, *BOXED.values()),
        *("java.math.BigDecimal", "java.math.BigInteger", "java.util.List", "java.util.Collection"),
        *("[Ljava.lang.String;", "[Ljava.lang.Object;", "[C"),
    ]
)
"""What a StringBuilder becomes as the text in it does."""


def as_type(value: Any, kind: ClassInfo) -> Any:
    """`value as Kind`"""
    name = kind.name
    if value is None:
        if name == "boolean":
            return False
        return throw("NullPointerException") if name in BOXED else None
    actual = type(value)
    if actual in BEHAVIORS and name in AS_TEXT and class_of(value).simple in ("StringBuilder", "StringBuffer"):
        return as_type(text(value), kind)
    if actual is str or actual is GString:
        plain = text(value)
        parse = PARSERS.get(name)
        if parse is not None:
            return parse(plain)
        if name in ("char", "java.lang.Character"):
            return _cast_character(plain[:1] if actual is str else value, kind)
        if name in ("java.util.List", "java.util.ArrayList", "java.util.Collection"):
            meter().elements(len(plain))
            return list(plain)
        if name == "java.util.Set":
            meter().elements(len(plain) * 2)
            return GroovySet(list(plain))
    if isinstance(value, ScriptObject):
        from addon.scripting.semantics.calling import find_method

        found = find_method(current_run(), value, "asType", (kind,), own=True)
        if found is not None:
            return found()
    if name == "java.lang.String":
        return _cast_string(value)
    if name in ("boolean", "java.lang.Boolean"):
        return truth(value)
    if name.startswith("["):
        same = actual is Array and (
            value.class_info is kind or (name == "[Ljava.lang.Object;" and value.component.name not in PRIMITIVE_CODES)
        )
        return value if same else _to_array(value, kind, as_type)
    if actual in NUMBERS and name in NUMBER_CASTS:
        return _cast_number(value, kind, NUMBER_CASTS[name])
    if class_of(value).is_a(kind):
        return value
    if isinstance(value, ScriptObject):
        mixed = _with_trait(value, kind)
        if mixed is not None:
            return mixed
    if actual in SEQUENCES or actual in SET_TYPES or actual is Array:
        made = _collection_as(list(value), kind, for_cast=False)
        if made is not None:
            return made
    if actual in MAP_TYPES:
        return _map_as(value, kind)
    if name in ("java.util.List", "java.util.Collection", "java.util.ArrayList") and actual is not Closure:
        from addon.scripting.semantics.iteration import elements_of
        from addon.scripting.semantics.patterns import Matcher

        return elements_of(value) if isinstance(value, (ScriptIterator, Matcher)) else [value]
    if name in BOXED and name not in ("boolean", "char"):
        return cast(value, BY_NAME[BOXED[name]])
    return cast(value, kind)


def _with_trait(value: Any, kind: ClassInfo) -> Any:
    from addon.scripting.semantics.instances import Instance, ScriptClass
    from addon.scripting.semantics.proxies import with_traits

    if type(value) is Instance and isinstance(kind, ScriptClass) and kind.interface:
        return with_traits(value, [kind])
    return None


def _map_as(value: Any, kind: ClassInfo) -> Any:
    from addon.scripting.semantics.instances import ScriptClass

    name = kind.name
    if name == "java.util.HashMap":
        return value if type(value) in (GroovyMap, HashMap) else HashMap(value.items())
    if name in ("java.util.TreeMap", "java.util.SortedMap", "java.util.NavigableMap"):
        from addon.scripting.semantics.naturalorder import natural

        return TreeMap(natural, value.items())
    if name in ("java.util.LinkedHashMap", "java.util.Map"):
        return GroovyMap(value.items())
    if kind.interface or (isinstance(kind, ScriptClass) and kind.abstract):
        from addon.scripting.semantics.proxies import map_proxy

        return map_proxy(value, kind)
    if isinstance(kind, ScriptClass) and not kind.enum:
        from addon.scripting.semantics.construction import construct

        return construct(current_run(), kind, (value,))
    if name in NUMBER_CASTS or name == "java.lang.Character":
        throw("GroovyCastException", f"Cannot coerce a map to class {name} because it is a final class")
    return cast(value, kind)
