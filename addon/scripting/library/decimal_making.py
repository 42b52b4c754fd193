"""BigDecimals that are made or raised by the digits of a MathContext."""

from decimal import Decimal
from math import isinf
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.decimals import decimal_power, divide, rounded
from addon.scripting.library.registry import Table
from addon.scripting.library.rounding import MathContext
from addon.scripting.semantics import numeric
from addon.scripting.semantics.numbertexts import parse_decimal
from addon.scripting.semantics.numeric import to_decimal
from addon.scripting.values import hierarchy
from addon.scripting.values.lists import Array
from addon.scripting.values.numbers import decimal_of

decimals = Table(hierarchy.BIG_DECIMAL)
GREATEST_EXPONENT = 999_999_999


@decimals.constructor(
    "(String)",
    "(BigInteger)",
    "(int)",
    "(long)",
    "(double)",
    "(BigDecimal)",
    "(char[])",
    "(String, MathContext)",
    "(BigInteger, int)",
    "(BigInteger, MathContext)",
    "(int, MathContext)",
    "(long, MathContext)",
    "(double, MathContext)",
    "(char[], MathContext)",
    "(BigInteger, int, MathContext)",
)
def new_decimal(run: Any, value: Any, second: Any = None, context: MathContext | None = None) -> Decimal:
    """From text or number; from a double exactly; from an unscaled value and a scale; rounded by a context."""
    if type(second) is MathContext:
        context = second
    if isinstance(second, int):
        numeric.charge_conversion(value)
    made = decimal_of(int(value), second) if isinstance(second, int) else _exactly(value)
    made = made or made.copy_abs()
    return made if context is None else rounded(made, context)


def _exactly(value: Any) -> Decimal:
    if type(value) is Array:
        value = "".join(one.unit for one in value)
    if isinstance(value, str):
        return parse_decimal(value)
    if type(value) is float:
        if value != value or isinf(value):
            throw("NumberFormatException", "Infinite or NaN")
        return Decimal(value)
    return to_decimal(value)


@decimals.method("plus(MathContext)")
def rounded_itself(run: Any, self: Decimal, context: MathContext) -> Decimal:
    """The number rounded."""
    return rounded(self, context)


@decimals.method("pow(int, MathContext)")
def power(run: Any, self: Decimal, exponent: int, context: MathContext) -> Decimal:
    """A power, rounded after every multiplication as Java does it."""
    if not context.digits:
        return decimal_power(run, self, exponent)  # type: ignore[no-any-return]
    if abs(exponent) > GREATEST_EXPONENT or len(str(abs(exponent))) > context.digits:
        throw("ArithmeticException", "Invalid operation")
    if not exponent:
        return Decimal(1)
    run.meter.step((context.digits >> 4) ** 2)
    working = MathContext(context.digits + len(str(abs(exponent))) + 1, context.rounding)
    made = self
    for bit in bin(abs(exponent))[3:]:
        made = rounded(numeric.multiply(made, made), working)
        if bit == "1":
            made = rounded(numeric.multiply(made, self), working)
    if exponent < 0:
        made = divide(run, Decimal(1), made, working)
    return rounded(made, context)
