"""Numbers as other kinds of numbers, and the boxed names of Java's primitive types."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from addon.scripting.semantics.narrowing import to_byte, to_float, to_int, to_long, to_short, whole
from addon.scripting.semantics.numeric import charge_digits, to_decimal
from addon.scripting.values.numbers import FLOATS, BigInteger

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
    """toBigInteger()"""
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
