"""`==` (Groovy's, across number types), equals() and hashCode() (Java's, used by map keys and contains)."""

from decimal import Decimal
from math import copysign
from struct import pack, unpack
from typing import Any

from addon.scripting.limits import LONG_TEXT, meter
from addon.scripting.semantics.extend import BEHAVIORS, number_in
from addon.scripting.semantics.numeric import charge_digits, to_decimal
from addon.scripting.semantics.texts import DEEPEST, ScriptObject, gstring_text, identity_code, text, too_deep
from addon.scripting.values.characters import Character, GString, string_hash
from addon.scripting.values.classes import ClassInfo
from addon.scripting.values.keys import install_key_rules
from addon.scripting.values.lists import IDENTICAL, LIST_TYPES, Array, Tuple
from addon.scripting.values.maps import MAP_TYPES
from addon.scripting.values.numbers import (
    FLOATS,
    NUMBERS,
    BigInteger,
    Byte,
    Float,
    Long,
    Short,
    scale,
    unscaled,
    wrap_int,
)
from addon.scripting.values.ranges import Entry, Range
from addon.scripting.values.sets import SET_TYPES

SEQUENCES = LIST_TYPES | {Range}


def equals(left: Any, right: Any, depth: int = 0) -> bool:
    """`left == right`"""
    if left is right:
        return True
    if left is None or right is None:
        return False
    kind, other = type(left), type(right)
    if kind is other and (kind is str or kind is int):
        if kind is str and len(left) > LONG_TEXT:
            charge_comparing(left, right)
        return bool(left == right)
    if kind in NUMBERS:
        if other in NUMBERS:
            return _numbers_equal(left, right)
        if other is Character:
            return bool(left == ord(right.unit))
        held = number_in(right) if depth == 0 else None  # a counter in a list equals no number: recorded, not explained
        return held is not None and _numbers_equal(left, held)
    if kind is str or kind is GString or kind is Character:
        return _texts_equal(left, right, kind, other)
    if depth > DEEPEST:
        raise too_deep()
    if kind in IDENTICAL or other in IDENTICAL:
        return False
    if kind in SEQUENCES:
        if kind is Tuple:
            return other is Tuple and _tuples_equal(left, right, depth)
        return other in SEQUENCES and lists_equal(left, right, depth)
    if kind in MAP_TYPES:
        return other in MAP_TYPES and _maps_equal(left, right, depth)
    if kind in SET_TYPES:
        return other in SET_TYPES and _sets_equal(left, right, depth)
    if kind is Entry:
        return other is Entry and equals(left.key, right.key, depth + 1) and equals(left.value, right.value, depth + 1)
    if isinstance(left, ScriptObject) and left.comparable():
        order = left.order(right) if type(right) is type(left) else None
        return order == 0
    if isinstance(left, ScriptObject):
        return left.same(right, True)
    behavior = BEHAVIORS.get(kind)
    if behavior is not None and behavior.compare is not None:
        related = BEHAVIORS.get(other)
        return related is not None and related.compare is behavior.compare and behavior.compare(left, right) == 0
    return java_equals(left, right)


def charge_comparing(left: str, right: str) -> None:
    """Charge going through two texts that may be equal."""
    if len(left) == len(right):
        meter().step(len(left) >> 13)


def _numbers_equal(left: Any, right: Any) -> bool:
    if type(left) in FLOATS or type(right) in FLOATS:
        one, two = float(left), float(right)
        return (one == two and copysign(1.0, one) == copysign(1.0, two)) or (one != one and two != two)
    if type(left) is Decimal or type(right) is Decimal:
        return bool(to_decimal(left) == to_decimal(right))
    return bool(left == right)


def _texts_equal(left: Any, right: Any, kind: type, other: type) -> bool:
    if kind is Character:
        if other is Character:
            return bool(left.unit == right.unit)
        if other in NUMBERS:
            return bool(ord(left.unit) == right)
    if other is str or other is GString or other is Character:
        return text(left) == text(right)
    return kind is str and other in NUMBERS and len(left) == 1 and bool(ord(left) == right)


def lists_equal(left: Any, right: Any, depth: int = 0) -> bool:
    """Whether two lists are as long and their elements equal."""
    if len(left) != len(right):
        return False
    meter().step(1 + (len(left) >> 1))
    return all(equals(one, two, depth + 1) for one, two in zip(left, right, strict=False))


def _tuples_equal(left: Tuple, right: Tuple, depth: int) -> bool:
    """As they compare: their classes have to be related, and numbers of different classes compare with no other."""
    if left.class_name != right.class_name and PLAIN not in (left.class_name, right.class_name):
        return False
    alike = all(type(one) is type(two) or type(one) not in NUMBERS for one, two in zip(left, right, strict=False))
    return alike and lists_equal(left, right, depth)


PLAIN = "groovy.lang.Tuple"


def _maps_equal(left: Any, right: Any, depth: int) -> bool:
    if len(left) != len(right):
        return False
    meter().step(1 + (len(left) >> 2))
    return all(not (not right.has(key) or not equals(value, right.get(key), depth + 1)) for key, value in left.items())


def _sets_equal(left: Any, right: Any, depth: int) -> bool:
    if len(left) != len(right):
        return False
    gauge = meter()
    rest = [element for element in left if not right.has(element)]
    others = list(right)
    for element in rest:
        gauge.step(len(others))
        if not any(equals(element, other, depth + 1) for other in others):
            return False
    return True


