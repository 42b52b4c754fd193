"""Arithmetic on Groovy's numeric tower, as NumberMath and its kin define it."""

from collections.abc import Callable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from math import fmod, isinf
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.limits import meter
from addon.scripting.values.classes import class_of
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
    decimal_of,
    positive_zero,
    precision,
    scale,
    smallest,
    to_float32,
    unscaled,
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
    if kind is BigInteger and value.bit_length() > LONG_NUMBER:
        meter().step((value.bit_length() >> 9) ** 2)
    if kind in FLOATS:
        return double_decimal(float(value))
    return Decimal(int(value))


def double_decimal(value: float) -> Decimal:
    """new BigDecimal(Double.toString(value))"""
    from addon.scripting.values.numbers import double_text

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


def multiply(left: Any, right: Any) -> Any:
    """`left * right` of two numbers."""
    rank = max(RANK[type(left)], RANK[type(right)])
    if rank == FLOATING:
        return float(left) * float(right)
    if rank == BIG_DECIMAL:
        one, two = to_decimal(left), to_decimal(right)
        _charge_product(precision(one) * 4, precision(two) * 4)
        return positive_zero(EXACT.multiply(one, two))
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


def divide(left: Any, right: Any) -> Any:
    """`left / right`: BigDecimal unless a double is involved."""
    if max(RANK[type(left)], RANK[type(right)]) == FLOATING:
        return float_divide(float(left), float(right))
    return divide_decimals(to_decimal(left), to_decimal(right))


def float_divide(left: float, right: float) -> float:
    """Division of doubles, by zero as IEEE has it."""
    if right:
        return left / right
    if left != left or right != right or not left:
        return float("nan")
    negative = (left < 0) != (str(right)[0] == "-")
    return float("-inf") if negative else float("inf")


def divide_decimals(left: Decimal, right: Decimal) -> Decimal:
    """BigDecimal division as Groovy does it: exact where possible, else ten digits more."""
    charge_digits(left, right)
    if not right:
        throw("ArithmeticException", "Division by zero" if left else "Division undefined")
    exact = exact_quotient(left, right)
    if exact is not None:
        return exact
    digits = max(precision(left), precision(right)) + EXTRA_PRECISION
    result = round_quotient(left, right, digits)
    limit = max(scale(left), scale(right), MIN_SCALE)
    if scale(result) > limit:
        result = set_scale(result, limit)
    return result


