"""toString as Groovy prints, and inspect."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from addon.scripting.errors import LimitExceeded, throw
from addon.scripting.limits import meter
from addon.scripting.semantics.extend import BEHAVIORS
from addon.scripting.values.callables import Closure, NativeFunction
from addon.scripting.values.characters import Character, GString
from addon.scripting.values.classes import BY_NAME, PRIMITIVE_CODES, Classed, ClassInfo, class_of
from addon.scripting.values.hosts import HostObject
from addon.scripting.values.lists import LIST_TYPES, Array
from addon.scripting.values.maps import MAP_TYPES
from addon.scripting.values.numbers import BigInteger, Byte, Float, Long, Short, double_text, float_text
from addon.scripting.values.ranges import Entry, Range
from addon.scripting.values.sets import SET_TYPES
from addon.scripting.values.throwables import Throwable

DEEPEST = 400
"""Collections nested deeper than this cannot be printed, compared or hashed."""


def too_deep() -> LimitExceeded:
    """Collections are nested too deep to walk."""
    return LimitExceeded("depth", f"Collections are nested deeper than {DEEPEST}.")


def text(value: Any) -> str:
    """The text of a value, as string concatenation and println give it."""
    kind = type(value)
    if kind is str:
        return value  # type: ignore[no-any-return]
    written = _SIMPLE.get(kind)
    if written is not None:
        return written(value)
    return _text_at(value, 0)


def big_text(value: int) -> str:
    """Decimal digits of an integer of any size; charged, since converting takes quadratic time."""
    bits = value.bit_length()
    if bits > 4096:
        gauge = meter()
        gauge.text(bits // 3)
        gauge.step((bits // 512) ** 2)
        return str(Decimal(int(value)))
    return int.__repr__(int(value))


def _decimal_text(value: Decimal) -> str:
    size = value.__sizeof__()
    if size > 600:
        meter().step(size >> 8)
    return str(value)


_SIMPLE: dict[type, Callable[[Any], str]] = {
    type(None): lambda value: "null",
    bool: lambda value: "true" if value else "false",
    int: lambda value: int.__repr__(value),
    Long: lambda value: int.__repr__(value),
    Short: lambda value: int.__repr__(value),
    Byte: lambda value: int.__repr__(value),
    BigInteger: big_text,
    float: double_text,
    Float: float_text,
    Decimal: _decimal_text,
    Character: lambda value: value.unit,
}


def _text_at(value: Any, depth: int) -> str:
    kind = type(value)
    if kind is str:
        return value  # type: ignore[no-any-return]
    written = _SIMPLE.get(kind)
    if written is not None:
        return written(value)
    if depth > DEEPEST:
        raise too_deep()
    if kind is GString:
        return gstring_text(value, depth)
    if kind is Array and value.component.name == "char":
        meter().elements(len(value))
        return "".join([one.unit for one in value])
    if kind in LIST_TYPES or kind in SET_TYPES:
        return _bracketed(value, list(value), depth)
    if kind in MAP_TYPES:
        return map_text(value, depth)
    if kind is Range:
        return range_text(value, depth)
    if kind is Entry:
        return f"{java_text(value.key, depth + 1)}={java_text(value.value, depth + 1)}"
    return other_text(value)


def _bracketed(value: Any, elements: list[Any], depth: int) -> str:
    parts = []
    gauge = meter()
    gauge.walk(len(elements))
    for element in elements:
        part = "(this Collection)" if element is value else _text_at(element, depth + 1)
        gauge.text(len(part) + 2)
        parts.append(part)
    return "[" + ", ".join(parts) + "]"


def map_text(value: Any, depth: int = 0) -> str:
    """A map as Groovy prints it: [a:1]."""
    if not len(value):
        return "[:]"
    parts = []
    gauge = meter()
    gauge.walk(len(value) * 2)
    for key, held in value.items():
        left = "(this Map)" if key is value else _text_at(key, depth + 1)
        right = "(this Map)" if held is value else _text_at(held, depth + 1)
        gauge.text(len(left) + len(right) + 3)
        parts.append(f"{left}:{right}")
    return "[" + ", ".join(parts) + "]"


def range_text(value: Range, depth: int = 0) -> str:
    """A range as written: 1..3, 1..<4, 0..10.by(2)."""
    left = "<.." if value.exclusive_left else ".."
    right = "<" if value.exclusive_right else ""
    by = "" if value.stride is None else f".by({_text_at(value.stride, depth + 1)})"
    return f"{_text_at(value.first, depth + 1)}{left}{right}{_text_at(value.last, depth + 1)}{by}"


def gstring_text(value: GString, depth: int = 0) -> str:
    """Evaluate a template; lazy parts are asked again each time."""
    gauge = meter()
    gauge.step()
    parts = [value.strings[0]]
    size = len(parts[0])
    for held, after in zip(value.values, value.strings[1:], strict=True):
        if type(held) is Closure:
            held = _lazy(held)
        part = _bracketed(held, list(held), depth) if type(held) is Range else _text_at(held, depth + 1)
        parts.append(part)
        parts.append(after)
        size += len(part) + len(after)
    gauge.text(size)
    return "".join(parts)


def _lazy(closure: Closure) -> Any:
    if closure.size == 0:
        return closure.call()
    if closure.size == 1:
        from addon.scripting.library.builders import new_builder

        writer = new_builder()
        closure.call(writer)
        return writer
    return throw(
        "GroovyRuntimeException",
        "Trying to evaluate a GString containing a Closure taking " + str(closure.size) + " parameters",
    )


def other_text(value: Any) -> str:
    """toString of what is no core value."""
    behavior = BEHAVIORS.get(type(value))
    if behavior is not None and behavior.text is not None:
        return behavior.text(value)
    if isinstance(value, HostObject):
        return value.to_text(None)
    if isinstance(value, ScriptObject):
        return value.to_text()
    if type(value) is Throwable:
        return throwable_text(value)
    if type(value) is ClassInfo or isinstance(value, ClassInfo):
        return ("interface " if value.interface else "" if value.name in PRIMITIVE_CODES else "class ") + value.name
    if isinstance(value, (Closure, NativeFunction)):
        return f"{value.class_name}@{identity_code(value):x}"
    return f"{class_of(value).name}@{identity_code(value):x}"


def throwable_text(value: Throwable) -> str:
    """Throwable.toString: the class and, if there is one, the message."""
    from addon.scripting.semantics.calling import throwable_message

    message = throwable_message(value)
    meter().text(len(message or ""))
    return value.class_info.name if message is None else f"{value.class_info.name}: {message}"


class ScriptObject(Classed):
    """Base of instances of script-defined classes, so that text and equality can ask them."""

    __slots__ = ()

    def to_text(self) -> str:
        raise NotImplementedError

    def same(self, other: Any, chosen: bool = False) -> bool:
        raise NotImplementedError

    def code(self) -> int:
        raise NotImplementedError

    def order(self, other: Any) -> int | None:
        raise NotImplementedError

    def truth(self) -> bool:
        raise NotImplementedError

    def comparable(self) -> bool:
        """Whether compareTo decides `==`."""
        raise NotImplementedError


def identity_code(value: Any) -> int:
    """System.identityHashCode: stable for a value's life, tells nothing of the process."""
    return (id(value) >> 4) * 2654435761 & 0x7FFFFFFF


