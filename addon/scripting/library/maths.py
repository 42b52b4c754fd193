"""java.lang.Math."""

import math
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.numbers import round_half_up
from addon.scripting.library.registry import Table
from addon.scripting.semantics import bits
from addon.scripting.semantics.missing import missing_method
from addon.scripting.semantics.narrowing import whole
from addon.scripting.semantics.powers import float_power
from addon.scripting.values.classes import class_of, define
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
    wrap_int,
    wrap_long,
)

maths = Table(define("java.lang.Math"))
maths.constant("PI", math.pi)
maths.constant("E", math.e)


def _pair(name: str, pick: Any) -> None:
    def choose(run: Any, one: Any, two: Any) -> Any:
        if one is None or two is None:
            missing_method(maths.info, name, (one, two), static=True)
        kinds = {type(one), type(two)}
        if BigInteger in kinds and kinds <= {BigInteger, int, Short, Byte}:
            return pick(wrap_int(int(one)), wrap_int(int(two)))
        if kinds & {Decimal, BigInteger} and kinds & ({int, Long, Short, Byte} if Decimal in kinds else {Long}):
            throw(
                "GroovyRuntimeException",
                f"Ambiguous method overloading for method java.lang.Math#{name}.\n"
                f"Cannot resolve which method to invoke for [class {class_of(one).name}, class {class_of(two).name}]"
                " due to overlapping prototypes between:\n\t[double, double]\n\t[float, float]",
            )
        if Float in kinds and not kinds & {float, Decimal, BigInteger}:
            return Float(_of_doubles(pick, float(one), float(two)))
        if kinds & FLOATS or kinds - {int, Long, Short, Byte}:
            return _of_doubles(pick, float(one), float(two))
        found = pick(int(one), int(two))
        return Long(found) if Long in kinds else found

    maths.static(f"{name}(Number?, Number?)")(choose)


def _of_doubles(pick: Any, one: float, two: float) -> float:
    """The greater or smaller one, where NaN is both and -0.0 is less than 0.0."""
    if one != one or two != two:
        return math.nan
    if one == two:
        return float(pick(one, two, key=lambda value: math.copysign(1.0, value)))
    return float(pick(one, two))


_pair("max", max)
_pair("min", min)


@maths.static("abs(Number)")
def absolute(run: Any, value: Any) -> Any:
    """Without the sign."""
    if type(value) is BigInteger:
        return bits.absolute(wrap_int(int(value)))
    if type(value) in FLOATS or type(value) in (int, Long):
        return bits.absolute(value)
    return abs(float(value))


@maths.static("round(Number)")
def round_(run: Any, value: Any) -> Any:
    """The nearest whole number, as Long (as Integer for a Float)."""
    if type(value) is Float or type(value) is int:
        return wrap_int(round_half_up(float(value))) if type(value) is Float else int(value)
    if type(value) is Long:
        return value
    whole = round_half_up(float(value))
    return Long(max(LONG_MIN, min(LONG_MAX, whole)))


def _function(name: str, calculate: Any) -> None:
    def apply(run: Any, value: float) -> float:
        try:
            return float(calculate(value))
        except ValueError:
            return float("nan")
        except OverflowError:
            return float("inf")

    maths.static(f"{name}(double)")(apply)


def _integral(rounding: Any) -> Any:
    def apply(value: float) -> float:
        if value != value or math.isinf(value):
            return value
        return math.copysign(float(rounding(value)), value)

    return apply


def _cube_root(value: float) -> float:
    """Rounded to the nearest: the system's function is off by one in the last place for some whole cubes."""
    if value == 0 or not math.isfinite(value):
        return value
    near = Decimal(math.cbrt(value))
    with localcontext() as context:
        context.prec = 50
        return float(near - (near**3 - Decimal(value)) / (3 * near**2))


def _logarithm(value: float) -> float:
    if value == 0:
        return float("-inf")
    return math.log(value)


