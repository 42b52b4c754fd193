"""Casts: a value as another type, as typed variables, fields and parameters take it."""

from collections.abc import Callable, Sequence
from math import isinf
from typing import Any

from addon.scripting.errors import Thrown, throw
from addon.scripting.library.registry import find
from addon.scripting.limits import current_run as current
from addon.scripting.limits import meter
from addon.scripting.semantics.equality import SEQUENCES
from addon.scripting.semantics.narrowing import to_int
from addon.scripting.semantics.numbercasts import BOXED, NUMBER_CASTS
from addon.scripting.semantics.numeric import to_decimal
from addon.scripting.semantics.texts import java_text, text
from addon.scripting.semantics.truth import truth
from addon.scripting.values.callables import Closure, NativeFunction
from addon.scripting.values.characters import Character, GString
from addon.scripting.values.classes import PRIMITIVE_CODES, ClassInfo, class_named, class_of, component_of
from addon.scripting.values.lists import Array, ArrayDeque, LinkedList, Stack
from addon.scripting.values.maps import MAP_TYPES, GroovyMap, HashMap
from addon.scripting.values.numbers import FLOATS, NUMBERS
from addon.scripting.values.sets import SET_TYPES, GroovySet, HashSet, TreeSet
from addon.scripting.values.sortedmaps import TreeMap


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
    elif kind.name == "java.lang.Class":
        reason = f" due to: java.lang.ClassNotFoundException: {text(value)}"
    elif type(value) in MAP_TYPES or (type(value) in (SEQUENCES | SET_TYPES) and not _is_primitive_array(value)):
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


def _is_primitive_array(value: Any) -> bool:
    return type(value) is Array and value.component.name in PRIMITIVE_CODES


_NULL_CHAR = (
    'Cannot invoke "java.lang.Character.charValue()" because the return value of '
    '"org.codehaus.groovy.runtime.typehandling.ShortTypeHandling.castToChar(Object)" is null'
)


def cast(value: Any, kind: ClassInfo) -> Any:
    """`(Kind) value`, and assignment to a variable declared with a type."""
    name = kind.name
    if name == "java.lang.Object":
        return value
    convert = NUMBER_CASTS.get(name)
    if convert is not None:
        return cast_number(value, kind, convert)
    if name == "boolean":
        return truth(value)
    if value is None:
        return throw("NullPointerException", _NULL_CHAR) if name == "char" else None
    if name == "java.lang.String":
        return cast_text(value)
    if name == "java.lang.Boolean":
        return truth(value)
    if name in ("char", "java.lang.Character"):
        return cast_character(value, kind)
    actual = class_of(value)
    if actual.is_a(kind):
        return value
    if name.startswith("["):
        same = type(value) is Array and covers(component_of(kind), value.component)
        return value if same else to_array(value, kind, cast)
    if type(value) is Array and name in ("java.util.List", "java.util.Collection"):
        return list(value)
    if name == "java.lang.Class":
        return refuse(value, kind)
    return _cast_object(value, kind)


_NOT_DECIMAL = 'Character {} is neither a decimal digit number, decimal point, nor "e" notation exponential mark.'


def cast_number(value: Any, kind: ClassInfo, convert: Callable[[Any], Any]) -> Any:
    """Any number, or a character or text of one character, as a number."""
    actual = type(value)
    if actual in NUMBERS:
        if convert is to_decimal and actual in FLOATS and (value != value or isinf(value)):
            throw("NumberFormatException", _NOT_DECIMAL.format(java_text(value)[0]))
        return convert(value)
    if value is None:
        return refuse(value, kind) if kind.name in BOXED else None
    if actual is Character and kind.name != "java.lang.Number":
        return convert(ord(value.unit))
    if actual is str or actual is GString:
        plain = text(value)
        if len(plain) == 1 and kind.name != "java.lang.Number":
            return convert(ord(plain))
        return refuse(plain, kind)
    return refuse(value, kind)


def cast_text(value: Any) -> str:
    """Any value as a String."""
    if type(value) is Array and value.component.name == "char":
        return "".join([one.unit for one in value])
    return text(value)


def cast_character(value: Any, kind: ClassInfo) -> Any:
    """A character, number or text of one character as a character."""
    actual = type(value)
    if actual is Character:
        return value
    if actual in NUMBERS:
        return Character(chr(to_int(value) & 0xFFFF))
    plain = text(value) if actual in (str, GString) else java_text(value)
    if len(plain) == 1:
        return Character(plain)
    return refuse(value if actual is GString else plain, kind)


def covers(wanted: ClassInfo, component: ClassInfo) -> bool:
    """Whether an array of `component` is one of `wanted` too: of a sub-class, no primitive."""
    return component is wanted or (component.name not in BOXED and component.is_a(wanted))


def to_array(value: Any, kind: ClassInfo, convert: Callable[[Any, ClassInfo], Any]) -> Any:
    """The elements of a value as an array of a kind, each converted."""
    from addon.scripting.semantics.iteration import elements_of

    component = component_of(kind)
    elements = list(text(value)) if type(value) in (str, GString) else elements_of(value)
    meter().elements(len(elements) * 2)
    meter().walk(len(elements) * 2)
    return Array(component, [convert(one, component) for one in elements])