def java_equals(left: Any, right: Any, depth: int = 0) -> bool:
    """`left.equals(right)`: as map keys and contains compare; 1 and 1L differ, so do 1.0 and 1.00."""
    if left is right:
        return True
    if left is None or right is None:
        return False
    kind, other = type(left), type(right)
    if kind in IDENTICAL or other in IDENTICAL:
        return False
    if kind is not other:
        if depth > DEEPEST:
            raise too_deep()
        if kind in SEQUENCES and other in SEQUENCES and Array not in (kind, other):
            return _java_lists(left, right, depth)
        if kind in MAP_TYPES and other in MAP_TYPES:
            return _java_maps(left, right, depth)
        if kind in SET_TYPES and other in SET_TYPES:
            return len(left) == len(right) and all(right.has(element) for element in left)
        if isinstance(left, ScriptObject):
            return left.same(right)
        return False
    if kind is str or kind is int or kind in (Long, BigInteger, Short, Byte):
        return bool(left == right)
    if kind is float or kind is Float:
        return pack("d", left) == pack("d", right) or (left != left and right != right)
    if kind is Decimal:
        return bool(left == right) and scale(left) == scale(right)
    if kind is Character:
        return bool(left.unit == right.unit)
    if kind is GString:
        return gstring_text(left) == gstring_text(right)
    if depth > DEEPEST:
        raise too_deep()
    if kind in SEQUENCES:
        return kind is not Array and _java_lists(left, right, depth)
    if kind in MAP_TYPES:
        return _java_maps(left, right, depth)
    if kind in SET_TYPES:
        return len(left) == len(right) and all(right.has(element) for element in left)
    if kind is Entry:
        return java_equals(left.key, right.key, depth + 1) and java_equals(left.value, right.value, depth + 1)
    behavior = BEHAVIORS.get(kind)
    if behavior is not None:
        return behavior.equals is not None and behavior.equals(left, right)
    if isinstance(left, ScriptObject):
        return left.same(right)
    return False


def _java_lists(left: Any, right: Any, depth: int) -> bool:
    if len(left) != len(right):
        return False
    meter().step(1 + (len(left) >> 2))
    return all(java_equals(one, two, depth + 1) for one, two in zip(left, right, strict=False))


def _java_maps(left: Any, right: Any, depth: int) -> bool:
    if len(left) != len(right):
        return False
    meter().step(1 + (len(left) >> 2))
    for key, value in left.items():
        if not right.has(key) or not java_equals(value, right.get(key), depth + 1):
            return False
    return True


def java_hash(value: Any, depth: int = 0) -> int:
    """hashCode()"""
    if value is None:
        return 0
    kind = type(value)
    if kind is str:
        if len(value) > 64:
            meter().step(len(value) >> 4)
        return string_hash(value)
    if kind is int or kind is Short or kind is Byte:
        return int(value)
    if kind is bool:
        return 1231 if value else 1237
    if kind is Character:
        return ord(value.unit)
    if kind in NUMBERS:
        return _number_hash(value, kind)
    if kind is GString:
        return wrap_int(37 + string_hash(gstring_text(value)))
    if depth > DEEPEST:
        raise too_deep()
    if kind in SEQUENCES:
        if kind is Array:
            return identity_code(value)
        meter().step(1 + (len(value) >> 2))
        result = 1
        for element in value:
            result = wrap_int(31 * result + java_hash(element, depth + 1))
        return result
    if kind in SET_TYPES:
        meter().step(1 + (len(value) >> 2))
        return wrap_int(sum(java_hash(element, depth + 1) for element in value))
    if kind in MAP_TYPES:
        meter().step(1 + (len(value) >> 2))
        return wrap_int(sum(java_hash(key, depth + 1) ^ java_hash(held, depth + 1) for key, held in value.items()))
    if kind is Entry:
        return java_hash(value.key, depth + 1) ^ java_hash(value.value, depth + 1)
    behavior = BEHAVIORS.get(kind)
    if behavior is not None and behavior.hash is not None:
        return behavior.hash(value)
    if isinstance(value, ScriptObject):
        return value.code()
    if isinstance(value, ClassInfo):
        return string_hash(value.name)
    return identity_code(value)


def _number_hash(value: Any, kind: type) -> int:
    if kind is Long:
        bits = int(value) & 0xFFFFFFFFFFFFFFFF
        return wrap_int((bits ^ (bits >> 32)) & 0xFFFFFFFF)
    if kind is float:
        bits = unpack(">Q", pack(">d", value))[0]
        return wrap_int((bits ^ (bits >> 32)) & 0xFFFFFFFF)
    if kind is Float:
        return wrap_int(int(unpack(">I", pack(">f", value))[0]))
    if kind is Decimal:
        charge_digits(value)
        return wrap_int(31 * _big_hash(unscaled(value)) + scale(value))
    return _big_hash(int(value))


def _big_hash(value: int) -> int:
    magnitude = abs(value)
    words = []
    while magnitude:
        words.append(magnitude & 0xFFFFFFFF)
        magnitude >>= 32
    result = 0
    for word in reversed(words):
        result = (31 * result + word) & 0xFFFFFFFF
    return wrap_int(result if value >= 0 else -result)


_open_keys = 0
"""How many keys are being hashed or compared inside each other; a set may hold itself."""


def _key_hash(value: Any) -> int:
    global _open_keys
    if _open_keys > DEEPEST:
        raise too_deep()
    _open_keys += 1
    try:
        return java_hash(value)
    finally:
        _open_keys -= 1


def _key_equals(left: Any, right: Any) -> bool:
    global _open_keys
    if _open_keys > DEEPEST:
        raise too_deep()
    _open_keys += 1
    try:
        return java_equals(left, right)
    finally:
        _open_keys -= 1


install_key_rules(_key_hash, _key_equals)
