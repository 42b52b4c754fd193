"""Signs, bits and shifts."""

from collections.abc import Callable
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.semantics.division import unsupported
from addon.scripting.semantics.numeric import BIG_DECIMAL, BIG_INTEGER, FLOATING, INTEGER, RANK, box
from addon.scripting.semantics.powers import charge_power
from addon.scripting.semantics.texts import text
from addon.scripting.values.classes import class_of
from addon.scripting.values.numbers import (
    EXACT as EXACT,
)
from addon.scripting.values.numbers import (
    BigInteger,
    Byte,
    Float,
    Short,
    positive_zero,
    wrap_int,
    wrap_long,
)


def negate(value: Any) -> Any:
    """`-value`"""
    rank = RANK[type(value)]
    if rank == FLOATING:
        return Float(-value) if type(value) is Float else -value
    if rank == BIG_DECIMAL:
        return positive_zero(value.copy_negate())
    if type(value) is Short or type(value) is Byte:
        return type(value)(-value)
    return box(-int(value), rank)


def absolute(value: Any) -> Any:
    """Math.abs and Number.abs"""
    rank = RANK[type(value)]
    if rank == FLOATING:
        return Float(abs(value)) if type(value) is Float else abs(value)
    if rank == BIG_DECIMAL:
        return value.copy_abs()
    return box(abs(int(value)), rank)


def _bitwise(name: str, apply: Callable[[int, int], int]) -> Callable[[Any, Any], Any]:
    def operate(left: Any, right: Any) -> Any:
        rank = max(RANK[type(left)], RANK[type(right)])
        if rank > BIG_INTEGER:
            unsupported(name, left, right)
        return box(apply(int(left), int(right)), rank)

    return operate


bit_and = _bitwise("and", lambda left, right: left & right)


bit_or = _bitwise("or", lambda left, right: left | right)


bit_xor = _bitwise("xor", lambda left, right: left ^ right)


def complement(value: Any) -> Any:
    """`~value`"""
    rank = RANK[type(value)]
    if rank > BIG_INTEGER:
        unsupported("bitwiseNegate", value, value)
    return box(~int(value), rank)


def shift_left(left: Any, right: Any) -> Any:
    """`left << right` of two integers."""
    rank = _shift_rank("leftShift", left, right)
    count = int(right)
    if rank == BIG_INTEGER:
        return _big_shift(int(left), count)
    return box(int(left) << (count & (31 if rank == INTEGER else 63)), rank)


def shift_right(left: Any, right: Any) -> Any:
    """`left >> right`"""
    rank = _shift_rank("rightShift", left, right)
    count = int(right)
    if rank == BIG_INTEGER:
        return _big_shift(int(left), -count)
    return box(int(left) >> (count & (31 if rank == INTEGER else 63)), rank)


def _big_shift(value: int, count: int) -> BigInteger:
    if count < 0:
        return box(value >> -count, BIG_INTEGER)  # type: ignore[return-value]
    charge_power(2, max(count, value.bit_length()))
    return BigInteger(value << count)


def shift_right_unsigned(left: Any, right: Any) -> Any:
    """`left >>> right`"""
    rank = _shift_rank("rightShiftUnsigned", left, right)
    count = int(right)
    if rank == BIG_INTEGER:
        unsupported("rightShiftUnsigned", left, right)
    if rank == INTEGER:
        return wrap_int((int(left) & 0xFFFFFFFF) >> (count & 31))
    return wrap_long((int(left) & 0xFFFFFFFFFFFFFFFF) >> (count & 63))


def _shift_rank(name: str, left: Any, right: Any) -> int:
    if RANK[type(right)] > BIG_INTEGER:
        throw(
            "UnsupportedOperationException",
            f"Shift distance must be an integral type, but {text(right)} ({class_of(right).name}) was supplied",
        )
    rank = RANK[type(left)]
    if rank > BIG_INTEGER:
        unsupported(name, left, left)
    return rank
