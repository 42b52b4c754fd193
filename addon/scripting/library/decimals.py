"""BigDecimal."""

from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
)
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.registry import Table
from addon.scripting.library.rounding import MODES, MathContext, rounding_of
from addon.scripting.limits import meter
from addon.scripting.semantics import division, numeric, powers
from addon.scripting.semantics.division import divide_decimals, set_scale
from addon.scripting.semantics.numbercasts import to_big_integer
from addon.scripting.semantics.numeric import to_decimal
from addon.scripting.values import hierarchy
from addon.scripting.values.lists import Array
from addon.scripting.values.numbers import (
    FLOATS,
    BigInteger,
    Byte,
    Long,
    Short,
    decimal_of,
    precision,
    scale,
    unscaled,
)

decimals = Table(hierarchy.BIG_DECIMAL)
bigs = Table(hierarchy.BIG_INTEGER)

for _mode in MODES:
    decimals.constant(f"ROUND_{_mode.name}", _mode.code)


def rescaled(value: Decimal, places: int, mode: Any) -> Decimal:
    """setScale; UNNECESSARY throws where digits would be lost."""
    rounding = rounding_of(mode)
    if rounding == "EXACT":
        result = set_scale(value, places, ROUND_DOWN)
        if result != value:
            throw("ArithmeticException", "Rounding necessary")
        return result
    return set_scale(value, places, rounding)


@decimals.method("setScale(int)", "setScale(int, RoundingMode)", "setScale(int, int)")
def set_scale_method(run: Any, self: Decimal, places: int, mode: Any = 7) -> Decimal:
    """The number with so many digits after the point."""
    return rescaled(self, places, mode)


@decimals.method("scale()")
def scale_(run: Any, self: Decimal) -> int:
    """Digits after the point."""
    return scale(self)


@decimals.method("precision()")
def precision_(run: Any, self: Decimal) -> int:
    """Digits in all."""
    return precision(self)


@decimals.method("unscaledValue()")
def unscaled_value(run: Any, self: Decimal) -> BigInteger:
    return BigInteger(unscaled(self))


@bigs.method("signum()")
@decimals.method("signum()")
def signum(run: Any, self: Any) -> int:
    """-1, 0 or 1."""
    return int(self > 0) - int(self < 0)


@decimals.method("stripTrailingZeros()")
def strip_zeros(run: Any, self: Decimal) -> Decimal:
    """Without zeros at the end."""
    return numeric.EXACT.normalize(self) if self else Decimal(0)


@decimals.method("toPlainString()")
def plain_string(run: Any, self: Decimal) -> str:
    """Digits without exponent."""
    run.meter.text(abs(int(self.as_tuple().exponent)) + precision(self))
    return f"{self:f}"


@decimals.method("toEngineeringString()")
def engineering(run: Any, self: Decimal) -> str:
    return self.to_eng_string()


@decimals.method("toBigInteger()")
def decimal_big(run: Any, self: Decimal) -> BigInteger:
    return to_big_integer(self)


@decimals.method("toBigIntegerExact()")
def big_exact(run: Any, self: Decimal) -> BigInteger:
    """The number as BigInteger; throws if there is a fraction."""
    if self != to_big_integer(self):
        throw("ArithmeticException", "Rounding necessary")
    return to_big_integer(self)


def _exactly(name: str, kind: Any, bits: int) -> None:
    def exact(run: Any, self: Decimal) -> Any:
        whole = to_big_integer(self)
        if self != whole:
            throw("ArithmeticException", "Rounding necessary")
        if not -(1 << bits - 1) <= whole < 1 << bits - 1:
            throw("ArithmeticException", "Overflow")
        return kind(int(whole))

    exact.__doc__ = f"The number as {name}; throws if it does not fit."
    decimals.method(f"{name}ValueExact()")(exact)


for _name, _kind, _bits in (("byte", Byte, 8), ("short", Short, 16), ("int", int, 32), ("long", Long, 64)):
    _exactly(_name, _kind, _bits)


@decimals.method("scaleByPowerOfTen(int)")
def scale_by_power(run: Any, self: Decimal, power: int) -> Decimal:
    """The number times a power of ten, its digits kept."""
    return numeric.EXACT.scaleb(self, power)


