"""Java's number types in Python.

Integer is a plain `int`, Double a plain `float`, BigDecimal a plain `Decimal`: the three that rules use most
cost nothing to make. The other kinds are subclasses, told apart by exact type. Arithmetic on a subclass gives
its Python base, so every operation boxes its result again (`box`).
"""

import struct
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, ROUND_HALF_EVEN, Context, Decimal
from typing import Any


class Long(int):
    """java.lang.Long"""

    __slots__ = ()


class BigInteger(int):
    """java.math.BigInteger"""

    __slots__ = ()

    def __float__(self) -> float:
        """As Java converts it: beyond the largest double it is infinite, where Python would raise."""
        try:
            return int.__float__(self)
        except OverflowError:
            return float("inf") if self > 0 else float("-inf")


class Short(int):
    """java.lang.Short"""

    __slots__ = ()


class Byte(int):
    """java.lang.Byte"""

    __slots__ = ()


class Float(float):
    """java.lang.Float; holds a value already rounded to 32 bits."""

    __slots__ = ()


EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN, rounding=ROUND_HALF_EVEN, traps=[])
"""Adds and multiplies decimals without rounding; never divide in it."""

INTEGERS = frozenset((int, Long, BigInteger, Short, Byte))
FLOATS = frozenset((float, Float))
NUMBERS = INTEGERS | FLOATS | {Decimal}

INT_MIN, INT_MAX = -(2**31), 2**31 - 1
LONG_MIN, LONG_MAX = -(2**63), 2**63 - 1


def wrap_int(value: int) -> int:
    """The low 32 bits as Java's int."""
    return ((value + 0x80000000) & 0xFFFFFFFF) - 0x80000000


def wrap_long(value: int) -> Long:
    """The low 64 bits as Java's long."""
    return Long(((value + 0x8000000000000000) & 0xFFFFFFFFFFFFFFFF) - 0x8000000000000000)


def smallest(value: int) -> int:
    """An integer in the narrowest of Integer, Long, BigInteger, as Groovy types a literal."""
    if INT_MIN <= value <= INT_MAX:
        return int(value)
    if LONG_MIN <= value <= LONG_MAX:
        return Long(value)
    return BigInteger(value)


def to_float32(value: float) -> Float:
    """Round to 32 bits; too large becomes infinite as in Java."""
    try:
        return Float(struct.unpack("f", struct.pack("f", value))[0])
    except OverflowError:
        return Float("inf") if value > 0 else Float("-inf")


def unscaled(value: Decimal) -> int:
    """BigDecimal.unscaledValue()"""
    sign, digits, exponent = value.as_tuple()
    if len(digits) > READ_AT_ONCE:
        whole = _whole("".join(map(str, digits)))
        return -whole if sign else whole
    return int(EXACT.scaleb(value, -int(exponent)))


READ_AT_ONCE = 600
"""Digits up to which reading them takes a time that grows with their square; more are read by halves."""


def _whole(digits: str) -> int:
    if len(digits) <= READ_AT_ONCE:
        return int(digits)
    half = len(digits) // 2
    return int(_whole(digits[:-half]) * 10**half + _whole(digits[-half:]))


def scale(value: Decimal) -> int:
    """BigDecimal.scale()"""
    return -int(value.as_tuple().exponent)


def precision(value: Decimal) -> int:
    """BigDecimal.precision()"""
    return len(value.as_tuple().digits)


def decimal_of(number: int, digits_after: int) -> Decimal:
    """The BigDecimal with this unscaled value and scale."""
    return EXACT.scaleb(Decimal(number), -digits_after) if digits_after else Decimal(number)


def positive_zero(value: Decimal) -> Decimal:
    """Java has no negative zero among BigDecimals."""
    return value.copy_abs() if not value and value.is_signed() else value


def double_text(value: float) -> str:
    """Double.toString"""
    if value != value:
        return "NaN"
    if value in (float("inf"), float("-inf")):
        return "Infinity" if value > 0 else "-Infinity"
    return _java_digits(float.__repr__(float(value)), value)


def float_text(value: float) -> str:
    """Float.toString: the fewest digits that identify the 32-bit number, of one and two those that are nearer."""
    if value != value or value in (float("inf"), float("-inf")):
        return double_text(value)
    shortest = float.__repr__(float(value))
    for digits in range(2, 10):
        candidate = f"{float(value):.{digits}g}"
        if struct.pack("f", float(candidate)) == struct.pack("f", value):
            shortest = float.__repr__(float(candidate))
            break
    return _java_digits(shortest, value)


def sign_of(value: float) -> str:
    """The sign as text."""
    return "-" if value < 0 else ""


def _java_digits(shortest: str, value: float) -> str:
    magnitude = abs(value)
    if magnitude == 5e-324:
        return f"{sign_of(value)}4.9E-324"
    if value == 0:
        return "-0.0" if shortest.startswith("-") else "0.0"
    sign = "-" if value < 0 else ""
    number = Decimal(shortest).copy_abs()
    _, digit_tuple, exponent = number.as_tuple()
    digits = "".join(map(str, digit_tuple)).rstrip("0") or "0"
    point = len(digit_tuple) + int(exponent)
    if 1e-3 <= magnitude < 1e7:
        if point <= 0:
            return f"{sign}0.{'0' * -point}{digits}"
        padded = digits.ljust(point, "0")
        return f"{sign}{padded[:point]}.{padded[point:] or '0'}"
    return f"{sign}{digits[0]}.{digits[1:] or '0'}E{point - 1}"


def number_text(value: Any) -> str:
    """toString of any number."""
    kind = type(value)
    if kind is float:
        return double_text(value)
    if kind is Float:
        return float_text(value)
    if kind is Decimal:
        return str(value)
    return int.__repr__(int(value))
