"""Values as plain JSON, with or without their Java types, as `script run` prints them."""

from decimal import Decimal
from math import isfinite, isinf
from typing import Any

from addon.scripting.limits import meter
from addon.scripting.semantics.calling import throwable_message
from addon.scripting.semantics.extend import BEHAVIORS
from addon.scripting.semantics.texts import gstring_text, text
from addon.scripting.values.callables import Closure
from addon.scripting.values.characters import Character, GString, outward
from addon.scripting.values.classes import ClassInfo, class_of
from addon.scripting.values.hierarchy import NUMBER
from addon.scripting.values.hosts import HostObject
from addon.scripting.values.lists import LIST_TYPES, Array, SubList
from addon.scripting.values.maps import MAP_TYPES
from addon.scripting.values.numbers import FLOATS, INTEGERS, NUMBERS, Float, float_text, number_text
from addon.scripting.values.ranges import Range
from addon.scripting.values.sets import SET_TYPES
from addon.scripting.values.throwables import Throwable

DEEPEST = 12


def plain(value: Any, depth: int = 0) -> Any:
    """A value as JSON: decimals as numbers, sets, ranges and arrays as lists, the rest as `{"$kind": ...}`."""
    if depth > DEEPEST:
        return "<deep>"
    gauge = meter()
    gauge.step()
    if value is None or value is True or value is False:
        return value
    kind = type(value)
    if kind is str:
        gauge.text(len(value))
        return outward(value)
    if kind is GString:
        return outward(gstring_text(value))
    if kind is Character:
        return outward(value.unit)
    if kind in NUMBERS:
        return _number(value)
    if kind in MAP_TYPES:
        return {outward(text(key)): plain(held, depth + 1) for key, held in value.items()}
    if kind in LIST_TYPES or kind in SET_TYPES or kind is Range:
        return [plain(element, depth + 1) for element in (value.shown() if isinstance(value, SubList) else value)]
    if isinstance(value, HostObject):
        return plain(value.to_plain(), depth)
    if isinstance(value, Closure):
        return "<closure>"
    if isinstance(value, ClassInfo):
        return {"$class": outward(value.name)}
    if kind is Throwable:
        message = throwable_message(value)
        simple = value.class_info.name.rpartition(".")[2]
        return {"$throwable": outward(simple), "message": None if message is None else outward(message)}
    behavior = BEHAVIORS.get(kind)
    if behavior is not None and behavior.plain is not None:
        return behavior.plain(value)
    return {"$object": outward(class_of(value).simple), "string": outward(text(value))}


def _number(value: Any) -> Any:
    kind = type(value)
    if kind in INTEGERS:
        return int(value)
    if kind in FLOATS:
        if value != value or isinf(value):
            return number_text(value)
        return float(float_text(value)) if kind is Float else float(value)
    assert isinstance(value, Decimal)
    number = float(value)
    return number if isfinite(number) and Decimal(repr(number)) == value else value


def typed(value: Any, depth: int = 0) -> Any:
    """As `plain`, with every value's Java type: {"Integer": "3"}, {"Map": [[key, value]]}."""
    if depth > DEEPEST:
        return "<deep>"
    gauge = meter()
    gauge.step()
    if value is None or value is True or value is False:
        return value
    kind = type(value)
    if kind is str:
        gauge.text(len(value))
        return outward(value)
    if kind is GString:
        return {"GString": outward(gstring_text(value))}
    if kind is Character:
        return {"Character": outward(value.unit)}
    if kind in NUMBERS:
        return {class_of(value).simple: text(value)}
    if isinstance(value, HostObject):
        held = value.to_plain()
        if type(held) in MAP_TYPES:
            return {"Hub": [[outward(text(key)), typed(one, depth + 1)] for key, one in held.items()]}
        return plain(held, depth)
    if kind in MAP_TYPES:
        return {"Map": [[typed(key, depth + 1), typed(held, depth + 1)] for key, held in value.items()]}
    if kind is Range:
        return {"Range": outward(text(value))}
    if kind in SET_TYPES:
        return {"Set": [typed(element, depth + 1) for element in value]}
    if kind is Array:
        return {"Array": [typed(element, depth + 1) for element in value]}
    if kind in LIST_TYPES:
        return [typed(element, depth + 1) for element in (value.shown() if isinstance(value, SubList) else value)]
    if class_of(value).is_a(NUMBER):
        return {class_of(value).simple: text(value)}
    return plain(value)
