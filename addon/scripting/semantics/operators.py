"""Binary and unary operators on any values: numbers and text here, everything else by method."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, NoReturn

from addon.scripting.errors import throw
from addon.scripting.semantics import bits, division, numeric, powers
from addon.scripting.semantics.calling import invoke
from addon.scripting.semantics.cases import matches
from addon.scripting.semantics.patterns import Pattern
from addon.scripting.semantics.texts import java_text, text
from addon.scripting.values.characters import Character, GString
from addon.scripting.values.classes import class_of
from addon.scripting.values.maps import MAP_TYPES
from addon.scripting.values.numbers import FLOATS, NUMBERS, BigInteger, Long, wrap_int

METHODS = {
    "+": "plus",
    "-": "minus",
    "*": "multiply",
    "/": "div",
    "%": "mod",
    "**": "power",
    "<<": "leftShift",
    ">>": "rightShift",
    ">>>": "rightShiftUnsigned",
    "&": "and",
    "|": "or",
    "^": "xor",
}


def plus(run: Any, left: Any, right: Any) -> Any:
    """`left + right`"""
    kind, other = type(left), type(right)
    if kind is int and other is int:
        result = left + right
        return result if -2147483648 <= result <= 2147483647 else wrap_int(result)
    if kind is str:
        if other is not str:
            right = text(right)
        run.meter.text(len(left) + len(right))
        return left + right
    if kind in NUMBERS and other in NUMBERS:
        return numeric.add(left, right)
    if kind is GString and (other is str or other is GString):
        return gstring_plus(left, right)
    if (other is str or other is GString) and (left is None or kind in NUMBERS):
        right = text(right)
        run.meter.text(len(right) + 20)
        return text(left) + right
    if kind is Character or other is Character:
        one, two = _character_operands(left, right)
        if type(one) in NUMBERS and type(two) in NUMBERS:
            return numeric.add(one, two)
    if kind in MAP_TYPES and (other is str or other is GString):
        return text(left) + text(right)
    if left is None:
        throw("NullPointerException", f"Cannot execute null+{java_text(right)}")
    if right is None and kind in NUMBERS:
        ambiguous(left, "plus")
    return invoke(run, left, "plus", (right,))


AMBIGUOUS = {"plus": ("Character", "String", "Number")} | dict.fromkeys(
    ("minus", "multiply", "div"), ("Character", "Number")
)
NULL_OPERANDS = {
    "mod": 'Cannot invoke "Object.toString()" because "n" is null',
    "power": 'Cannot invoke "java.lang.Number.doubleValue()" because "exponent" is null',
    "leftShift": 'Cannot invoke "java.lang.Number.intValue()" because "right" is null',
    "rightShift": 'Cannot invoke "java.lang.Number.intValue()" because "right" is null',
    "rightShiftUnsigned": 'Cannot invoke "java.lang.Number.intValue()" because "right" is null',
}
"""What Groovy says where a number meets null: which signatures null would fit, or which part of it was asked."""


def ambiguous(left: Any, name: str) -> NoReturn:
    """A number and null: several methods of the name take null."""
    fitting = [f"\t[class java.lang.{one}]" for one in AMBIGUOUS[name]]
    if name == "plus" and type(left) is Decimal:
        fitting.append("\t[class java.math.MathContext]")
    throw(
        "GroovyRuntimeException",
        f"Ambiguous method overloading for method {class_of(left).name}#{name}.\n"
        "Cannot resolve which method to invoke for [null] due to overlapping prototypes between:\n"
        + "\n".join(fitting),
    )


def _with_null(left: Any, name: str) -> None:
    """Raise what an operator with null on its right raises, if it is one that differs from a call."""
    if name in AMBIGUOUS:
        ambiguous(left, name)
    whole = type(left) not in FLOATS and type(left) is not Decimal
    if name in ("and", "or", "xor") or (name == "rightShiftUnsigned" and not whole):
        division.unsupported(name, left, left)
    if name in ("leftShift", "rightShift", "rightShiftUnsigned"):
        if not whole or (type(left) is BigInteger and name == "rightShiftUnsigned"):
            division.unsupported(name, left, left)
        if type(left) is Long:
            throw("NullPointerException", NULL_OPERANDS["leftShift"].replace("intValue", "longValue"))
    if name == "mod" and type(left) in FLOATS:
        throw("NullPointerException", 'Cannot invoke "java.lang.Number.doubleValue()" because "right" is null')
    if name in NULL_OPERANDS:
        throw("NullPointerException", NULL_OPERANDS[name])


def gstring_plus(left: GString, right: Any) -> GString:
    """A GString and text make a GString."""
    if type(right) is str:
        return GString((*left.strings[:-1], left.strings[-1] + right), left.values)
    return GString(
        (*left.strings[:-1], left.strings[-1] + right.strings[0], *right.strings[1:]), [*left.values, *right.values]
    )


def _character_operands(left: Any, right: Any) -> tuple[Any, Any]:
    one = ord(left.unit) if type(left) is Character else left
    two = ord(right.unit) if type(right) is Character else right
    return one, two


def _arithmetic(name: str, operate: Callable[[Any, Any], Any]) -> Callable[[Any, Any, Any], Any]:
    of_characters = name in ("minus", "multiply", "div")

    def apply(run: Any, left: Any, right: Any) -> Any:
        if type(left) in NUMBERS and type(right) in NUMBERS:
            return operate(left, right)
        if of_characters and (type(left) is Character or type(right) is Character):
            one, two = _character_operands(left, right)
            if type(one) in NUMBERS and type(two) in NUMBERS:
                return operate(one, two)
        if right is None and type(left) in NUMBERS:
            _with_null(left, name)
        return invoke(run, left, name, (right,))

    return apply


_shift = _arithmetic("leftShift", bits.shift_left)


def left_shift(run: Any, left: Any, right: Any) -> Any:
    """`left << right`: adding to a list is by far the commonest."""
    if type(left) is list:
        meter = run.meter
        meter.fuel -= 1
        meter.allocate(8)
        left.append(right)
        return left
    return _shift(run, left, right)


minus = _arithmetic("minus", numeric.subtract)
multiply = _arithmetic("multiply", numeric.multiply)
OPERATORS: dict[str, Callable[[Any, Any, Any], Any]] = {
    "+": plus,
    "-": minus,
    "*": multiply,
    "/": _arithmetic("div", division.divide),
    "%": _arithmetic("mod", division.remainder),
    "**": _arithmetic("power", powers.power),
    "<<": left_shift,
    ">>": _arithmetic("rightShift", bits.shift_right),
    ">>>": _arithmetic("rightShiftUnsigned", bits.shift_right_unsigned),
    "&": _arithmetic("and", bits.bit_and),
    "|": _arithmetic("or", bits.bit_or),
    "^": _arithmetic("xor", bits.bit_xor),
}


def negative(run: Any, value: Any) -> Any:
    """`-value`"""
    if type(value) in NUMBERS:
        return bits.negate(value)
    return invoke(run, value, "negative", ())


def positive(run: Any, value: Any) -> Any:
    """`+value`"""
    if type(value) in NUMBERS:
        return value
    return invoke(run, value, "positive", ())


def complement(run: Any, value: Any) -> Any:
    """`~value`: of a number its complement, of text a pattern."""
    if type(value) in NUMBERS:
        return bits.complement(value)
    if type(value) is str or type(value) is GString:
        return Pattern(text(value))
    return invoke(run, value, "bitwiseNegate", ())


def step(run: Any, value: Any, up: bool) -> Any:
    """The value after `++` or `--`."""
    if type(value) is int:
        result = value + 1 if up else value - 1
        return result if -2147483648 <= result <= 2147483647 else wrap_int(result)
    if type(value) in NUMBERS:
        return numeric.add(value, 1) if up else numeric.subtract(value, 1)
    return invoke(run, value, "next" if up else "previous", ())


def is_case(run: Any, label: Any, value: Any) -> bool:
    """`value in label` and `case label:`"""
    return matches(run, label, value)