@decimals.method("ulp()")
def last_place(run: Any, self: Decimal) -> Decimal:
    """One in the last place."""
    return decimal_of(1, scale(self))


@decimals.method("plus()")
def itself(run: Any, self: Decimal) -> Decimal:
    return self


@decimals.method("divideAndRemainder(BigDecimal)")
def divide_and_remainder(run: Any, self: Decimal, other: Decimal) -> Array:
    """The whole quotient and what is left."""
    quotient = integral_quotient(run, self, other)
    return Array(hierarchy.BIG_DECIMAL, [quotient, numeric.subtract(self, numeric.multiply(quotient, other))])


def _decimal_operation(name: str, operate: Any) -> None:
    def method(run: Any, self: Decimal, other: Decimal, context: MathContext | None = None) -> Decimal:
        result = operate(self, other)
        return result if context is None else rounded(result, context)

    decimals.method(f"{name}(BigDecimal, MathContext)")(method)
    if name != "multiply":
        decimals.method(f"{name}(BigDecimal)")(method)


for _name, _operate in (("add", numeric.add), ("subtract", numeric.subtract), ("multiply", numeric.multiply)):
    _decimal_operation(_name, _operate)


@decimals.method("multiply(Number)")
def multiplied(run: Any, self: Decimal, other: Any) -> Any:
    """The product; that with a floating number is one."""
    return float(self) * float(other) if type(other) in FLOATS else numeric.multiply(self, to_decimal(other))


def rounded(value: Decimal, context: MathContext) -> Decimal:
    """Rounded to a MathContext's digits."""
    extra = precision(value) - context.digits
    if not context.digits or extra <= 0:
        return value
    made: Decimal = rescaled(value, scale(value) - extra, context.rounding)
    return rounded(made, context)  # 99.95 becomes 100.0, a digit longer


@decimals.method(
    "divide(BigDecimal)",
    "divide(BigDecimal, int, RoundingMode)",
    "divide(BigDecimal, int, int)",
    "divide(BigDecimal, RoundingMode)",
    "divide(BigDecimal, MathContext)",
    "divide(BigDecimal, int)",
)
def divide(run: Any, self: Decimal, other: Decimal, places: Any = None, mode: Any = None) -> Decimal:
    """The quotient, exact or rounded as told."""
    if not other:
        throw("ArithmeticException", "Division by zero" if self else "Division undefined")
    if type(places) is MathContext:
        if not places.digits:
            return division.divide_decimals(self, other)
        return division.round_quotient(self, other, places.digits, rounding_of(places.rounding))
    if places is None:
        exact = division.exact_quotient(self, other)
        if exact is None:
            throw("ArithmeticException", "Non-terminating decimal expansion; no exact representable decimal result.")
        return exact
    if mode is None:
        places, mode = scale(self), places
    return rounded_quotient(self, other, places, rounding_of(mode))


def rounded_quotient(left: Decimal, right: Decimal, places: int, rounding: str) -> Decimal:
    """left / right with exactly so many digits after the point, rounded once."""
    shift = abs(places - scale(left) + scale(right))
    if shift > 1000:
        gauge = meter()
        gauge.text(shift)
        gauge.step((shift >> 6) ** 2)
    numerator = unscaled(left) * 10 ** max(0, places - scale(left) + scale(right))
    denominator = unscaled(right) * 10 ** max(0, -(places - scale(left) + scale(right)))
    sign = -1 if (numerator < 0) != (denominator < 0) else 1
    quotient, rest = divmod(abs(numerator), abs(denominator))
    if rest:
        if rounding == "EXACT":
            throw("ArithmeticException", "Rounding necessary")
        half = (2 * rest > abs(denominator)) - (2 * rest < abs(denominator))
        up = (
            rounding == ROUND_UP
            or (rounding == ROUND_CEILING and sign > 0)
            or (rounding == ROUND_FLOOR and sign < 0)
            or (rounding == ROUND_HALF_UP and half >= 0)
            or (rounding == ROUND_HALF_DOWN and half > 0)
            or (rounding == ROUND_HALF_EVEN and (half > 0 or (half == 0 and quotient % 2 == 1)))
        )
        quotient += up
    return decimal_of(sign * quotient, places)