def _cast_object(value: Any, kind: ClassInfo) -> Any:
    from addon.scripting.semantics.instances import ScriptClass

    actual = type(value)
    if isinstance(kind, ScriptClass) and kind.enum:
        if actual in (str, GString):
            return enum_named(kind, text(value))
        throw(
            "GroovyCastException",
            f"Cannot cast object '{java_text(value)}' with class '{class_of(value).name}' to class '{kind.name}'",
        )
    if actual is Closure and (kind.interface or (isinstance(kind, ScriptClass) and kind.abstract)):
        return closure_as(value, kind)
    if actual is NativeFunction and kind.interface:
        return value
    if actual in SEQUENCES or actual in SET_TYPES or actual is Array:
        made = collection_as(list(value), kind, for_cast=True)
        if made is not None:
            return made
        if isinstance(kind, ScriptClass) and not kind.interface:
            return _constructed(value, kind, list(value))
        if kind.constructors and not _is_primitive_array(value):
            found = find(kind.constructors, "", list(value)) or find(kind.constructors, "", [list(value)])
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
    """A list as the arguments of a constructor, else as its only one; a map as its named ones; what goes wrong there is
    told as the cause."""
    from addon.scripting.semantics.calling import throwable_message
    from addon.scripting.semantics.construction import construct

    try:
        return construct(current_run(), kind, arguments)
    except Thrown as error:
        message = throwable_message(error.value)
        name = error.value.class_info.name
        if (message or "").startswith("Could not find matching constructor for: ") and kind.constructors_of:
            try:
                return construct(current_run(), kind, (value,))
            except Thrown as second:
                if not (throwable_message(second.value) or "").startswith("Could not find matching constructor for: "):
                    raise
        if name == "java.lang.IllegalArgumentException" and message is None:
            raise
        if name == "groovy.lang.MissingPropertyException":
            name = "org.codehaus.groovy.runtime.metaclass.MissingPropertyExceptionNoStack"
        told = name + ("" if message is None else f": {message}")
    return throw(
        "GroovyCastException",
        f"Cannot cast object '{java_text(value)}' with class '{class_of(value).name}' to class '{kind.name}' "
        f"due to: {told}",
    )


def closure_as(value: Closure, kind: ClassInfo) -> Any:
    """A closure as an object of an interface."""
    from addon.scripting.semantics.functional import FUNCTIONAL, RETURNS
    from addon.scripting.semantics.instances import ScriptClass
    from addon.scripting.semantics.proxies import single_proxy
    from addon.scripting.semantics.undeclared import OWN, declaring

    if kind.simple in FUNCTIONAL:
        call = _checked(value, RETURNS.get(kind.simple))
        return NativeFunction(call if kind.simple in OWN else declaring(call), value.size, kind.name)
    if not is_single_method(kind) and not isinstance(kind, ScriptClass):
        return refuse(value, kind)
    if isinstance(kind, ScriptClass):
        return single_proxy(value, kind)
    return value


def _checked(closure: Closure, returns: str | None) -> Callable[..., Any]:
    """The closure as a method of an interface, which gives what it declares or throws."""
    if returns is None:
        return closure.call
    from addon.scripting.semantics.castfailures import given_back

    return lambda *arguments: given_back(closure.call(*arguments), returns)


def is_single_method(kind: ClassInfo) -> bool:
    """Whether a closure can stand for an interface: it has one method to implement."""
    from addon.scripting.semantics.functional import only_method

    return only_method(kind) is not None


def current_run() -> Any:
    """The run in progress."""
    return current()


def enum_named(kind: Any, name: str) -> Any:
    """Enum.valueOf"""
    from addon.scripting.semantics.fieldvalues import statics

    constants = statics(current_run(), kind)["$constants"]
    if constants is None:
        throw("IllegalArgumentException", f"{kind.name} is not an enum class")
    for constant in constants:
        if constant.fields["$name"] == name:
            return constant
    return throw("IllegalArgumentException", f"No enum constant {kind.name.replace('$', '.')}.{name}")


def collection_as(elements: list[Any], kind: ClassInfo, for_cast: bool) -> Any:
    """Elements as one of the library's collections; None where the kind is no collection that can be made so."""
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
    if name in _LIKE_STACK and not for_cast:
        return _LIKE_STACK[name](elements)
    if name in ("java.util.SortedSet", "java.util.TreeSet", "java.util.NavigableSet"):
        from addon.scripting.semantics.naturalorder import natural

        return TreeSet(elements, TreeMap(natural))
    found = find(kind.constructors, "", [elements]) if kind.is_a(_COLLECTION) and kind.constructors else None
    return found[0](current_run(), *found[1]) if found is not None else None


_CONCRETE = frozenset(f"java.util.{name}" for name in ("LinkedList", "TreeSet", "ArrayList"))
_COLLECTION = class_named("java.util.Collection")
_LIKE_STACK: dict[str, Callable[[list[Any]], Any]] = {
    "java.util.Stack": Stack,
    "java.util.ArrayDeque": ArrayDeque,
}
