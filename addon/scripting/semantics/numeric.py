"""Arithmetic on Groovy's numeric tower, as NumberMath and its kin define it."""

from decimal import Decimal
from math import isinf
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.limits import meter
from addon.scripting.values.numbers import (
    EXACT as EXACT,
)
from addon.scripting.values.numbers import (
    FLOATS,
    INT_MAX,
    INT_MIN,
    LONG_MAX,
    LONG_MIN,
    BigInteger,
    Byte,
    Float,
    Long,
    Short,
    double_text,
    float_text,
    positive_zero,
    precision,
    wrap_int,
    wrap_long,
)

INTEGER, LONG, BIG_INTEGER, BIG_DECIMAL, FLOATING = range(5)


RANK: dict[type, int] = {
    int: INTEGER,
    Short: INTEGER,
    Byte: INTEGER,
    Long: LONG,
    BigInteger: BIG_INTEGER,
    Decimal: BIG_DECIMAL,
    float: FLOATING,
    Float: FLOATING,
}


EXTRA_PRECISION = 10


MIN_SCALE = 10


LONG_NUMBER = 4096


"""Bits from which on every operation on a BigInteger costs more than the step that asked for it."""


LONGEST_NUMBER = 4_000_000


"""Bits a BigInteger may have here; beyond that arithmetic takes seconds."""


def box(value: int, rank: int) -> int:
    """An exact result as the kind its operands ask for, wrapped as Java wraps."""
    if rank == INTEGER:
        return value if INT_MIN <= value <= INT_MAX else wrap_int(value)
    if rank == LONG:
        return Long(value) if LONG_MIN <= value <= LONG_MAX else wrap_long(value)
    bits = value.bit_length()
    if bits > LONG_NUMBER:
        gauge = meter()
        gauge.allocate(bits >> 3)
        gauge.step(bits >> 9)
    return BigInteger(value)


def to_decimal(value: Any) -> Decimal:
    """A number as BigDecimal, doubles by their shortest text."""
    kind = type(value)
    if kind is Decimal:
        return value  # type: ignore[no-any-return]
    if kind is BigInteger:
        charge_conversion(value)
    if kind is Float and value - value == 0:
        return positive_zero(Decimal(float_text(value)))
    if kind in FLOATS:
        return double_decimal(float(value))
    return Decimal(int(value))


def charge_conversion(value: int) -> None:
    """Charge finding the decimal digits of a long number."""
    if value.bit_length() > LONG_NUMBER:
        meter().step((value.bit_length() >> 9) ** 2)


def double_decimal(value: float) -> Decimal:
    """new BigDecimal(Double.toString(value))"""
    if value != value or isinf(value):
        throw(
            "NumberFormatException",
            "Character "
            + double_text(value)[0]
            + ' is neither a decimal digit number, decimal point, nor "e" notation exponential mark.',
        )
    return positive_zero(Decimal(double_text(value)))


def _guard_decimals(left: Decimal, right: Decimal) -> None:
    charge_digits(left, right)
    spread = abs(int(left.as_tuple().exponent) - int(right.as_tuple().exponent))
    if spread > 1000:
        gauge = meter()
        gauge.text(spread)
        gauge.step(spread >> 4)


def charge_digits(*values: Decimal) -> None:
    """Charge reading the digits of BigDecimals: a few cost nothing."""
    size = sum(value.__sizeof__() for value in values)
    if size > SHORT_DECIMALS:
        meter().step(size >> 3)


SHORT_DECIMALS = 600


"""Bytes of memory that BigDecimals of ordinary length stay below."""


def add(left: Any, right: Any) -> Any:
    """`left + right` of two numbers."""
    rank = max(RANK[type(left)], RANK[type(right)])
    if rank == FLOATING:
        return float(left) + float(right)
    if rank == BIG_DECIMAL:
        one, two = to_decimal(left), to_decimal(right)
        _guard_decimals(one, two)
        return positive_zero(EXACT.add(one, two))
    return box(int(left) + int(right), rank)


def subtract(left: Any, right: Any) -> Any:
    """`left - right` of two numbers."""
    rank = max(RANK[type(left)], RANK[type(right)])
    if rank == FLOATING:
        return float(left) - float(right)
    if rank == BIG_DECIMAL:
        one, two = to_decimal(left), to_decimal(right)
        _guard_decimals(one, two)
        return positive_zero(EXACT.subtract(one, two))
    return box(int(left) - int(right), rank)


FAR = 2_000_000_000
"""Exponents up to this have a scale that an int holds."""


def check_scale(value: Decimal) -> Decimal:
    """Throw where Java's int cannot hold the scale of a BigDecimal."""
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and not INT_MIN <= -exponent <= INT_MAX:
        throw("ArithmeticException", "Underflow" if exponent < 0 else "Overflow")
    return value


def multiply(left: Any, right: Any) -> Any:
    """`left * right` of two numbers."""
    rank = max(RANK[type(left)], RANK[type(right)])
    if rank == FLOATING:
        return float(left) * float(right)
    if rank == BIG_DECIMAL:
        one, two = to_decimal(left), to_decimal(right)
        _charge_product(precision(one) * 4, precision(two) * 4)
        made = EXACT.multiply(one, two)
        if made and abs(made.adjusted()) > FAR:
            check_scale(made)
        return positive_zero(made)
    if rank == BIG_INTEGER:
        _charge_product(int(left).bit_length(), int(right).bit_length())
    return box(int(left) * int(right), rank)


def _charge_product(one: int, two: int) -> None:
    if one + two > 2048:
        if one + two > LONGEST_NUMBER:
            throw("ArithmeticException", "BigInteger would overflow supported range")
        gauge = meter()
        gauge.allocate((one + two) >> 3)
        gauge.step((one * two) >> 16)