for _name, _calculate in (
    ("floor", _integral(math.floor)),
    ("ceil", _integral(math.ceil)),
    ("rint", _integral(round)),
    ("sqrt", math.sqrt),
    (
        "cbrt",
        _cube_root,
    ),
    ("exp", math.exp),
    ("log", _logarithm),
    ("log10", lambda value: float("-inf") if value == 0 else math.log10(value)),
    ("log1p", math.log1p),
    ("expm1", math.expm1),
    ("sin", math.sin),
    ("cos", math.cos),
    ("tan", math.tan),
    ("asin", math.asin),
    ("acos", math.acos),
    ("atan", math.atan),
    ("sinh", math.sinh),
    ("cosh", math.cosh),
    ("tanh", math.tanh),
    ("toRadians", math.radians),
    ("toDegrees", math.degrees),
    ("signum", lambda value: math.copysign(1.0, value) if value else value),
):
    _function(_name, _calculate)


@maths.static("pow(double, double)")
def power(run: Any, one: float, two: float) -> float:
    """One number to the power of another."""
    if math.isnan(two) or (math.isinf(two) and abs(one) == 1):
        return math.nan
    return float_power(one, two)


@maths.static("atan2(double, double)")
def atan2(run: Any, one: float, two: float) -> float:
    return math.atan2(one, two)


@maths.static("hypot(double, double)")
def hypot(run: Any, one: float, two: float) -> float:
    return math.hypot(one, two)


def _whole(one: Any, two: Any) -> type:
    return Long if Long in (type(one), type(two)) else int


