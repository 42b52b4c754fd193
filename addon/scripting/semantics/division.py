"""Division and remainders; BigDecimal quotients and scales."""

from decimal import ROUND_HALF_UP, Context, Decimal
from math import fmod, isinf
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.limits import meter
from addon.scripting.semantics.numeric import (
    BIG_DECIMAL,
    BIG_INTEGER,
    EXTRA_PRECISION,
    FLOATING,
    LONG_NUMBER,
    MIN_SCALE,
    RANK,
    _charge_product,
    _guard_decimals,
    box,
    charge_digits,
    to_decimal,
)
from addon.scripting.semantics.texts import text
from addon.scripting.values.classes import class_of
from addon.scripting.values.numbers import (
    EXACT as EXACT,
)
from addon.scripting.values.numbers import (
    INT_MAX,
    INT_MIN,
    BigInteger,
    decimal_of,
    positive_zero,
    precision,
    scale,
    unscaled,
)


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
    preferred = scale(left) - scale(right)
    if left and not INT_MIN <= preferred <= INT_MAX:
        throw("ArithmeticException", "Underflow" if preferred < 0 else "Overflow")
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
    if two.bit_length() > LONG_NUMBER:
        meter().step((two.bit_length() >> 8) ** 2)
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
    more = max(abs(digits_after), digits_after - scale(value) if value else 0)
    if more > 10_000:
        meter().text(more)
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
    worst = left
    throw(
        "UnsupportedOperationException",
        f"Cannot use {name}() on this number type: {class_of(worst).name} with value: {text(worst)}",
    )


def _java_scale(rest: Decimal, left: Decimal, right: Decimal) -> Decimal:
    """A remainder as BigDecimal.remainder scales it: the whole quotient comes as near to its own scale as it can."""
    own = scale(left) - scale(right)
    if own >= 0:
        return rest
    quotient = EXACT.normalize(EXACT.divide_int(left, right))
    kept = max(own, scale(quotient)) if quotient else own
    wanted = max(scale(left), kept + scale(right))
    return rest if wanted >= scale(rest) else decimal_of(int(EXACT.scaleb(rest, wanted)), wanted)


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
        return _java_scale(positive_zero(EXACT.remainder(whole_left, whole_right)), whole_left, whole_right)
    one, two = int(left), int(right)
    if rank == BIG_INTEGER:
        _charge_division(one, two)
        return BigInteger(one % two) if two > 0 else throw("ArithmeticException", "BigInteger: modulus not positive")
    if not two:
        throw("ArithmeticException", "/ by zero")
    return box(one - two * truncated(one, two), rank)
