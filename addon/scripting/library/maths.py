"""java.lang.Math."""

import math
from decimal import Decimal
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.numbers import round_half_up
from addon.scripting.library.registry import Table
from addon.scripting.semantics import bits
from addon.scripting.semantics.powers import float_power
from addon.scripting.values.classes import class_of, define
from addon.scripting.values.numbers import (
    FLOATS,
    INT_MAX,
    INT_MIN,
    LONG_MAX,
    LONG_MIN,
    BigInteger,
    Float,
    Long,
    wrap_int,
)

maths = Table(define("java.lang.Math"))
maths.constant("PI", math.pi)
maths.constant("E", math.e)


def _pair(name: str, pick: Any) -> None:
    def choose(run: Any, one: Any, two: Any) -> Any:
        kinds = {type(one), type(two)}
        if kinds & {Decimal, BigInteger}:
            throw(
                "GroovyRuntimeException",
                f"Ambiguous method overloading for method java.lang.Math#{name}.\n"
                f"Cannot resolve which method to invoke for [class {class_of(one).name}, class {class_of(two).name}]"
                " due to overlapping prototypes between:\n\t[double, double]\n\t[float, float]",
            )
        if kinds & FLOATS or kinds - {int, Long}:
            return float(pick(float(one), float(two)))
        found = pick(int(one), int(two))
        return Long(found) if Long in kinds else found

    maths.static(f"{name}(Number, Number)")(choose)


_pair("max", max)
_pair("min", min)


@maths.static("abs(Number)")
def absolute(run: Any, value: Any) -> Any:
    """Without the sign."""
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
        lambda value: (
            math.copysign(abs(value) ** (1 / 3), value)
            if round(abs(value) ** (1 / 3)) ** 3 != abs(value)
            else math.copysign(round(abs(value) ** (1 / 3)), value)
        ),
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
    return float_power(one, two)


@maths.static("atan2(double, double)")
def atan2(run: Any, one: float, two: float) -> float:
    return math.atan2(one, two)


@maths.static("hypot(double, double)")
def hypot(run: Any, one: float, two: float) -> float:
    return math.hypot(one, two)


def _whole(one: Any, two: Any) -> type:
    return Long if Long in (type(one), type(two)) else int


@maths.static("floorDiv(long, long)")
def floor_div(run: Any, one: int, two: int) -> Any:
    """The quotient rounded down."""
    if not two:
        throw("ArithmeticException", "/ by zero")
    return _whole(one, two)(one // two)


@maths.static("floorMod(long, long)")
def floor_mod(run: Any, one: int, two: int) -> Any:
    """The remainder with the divisor's sign."""
    if not two:
        throw("ArithmeticException", "/ by zero")
    return _whole(one, two)(one % two)


def _exact(name: str, operate: Any) -> None:
    def apply(run: Any, one: Any, two: Any) -> Any:
        kind = _whole(one, two)
        result = operate(int(one), int(two))
        low, high = (INT_MIN, INT_MAX) if kind is int else (LONG_MIN, LONG_MAX)
        if not low <= result <= high:
            throw("ArithmeticException", "integer overflow" if kind is int else "long overflow")
        return kind(result)

    maths.static(f"{name}(Number, Number)")(apply)


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
    return bits.negate(value)


@maths.static("random()")
def random(run: Any) -> float:
    """A number from 0 up to, not including, 1."""
    return float(run.random_bits(53)) / float(1 << 53)