@maths.static("floorDiv(int, int)")
def floor_div(run: Any, one: int, two: int) -> int:
    """The quotient rounded down."""
    if not two:
        throw("ArithmeticException", "/ by zero")
    return int(wrap_int(one // two))


@maths.static("floorDiv(long, long)")
def floor_div_long(run: Any, one: int, two: int) -> Long:
    """The quotient rounded down."""
    if not two:
        throw("ArithmeticException", "/ by zero")
    return wrap_long(one // two)


@maths.static("floorMod(int, int)", "floorMod(long, int)")
def floor_mod(run: Any, one: int, two: int) -> int:
    """The remainder with the divisor's sign."""
    if not two:
        throw("ArithmeticException", "/ by zero")
    return one % two


@maths.static("floorMod(long, long)")
def floor_mod_long(run: Any, one: int, two: int) -> Long:
    """The remainder with the divisor's sign."""
    return Long(floor_mod(run, one, two))


def _exact(name: str, operate: Any) -> None:
    def apply(run: Any, one: Any, two: Any) -> Any:
        if one is None or two is None:
            missing_method(maths.info, name, (one, two), static=True)
        kind = _whole(one, two)
        result = operate(whole(one), whole(two))
        low, high = (INT_MIN, INT_MAX) if kind is int else (LONG_MIN, LONG_MAX)
        if not low <= result <= high:
            throw("ArithmeticException", "integer overflow" if kind is int else "long overflow")
        return kind(result)

    maths.static(f"{name}(Number?, Number?)")(apply)


_exact("addExact", lambda one, two: one + two)
_exact("subtractExact", lambda one, two: one - two)
_exact("multiplyExact", lambda one, two: one * two)


@maths.static("toIntExact(long)")
def to_int_exact(run: Any, value: int) -> int:
    if not INT_MIN <= value <= INT_MAX:
        throw("ArithmeticException", "integer overflow")
    return int(value)


@maths.static("negateExact(Number)")
def negate_exact(run: Any, value: Any) -> Any:
    made = bits.negate(value)
    if value and made == value:
        throw("ArithmeticException", f"{'long' if type(value) is Long else 'integer'} overflow")
    return made


@maths.static("random()")
def random(run: Any) -> float:
    """A number from 0 up to, not including, 1."""
    return float(run.random_bits(53)) / float(1 << 53)


# Exact and floating details


def _exact_step(name: str, step: int) -> None:
    @maths.static(f"{name}Exact(int)")
    def exact(run: Any, value: int) -> int:
        """One more or less; throws where that does not fit."""
        if not INT_MIN <= value + step <= INT_MAX:
            throw("ArithmeticException", "integer overflow")
        return value + step

    @maths.static(f"{name}Exact(long)")
    def exact_long(run: Any, value: int) -> Long:
        """One more or less; throws where that does not fit."""
        if not LONG_MIN <= value + step <= LONG_MAX:
            throw("ArithmeticException", "long overflow")
        return Long(value + step)


_exact_step("increment", 1)
_exact_step("decrement", -1)


@maths.static("absExact(int)")
def abs_exact(run: Any, value: int) -> int:
    """The absolute value; throws where that does not fit."""
    if value == INT_MIN:
        throw("ArithmeticException", "Overflow to represent absolute value of Integer.MIN_VALUE")
    return abs(value)


@maths.static("absExact(long)")
def abs_exact_long(run: Any, value: int) -> Long:
    """The absolute value; throws where that does not fit."""
    if value == LONG_MIN:
        throw("ArithmeticException", "Overflow to represent absolute value of Long.MIN_VALUE")
    return Long(abs(value))


@maths.static("multiplyFull(int, int)")
def multiply_full(run: Any, one: int, two: int) -> Long:
    """The product as Long."""
    return Long(one * two)


@maths.static("multiplyHigh(long, long)")
def multiply_high(run: Any, one: int, two: int) -> Long:
    """The upper half of the product's 128 bits."""
    return Long(int(one) * int(two) >> 64)


@maths.static("copySign(double, double)")
def copy_sign(run: Any, value: float, sign: float) -> float:
    """A number with the sign of another."""
    return math.copysign(value, sign)


@maths.static("IEEEremainder(double, double)")
def ieee_remainder(run: Any, one: float, two: float) -> float:
    """The remainder of the nearest quotient."""
    if math.isinf(one) or two == 0 or math.isnan(one) or math.isnan(two):
        return math.nan
    return math.remainder(one, two)


@maths.static("nextUp(double)")
def next_up(run: Any, value: float) -> float:
    """The next greater number."""
    return math.nextafter(value, math.inf)


@maths.static("nextDown(double)")
def next_down(run: Any, value: float) -> float:
    """The next smaller number."""
    return math.nextafter(value, -math.inf)


@maths.static("nextAfter(double, double)")
def next_after(run: Any, value: float, towards: float) -> float:
    """The next number towards another."""
    return math.nextafter(value, towards)


@maths.static("ulp(double)")
def ulp(run: Any, value: float) -> float:
    """How far the next number is."""
    return math.ulp(value)


@maths.static("fma(double, double, double)")
def fused(run: Any, one: float, two: float, three: float) -> float:
    """Product and sum, rounded once."""
    if not all(map(math.isfinite, (one, two, three))):
        return one * two + three
    exact = Fraction(one) * Fraction(two) + Fraction(three)
    try:
        return float(exact) if exact else one * two + three  # which knows the sign of its zero
    except OverflowError:
        return math.inf if exact > 0 else -math.inf


@maths.static("scalb(double, int)")
def scalb(run: Any, value: float, power: int) -> float:
    """Times a power of two."""
    try:
        return math.ldexp(value, max(-2200, min(2200, power)))
    except OverflowError:
        return math.copysign(math.inf, value)


@maths.static("getExponent(double)")
def get_exponent(run: Any, value: float) -> int:
    """The exponent of two."""
    if math.isinf(value) or math.isnan(value):
        return 1024
    return -1023 if abs(value) < 2.0**-1022 else math.frexp(value)[1] - 1


strict = Table(define("java.lang.StrictMath"))
strict.info.statics.update(maths.info.statics)
strict.info.constants.update(maths.info.constants)
