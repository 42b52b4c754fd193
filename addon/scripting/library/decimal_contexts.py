"""BigDecimal with a MathContext, and the floating numbers written in base 16."""

from decimal import Decimal
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.decimals import divide_and_remainder, integral_quotient
from addon.scripting.library.format import hexadecimal
from addon.scripting.library.registry import Table
from addon.scripting.library.rounding import MathContext
from addon.scripting.semantics import numeric
from addon.scripting.semantics.ordering import compare
from addon.scripting.values import hierarchy
from addon.scripting.values.lists import Array
from addon.scripting.values.numbers import Short

decimals = Table(hierarchy.BIG_DECIMAL)


def _whole(run: Any, self: Decimal, other: Decimal, context: MathContext) -> Decimal:
    quotient: Decimal = integral_quotient(run, self, other)
    if context.digits and quotient.adjusted() >= context.digits:
        throw("ArithmeticException", "Division impossible")
    return quotient


@decimals.method("divideToIntegralValue(BigDecimal, MathContext)")
def whole_quotient(run: Any, self: Decimal, other: Decimal, context: MathContext) -> Decimal:
    """The whole quotient, which has to have no more digits than the context."""
    return _whole(run, self, other, context)


@decimals.method("remainder(BigDecimal, MathContext)")
def remainder(run: Any, self: Decimal, other: Decimal, context: MathContext) -> Decimal:
    """What is left of a whole quotient that has no more digits than the context."""
    left: Decimal = numeric.subtract(self, numeric.multiply(_whole(run, self, other, context), other))
    return left


@decimals.method("divideAndRemainder(BigDecimal, MathContext)")
def both(run: Any, self: Decimal, other: Decimal, context: MathContext) -> Array:
    """The whole quotient, which has to have no more digits than the context, and what is left."""
    _whole(run, self, other, context)
    return divide_and_remainder(run, self, other)  # type: ignore[no-any-return]


@decimals.method("isAtLeast(BigDecimal)")
def at_least(run: Any, self: Decimal, other: Decimal) -> bool:
    """Whether this is not less than another."""
    return compare(self, other) >= 0


@decimals.method("isAtLeast(String)")
def at_least_text(run: Any, self: Decimal, words: str) -> bool:
    """Whether this is not less than the number a text writes."""
    return compare(self, _number(run, words)) >= 0


@Table(hierarchy.STRING).method("isAtLeast(BigDecimal)", "isAtLeast(String)")
def text_at_least(run: Any, self: str, other: Any) -> bool:
    """Whether the number that the text writes is not less than another."""
    mine = _number(run, self)
    return compare(mine, _number(run, other) if isinstance(other, str) else other) >= 0


def _number(run: Any, words: str) -> Decimal:
    from addon.scripting.semantics.construction import new_object

    return new_object(run, hierarchy.BIG_DECIMAL, [words])  # type: ignore[no-any-return]


Table("java.lang.Double").static("toHexString(double)")(lambda run, value: hexadecimal(value))
Table("java.lang.Float").static("toHexString(float)")(lambda run, value: hexadecimal(float(value)))


@Table("java.lang.Double").method("equalsIgnoreZeroSign(Object)")
@Table("java.lang.Float").method("equalsIgnoreZeroSign(Object)")
def equal_but_for_zero(run: Any, self: float, other: Any) -> bool:
    """Whether both are the same number of the same kind; both zeros are."""
    return type(self) is type(other) and (self == other or (self != self and other != other))


@Table("java.lang.Short").static("reverseBytes(short)")
def reverse_bytes(run: Any, value: int) -> Short:
    """The two bytes in the other order."""
    low, high = value & 0xFF, value >> 8 & 0xFF
    swapped = low << 8 | high
    return Short(swapped - 0x10000 if swapped >= 0x8000 else swapped)


for _name, _least, _greatest in (("Double", -1022, 1023), ("Float", -126, 127)):
    Table(f"java.lang.{_name}").constant("MIN_EXPONENT", _least)
    Table(f"java.lang.{_name}").constant("MAX_EXPONENT", _greatest)
for _name, _primitive in (
    *(("Integer", "int"), ("Long", "long"), ("Double", "double"), ("Float", "float"), ("Short", "short")),
    *(("Byte", "byte"), ("Boolean", "boolean"), ("Character", "char"), ("Void", "void")),
):
    Table(f"java.lang.{_name}").constant("TYPE", hierarchy.BY_NAME[_primitive])