def exact_quotient(left: Decimal, right: Decimal) -> Decimal | None:
    """BigDecimal.divide(BigDecimal): the exact quotient, or None when it does not terminate."""
    preferred = scale(left) - scale(right)
    if not left:
        return decimal_of(0, preferred)
    one, two = unscaled(left), unscaled(right)
    _charge_product(one.bit_length(), two.bit_length())
    from math import gcd

    common = gcd(one, two)
    one, two = one // common, two // common
    if two < 0:
        one, two = -one, -two
    twos = (two & -two).bit_length() - 1
    rest = two >> twos
    fives = 0
    while rest % 5 == 0:
        rest //= 5
        fives += 1
    if rest != 1:
        return None
    more = max(twos, fives)
    return decimal_of(one * 10**more // two, preferred + more)


def round_quotient(left: Decimal, right: Decimal, digits: int, rounding: str = ROUND_HALF_UP) -> Decimal:
    """left / right rounded to so many digits, then stripped towards the preferred scale as Java does."""
    meter().text(digits)
    context = Context(prec=digits, rounding=rounding, Emax=EXACT.Emax, Emin=EXACT.Emin, traps=[])
    quotient = context.divide(left, right)
    preferred = scale(left) - scale(right)
    while scale(quotient) > preferred and quotient and unscaled(quotient) % 10 == 0:
        quotient = decimal_of(unscaled(quotient) // 10, scale(quotient) - 1)
    return quotient


def set_scale(value: Decimal, digits_after: int, rounding: str = ROUND_HALF_UP) -> Decimal:
    """BigDecimal.setScale"""
    if abs(digits_after) > 10_000:
        meter().text(abs(digits_after))
    context = Context(prec=EXACT.prec, rounding=rounding, Emax=EXACT.Emax, Emin=EXACT.Emin, traps=[])
    return positive_zero(context.quantize(value, Decimal((0, (1,), -digits_after))))


def _charge_division(one: int, two: int) -> None:
    """Dividing takes the length of the quotient times that of the divisor."""
    long, short = one.bit_length(), two.bit_length()
    if long > 2048 and long >= short:
        meter().step(((long - short + 64) * short) >> 16)


def int_divide(left: Any, right: Any) -> Any:
    """intdiv"""
    rank = max(RANK[type(left)], RANK[type(right)])
    if rank > BIG_INTEGER:
        unsupported("intdiv", left, right)
    if not right:
        throw("ArithmeticException", "BigInteger divide by zero" if rank == BIG_INTEGER else "/ by zero")
    return box(truncated(int(left), int(right)), rank)


def truncated(left: int, right: int) -> int:
    """Integer quotient rounded towards zero."""
    _charge_division(left, right)
    quotient = abs(left) // abs(right)
    return quotient if (left < 0) == (right < 0) else -quotient


def unsupported(name: str, left: Any, right: Any) -> Any:
    """Raise what NumberMath raises for an operation a kind of number lacks."""
    from addon.scripting.semantics.texts import text

    worst = left
    throw(
        "UnsupportedOperationException",
        f"Cannot use {name}() on this number type: {class_of(worst).name} with value: {text(worst)}",
    )


def remainder(left: Any, right: Any) -> Any:
    """`left % right`; the sign is the left operand's."""
    rank = max(RANK[type(left)], RANK[type(right)])
    if rank == FLOATING:
        quick, by = float(left), float(right)
        return fmod(quick, by) if by and not isinf(quick) else float("nan")
    if rank == BIG_DECIMAL:
        whole_left, whole_right = to_decimal(left), to_decimal(right)
        if not whole_right:
            throw("ArithmeticException", "Division by zero")
        _guard_decimals(whole_left, whole_right)
        return positive_zero(EXACT.remainder(whole_left, whole_right))
    if not right:
        throw("ArithmeticException", "BigInteger divide by zero" if rank == BIG_INTEGER else "/ by zero")
    one, two = int(left), int(right)
    if rank == BIG_INTEGER:
        _charge_division(one, two)
        return BigInteger(one % two) if two > 0 else throw("ArithmeticException", "BigInteger: modulus not positive")
    return box(one - two * truncated(one, two), rank)


def power(left: Any, right: Any) -> Any:
    """`left ** right`"""
    exponent_rank = RANK[type(right)]
    kind = type(left)
    if exponent_rank == INTEGER and kind in (int, Long, BigInteger, Decimal):
        count = int(right)
        if count >= 0:
            if kind is Decimal:
                _charge_power(precision(left) * 4, count)
                return decimal_of(unscaled(left) ** count, scale(left) * count)
            _charge_power(int(left).bit_length(), count)
            result = int(left) ** count
            if kind is BigInteger:
                return BigInteger(result)
            if kind is Long and LONG_MIN <= result <= LONG_MAX:
                return Long(result)
            if kind is int and INT_MIN <= result <= INT_MAX:
                return result
            return BigInteger(result)
    if kind is BigInteger and exponent_rank == BIG_INTEGER:
        if right < 0:
            throw("ArithmeticException", "Negative exponent")
        _charge_power(int(left).bit_length(), int(right))
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


def _charge_power(bits: int, count: int) -> None:
    if bits > 1 and bits * count > 2048:
        if bits * count > LONGEST_NUMBER:
            throw("ArithmeticException", "BigInteger would overflow supported range")
        gauge = meter()
        gauge.allocate(bits * count >> 3)
        gauge.step((bits * count >> 9) ** 2 >> 4)


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
    _charge_power(2, max(count, value.bit_length()))
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
    from addon.scripting.semantics.texts import text

    if RANK[type(right)] > BIG_INTEGER:
        throw(
            "UnsupportedOperationException",
            f"Shift distance must be an integral type, but {text(right)} ({class_of(right).name}) was supplied",
        )
    rank = RANK[type(left)]
    if rank > BIG_INTEGER:
        unsupported(name, left, left)
    return rank


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
