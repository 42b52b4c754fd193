"""Numbers as int, long, short, byte, float."""

from decimal import ROUND_DOWN, Decimal
from typing import Any

from addon.scripting.limits import meter
from addon.scripting.semantics.numeric import INTEGER, add, box, charge_digits
from addon.scripting.values.numbers import (
    EXACT as EXACT,
)
from addon.scripting.values.numbers import (
    FLOATS,
    INT_MAX,
    INT_MIN,
    LONG_MAX,
    LONG_MIN,
    Byte,
    Float,
    Long,
    Short,
    to_float32,
    wrap_int,
    wrap_long,
)


def increment(value: Any, by: int) -> Any:
    """next() and previous() of a number."""
    if type(value) is int:
        return box(value + by, INTEGER)
    return add(value, by)


def to_int(value: Any) -> int:
    """Number.intValue()"""
    if type(value) in FLOATS:
        return _from_float(value, INT_MIN, INT_MAX)
    return wrap_int(whole(value))


def to_long(value: Any) -> Long:
    """Number.longValue()"""
    if type(value) in FLOATS:
        return Long(_from_float(value, LONG_MIN, LONG_MAX))
    return wrap_long(whole(value))


def whole(value: Any) -> int:
    """The integer part, towards zero."""
    if type(value) is Decimal:
        charge_digits(value)
        if value.adjusted() > 10_000:
            meter().text(value.adjusted())
            meter().step((value.adjusted() >> 9) ** 2)
        return int(value.to_integral_value(rounding=ROUND_DOWN))
    return int(value)


def _from_float(value: float, lowest: int, highest: int) -> int:
    if value != value:
        return 0
    if value <= lowest:
        return lowest
    if value >= highest:
        return highest
    return int(value)


def to_short(value: Any) -> Short:
    """Number.shortValue()"""
    low = to_int(value) & 0xFFFF
    return Short(low - 0x10000 if low & 0x8000 else low)


def to_byte(value: Any) -> Byte:
    """Number.byteValue()"""
    low = to_int(value) & 0xFF
    return Byte(low - 0x100 if low & 0x80 else low)


def to_float(value: Any) -> Float:
    """Number.floatValue()"""
    return to_float32(float(value))