def message_text(value: Any) -> str:
    """How exception messages show an argument: strings bare, collections as Groovy prints them."""
    return text(value)


def inspect(value: Any, depth: int = 0) -> str:
    """inspect(): as text, with strings quoted and escaped."""
    kind = type(value)
    if depth > DEEPEST:
        raise too_deep()
    if kind is str:
        return "'" + escaped(value) + "'"
    if kind is GString:
        return '"' + escaped(text(value), '"') + '"'
    if kind in LIST_TYPES or kind in SET_TYPES:
        parts = []
        meter().walk(len(value) * 2)
        for element in value:
            part = inspect(element, depth + 1)
            meter().text(len(part))
            parts.append(part)
        return "[" + ", ".join(parts) + "]"
    if kind is Array:
        return inspect(list(value), depth + 1)
    if kind in MAP_TYPES:
        if not len(value):
            return "[:]"
        parts = []
        meter().walk(len(value) * 4)
        for key, held in value.items():
            part = f"{inspect(key, depth + 1)}:{inspect(held, depth + 1)}"
            meter().text(len(part))
            parts.append(part)
        return "[" + ", ".join(parts) + "]"
    if kind is Range:
        left = "<.." if value.exclusive_left else ".."
        right = "<" if value.exclusive_right else ""
        by = "" if value.stride is None else f".by({inspect(value.stride)})"
        return f"{inspect(value.first)}{left}{right}{inspect(value.last)}{by}"
    if kind in BEHAVIORS and class_of(value).is_a(BY_NAME["java.lang.CharSequence"]):
        return '"' + escaped(text(value), '"') + '"'
    return text(value)


_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
"""In the order in which they are written: the backslash first, which is in all of them."""


def escaped(plain: str, quote: str = "'") -> str:
    """Escapes of FormatHelper.escapeBackslashes and of the quote around."""
    gauge = meter()
    gauge.step(len(plain) >> 9)
    for unit, written in (*_ESCAPES.items(), (quote, "\\" + quote)):
        found = plain.count(unit)
        if found:
            gauge.text(len(plain) + found)
            plain = plain.replace(unit, written)
    return plain


def java_text(value: Any, depth: int = 0) -> str:
    """String.valueOf: as Java prints, so maps are {a=1}."""
    kind = type(value)
    if depth > DEEPEST:
        raise too_deep()
    if (kind in LIST_TYPES and kind is not Array) or kind in SET_TYPES or kind in MAP_TYPES:
        meter().walk(len(value) * 2)
    if (kind in LIST_TYPES and kind is not Array) or kind in SET_TYPES:
        parts = ["(this Collection)" if one is value else java_text(one, depth + 1) for one in value]
        meter().text(sum(map(len, parts)) + 2 * len(parts))
        return "[" + ", ".join(parts) + "]"
    if kind in MAP_TYPES:
        parts = [
            f"{java_text(key, depth + 1)}={'(this Map)' if held is value else java_text(held, depth + 1)}"
            for key, held in value.items()
        ]
        meter().text(sum(map(len, parts)) + 2 * len(parts))
        return "{" + ", ".join(parts) + "}"
    if kind is Array:
        return f"{value.class_info.name}@{identity_code(value):x}"
    return text(value)