@decimals.method("pow(int)")
def decimal_power(run: Any, self: Decimal, exponent: int) -> Any:
    if exponent < 0:
        throw("ArithmeticException", "Invalid operation")
    return powers.power(self, exponent)


@decimals.method("max(BigDecimal)")
def decimal_max(run: Any, self: Decimal, other: Decimal) -> Decimal:
    return self if self >= other else other


@decimals.method("min(BigDecimal)")
def decimal_min(run: Any, self: Decimal, other: Decimal) -> Decimal:
    return self if self <= other else other


@decimals.method("abs(MathContext)")
def absolute(run: Any, self: Decimal, context: MathContext) -> Decimal:
    return rounded(decimal_of(abs(unscaled(self)), scale(self)), context)


@decimals.method("negate(MathContext)")
def negated(run: Any, self: Decimal, context: MathContext) -> Decimal:
    return rounded(decimal_of(-unscaled(self), scale(self)), context)


@decimals.method("round(MathContext)")
def round_context(run: Any, self: Decimal, context: MathContext) -> Decimal:
    return rounded(self, context)


@decimals.method("movePointLeft(int)")
def point_left(run: Any, self: Decimal, count: int) -> Decimal:
    moved = numeric.EXACT.scaleb(self, -count)
    return moved if scale(moved) >= 0 else set_scale(moved, 0)


@decimals.method("movePointRight(int)")
def point_right(run: Any, self: Decimal, count: int) -> Decimal:
    moved: Decimal = point_left(run, self, -count)
    return moved


@decimals.method("remainder(BigDecimal)")
def decimal_remainder(run: Any, self: Decimal, other: Decimal) -> Any:
    return division.remainder(self, other)


@decimals.method("divideToIntegralValue(BigDecimal)")
def integral_quotient(run: Any, self: Decimal, other: Decimal) -> Decimal:
    quotient = set_scale(divide_decimals(self, other), 0, ROUND_DOWN)
    wanted = scale(self) - scale(other)
    if not quotient:
        return decimal_of(0, wanted)
    if wanted > 0:
        return set_scale(quotient, wanted, ROUND_DOWN)
    stripped = numeric.EXACT.normalize(quotient)
    return set_scale(stripped, max(scale(stripped), wanted)) if scale(stripped) < 0 else quotient


_UPWARDS, _DOWNWARDS, _UNNECESSARY = (0, 2), (1, 3), 7
"""Codes of the rounding modes of a root, which is never halfway between two numbers."""
ROOT_STEPS = 4
"""Steps for each digit of a root: a million of them take eight seconds."""


@decimals.method("sqrt(MathContext)")
def decimal_root(run: Any, self: Decimal, context: MathContext) -> Decimal:
    from decimal import Context

    if self < 0:
        throw("ArithmeticException", "Attempted square root of negative BigDecimal")
    digits = context.digits or len(self.as_tuple().digits) // 2 + 1
    run.meter.text(digits)
    run.meter.step(digits * ROOT_STEPS)
    arithmetic = Context(prec=digits, Emax=numeric.EXACT.Emax, Emin=numeric.EXACT.Emin)
    root = arithmetic.sqrt(self)
    rest = self - numeric.EXACT.multiply(root, root)
    if not rest:
        plain = numeric.EXACT.normalize(root)
        return set_scale(plain, max(scale(plain), min(int(scale(self) / 2), digits - plain.adjusted() - 1)))
    if not context.digits or context.rounding == _UNNECESSARY:
        throw("ArithmeticException", "Computed square root not exact.")
    if rest < 0 and context.rounding in _DOWNWARDS:
        return arithmetic.next_minus(root)
    return arithmetic.next_plus(root) if rest > 0 and context.rounding in _UPWARDS else root


@decimals.static("valueOf(long)", "valueOf(double)", "valueOf(long, int)")
def decimal_value_of(run: Any, value: Any, places: int = 0) -> Decimal:
    """A number as BigDecimal, doubles by their shortest text."""
    return to_decimal(value) if type(value) is float else decimal_of(int(value), places)
