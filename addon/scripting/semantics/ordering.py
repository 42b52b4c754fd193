"""`<=>` and the orders that sort, min and max use."""

from decimal import Decimal
from math import copysign
from typing import Any, NoReturn

from addon.scripting.errors import Thrown, throw
from addon.scripting.library.civil import civil_of
from addon.scripting.limits import meter
from addon.scripting.semantics.equality import equals, java_hash
from addon.scripting.semantics.extend import BEHAVIORS, number_in
from addon.scripting.semantics.numeric import charge_digits, to_decimal
from addon.scripting.semantics.texts import ScriptObject, java_text, text
from addon.scripting.values.characters import Character, GString
from addon.scripting.values.classes import class_of
from addon.scripting.values.numbers import FLOATS, NUMBERS

_TEXTS = frozenset((str, Character, bool))


def compare(left: Any, right: Any) -> int:
    """`left <=> right`; null is less than everything; unlike types throw."""
    if left is right:
        return 0
    if left is None:
        return -1
    if right is None:
        return 1
    kind, other = type(left), type(right)
    if kind in NUMBERS:
        if other in NUMBERS:
            return compare_numbers(left, right)
        if other is Character:
            return compare_numbers(left, ord(right.unit))
        if other is str or other is GString:
            plain = text(right)
            if len(plain) == 1:
                return compare_numbers(left, ord(plain))
    elif kind is str or kind is GString:
        if other is str or other is GString or other is Character:
            return compare_texts(text(left), text(right))
        if other in NUMBERS and len(text(left)) == 1:
            return compare_numbers(ord(text(left)), right)
        if other in NUMBERS and kind is GString:
            return compare_texts(text(left), text(right))
    elif kind is Character:
        if other in NUMBERS:
            return compare_numbers(ord(left.unit), right)
        if other is Character:
            return ord(left.unit) - ord(right.unit)
        if other is str or other is GString:
            return compare_texts(left.unit, text(right))
    elif kind is bool and other is bool:
        return int(left) - int(right)
    else:
        order = _other_order(left, right)
        if order is not None:
            return order
    if kind is GString:
        return compare_texts(text(left), java_text(right))
    one = left if kind in NUMBERS else number_in(left)
    two = right if other in NUMBERS else number_in(right)
    if one is not None and two is not None:
        return compare_numbers(one, two)
    if one is not None and kind not in NUMBERS:
        return _counter_order(left, one, right)
    if (kind in NUMBERS or kind in _TEXTS) and equals(left, right):
        return 0
    return incomparable(left, right)


def _counter_order(left: Any, held: Any, right: Any) -> int:
    """The order of an atomic counter and what is no number: Groovy asks it for a compareTo, which it lacks."""
    from addon.scripting.semantics.missing import missing_method

    if type(right) in _TEXTS and len(text(right)) == 1:
        return compare_numbers(held, ord(text(right)))
    return missing_method(left, "compareTo", (right,))


def incomparable(left: Any, right: Any) -> NoReturn:
    """Raise what `<=>` raises for unlike types."""
    throw(
        "IllegalArgumentException",
        f"Cannot compare {class_of(left).name} with value '{_formatted(left)}' and "
        f"{class_of(right).name} with value '{_formatted(right)}'",
    )


def _formatted(value: Any) -> str:
    """As java.text.MessageFormat writes a value: numbers in groups of three, dates short."""
    if type(value) in NUMBERS:
        if type(value) in FLOATS and value - value != 0:
            return java_text(value)
        charge_digits(value)
        written = f"{Decimal(value):,.3f}"
        return written.rstrip("0").rstrip(".")
    if class_of(value).name == "java.util.Date":
        days, millis = divmod(value.millis, 86_400_000)
        year, month, day = civil_of(days)
        hour, minute = millis // 3_600_000, millis // 60_000 % 60
        half = "PM" if hour >= 12 else "AM"
        return f"{month}/{day}/{year % 100:02d}, {(hour + 11) % 12 + 1}:{minute:02d} {half}"
    return java_text(value)


def _other_order(left: Any, right: Any) -> int | None:
    behavior = BEHAVIORS.get(type(left))
    if behavior is not None:
        if behavior.compare is not None and (isinstance(right, type(left)) or isinstance(left, type(right))):
            return behavior.compare(left, right)
        return None
    if isinstance(left, ScriptObject):
        return left.order(right)
    return None


def compare_numbers(left: Any, right: Any) -> int:
    """Order of two numbers of any kinds; NaN above all, -0.0 below 0.0, as Double.compareTo has them."""
    if type(left) in FLOATS or type(right) in FLOATS:
        one, two = float(left), float(right)
        if one < two:
            return -1
        if one > two:
            return 1
        if one == two:
            return (
                0
                if one
                else int(copysign(1.0, one) > copysign(1.0, two)) - int(copysign(1.0, one) < copysign(1.0, two))
            )
        return 0 if one != one and two != two else (1 if one != one else -1)
    if type(left) is Decimal or type(right) is Decimal:
        return int(to_decimal(left).compare(to_decimal(right)))
    return -1 if left < right else (1 if left > right else 0)


CHUNK = 256


def compare_texts(left: str, right: str) -> int:
    """String.compareTo: the difference of the first units that differ, else of the lengths."""
    start, short = 0, min(len(left), len(right))
    if short > CHUNK:
        meter().step(short >> 10)
    if left == right:
        return 0
    if short > CHUNK:
        while start < short and left[start : start + CHUNK] == right[start : start + CHUNK]:
            start += CHUNK
    for one, two in zip(left[start : start + CHUNK], right[start : start + CHUNK], strict=False):
        if one != two:
            return ord(one) - ord(two)
    return len(left) - len(right)


_INCOMPARABLE = frozenset(
    ("java.lang.ClassCastException", "java.lang.IllegalArgumentException", "groovy.lang.GroovyRuntimeException")
)


def number_aware(left: Any, right: Any) -> int:
    """The order of sort() without argument: as `<=>`, else by hash code."""
    try:
        return compare(left, right)
    except Thrown as error:
        if not _INCOMPARABLE.intersection(one.name for one in error.value.class_info.ancestors):
            raise
        one, two = java_hash(left), java_hash(right)
        return -1 if one < two else (1 if one > two else 0)
