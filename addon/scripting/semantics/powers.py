"""`**` and what it may cost."""

from decimal import Decimal
from math import isinf
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.limits import meter
from addon.scripting.semantics.numeric import BIG_INTEGER, INTEGER, LONGEST_NUMBER, RANK, check_scale
from addon.scripting.values.numbers import (
    EXACT as EXACT,
)
from addon.scripting.values.numbers import (
    INT_MAX,
    INT_MIN,
    LONG_MAX,
    LONG_MIN,
    BigInteger,
    Long,
    decimal_of,
    precision,
    scale,
    smallest,
    unscaled,
)


def power(left: Any, right: Any) -> Any:
    """`left ** right`"""
    exponent_rank = RANK[type(right)]
    kind = type(left)
    if exponent_rank == INTEGER and kind in (int, Long, BigInteger, Decimal):
        count = int(right)
        if count >= 0:
            if kind is Decimal:
                charge_power(precision(left) * 4, count)
                return check_scale(decimal_of(unscaled(left) ** count, scale(left) * count))
            charge_power(int(left).bit_length(), count)
            result = int(left) ** count
            if kind is BigInteger:
                return BigInteger(result)
            if kind is Long and LONG_MIN <= result <= LONG_MAX:
                return Long(result)
            if kind is int and INT_MIN <= result <= INT_MAX:
                return result
            return BigInteger(result)
    if kind is BigInteger and (exponent_rank == BIG_INTEGER or (type(right) is Long and right >= 0)):
        if right < 0:
            throw("ArithmeticException", "Negative exponent")
        charge_power(int(left).bit_length(), int(right))
        return BigInteger(int(left) ** int(right))
    return shrink(float_power(float(left), float(right)))


def shrink(value: float) -> Any:
    """A double as Integer or Long where it is whole, as power and some others answer."""
    if value == value and not isinf(value) and value == int(value) and LONG_MIN <= value <= LONG_MAX:
        return smallest(int(value))
    return value


def float_power(left: float, right: float) -> float:
    """Math.pow"""
    try:
        result = left**right
    except OverflowError:
        return float("-inf") if left < 0 and right % 2 == 1 else float("inf")
    except ZeroDivisionError:
        return float("inf")
    return result if type(result) is float else float("nan")


def charge_power(bits: int, count: int) -> None:
    if bits > 1 and bits * count > 2048:
        if bits * count > LONGEST_NUMBER:
            throw("ArithmeticException", "BigInteger would overflow supported range")
        gauge = meter()
        gauge.allocate(bits * count >> 3)
        gauge.step((bits * count >> 9) ** 2 >> 4)
