"""Numbers: conversions, arithmetic by name, GDK loops, rounding."""

from decimal import (
    ROUND_DOWN,
    ROUND_HALF_UP,
    Decimal,
)
from math import floor, isinf
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.registry import Table
from addon.scripting.semantics import bits, division, narrowing, numeric, powers
from addon.scripting.semantics.castfailures import cast_failure
from addon.scripting.semantics.coerce import cast
from addon.scripting.semantics.division import set_scale
from addon.scripting.semantics.numbercasts import to_big_integer
from addon.scripting.semantics.numeric import to_decimal
from addon.scripting.semantics.ordering import compare_numbers
from addon.scripting.semantics.texts import big_text, text
from addon.scripting.values import hierarchy
from addon.scripting.values.callables import Closure
from addon.scripting.values.characters import Character
from addon.scripting.values.classes import class_of
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
)

numbers = Table(hierarchy.NUMBER)


integers = Table(hierarchy.INTEGER)


longs = Table(hierarchy.LONG)


doubles = Table(hierarchy.DOUBLE)


floats = Table(hierarchy.FLOAT)


decimals = Table(hierarchy.BIG_DECIMAL)


bigs = Table(hierarchy.BIG_INTEGER)


for _table, _low, _high in (
    (integers, INT_MIN, INT_MAX),
    (longs, Long(LONG_MIN), Long(LONG_MAX)),
    (Table(hierarchy.SHORT), Short(-32768), Short(32767)),
    (Table(hierarchy.BYTE), Byte(-128), Byte(127)),
):
    _table.constant("MIN_VALUE", _low)
    _table.constant("MAX_VALUE", _high)


doubles.constant("MAX_VALUE", 1.7976931348623157e308)


doubles.constant("MIN_VALUE", 5e-324)


doubles.constant("NaN", float("nan"))


doubles.constant("POSITIVE_INFINITY", float("inf"))


doubles.constant("NEGATIVE_INFINITY", float("-inf"))


floats.constant("MAX_VALUE", narrowing.to_float(3.4028234663852886e38))


floats.constant("MIN_VALUE", Float(1.401298464324817e-45))


floats.constant("NaN", Float("nan"))


for _name, _number in (("ZERO", 0), ("ONE", 1), ("TWO", 2), ("TEN", 10)):
    bigs.constant(_name, BigInteger(_number))
    if _name != "TWO":
        decimals.constant(_name, Decimal(_number))


# Conversions


@numbers.method("intValue()", "toInteger()")
def int_value(run: Any, self: Any) -> int:
    """As Integer, cut and wrapped."""
    return narrowing.to_int(self)


@numbers.method("longValue()", "toLong()")
def long_value(run: Any, self: Any) -> Long:
    """As Long."""
    return narrowing.to_long(self)


@numbers.method("doubleValue()", "toDouble()")
def double_value(run: Any, self: Any) -> float:
    """As Double."""
    return float(cast(self, hierarchy.DOUBLE))


@floats.method("toDouble()")
def float_to_double(run: Any, self: Float) -> float:
    """As Double, by the digits that are shown."""
    return float(text(self))


@numbers.method("floatValue()", "toFloat()")
def float_value(run: Any, self: Any) -> Float:
    return narrowing.to_float(self)


@numbers.method("shortValue()")
def short_value(run: Any, self: Any) -> Short:
    return narrowing.to_short(self)


@numbers.method("byteValue()")
def byte_value(run: Any, self: Any) -> Byte:
    return narrowing.to_byte(self)


@numbers.method("toBigDecimal()")
def to_big_decimal(run: Any, self: Any) -> Decimal:
    """As BigDecimal."""
    return to_decimal(self)


@numbers.method("toBigInteger()")
def as_big_integer(run: Any, self: Any) -> BigInteger:
    return to_big_integer(self)


# Arithmetic by name


def _by_name(name: str, operate: Any) -> None:
    def method(run: Any, self: Any, other: Any) -> Any:
        return operate(self, other)

    numbers.method(f"{name}(Number)")(method)


def _by_character(name: str, operate: Any) -> None:
    """A number and a character, or a character and either: a character counts as its code."""

    @numbers.method(f"{name}(Character)")
    def number(run: Any, self: Any, other: Character) -> Any:
        return operate(self, ord(other.unit))

    @Table(hierarchy.CHARACTER).method(f"{name}(Number)", f"{name}(Character)")
    def character(run: Any, self: Character, other: Any) -> Any:
        return operate(ord(self.unit), ord(other.unit) if type(other) is Character else other)


_ARITHMETIC = (
    ("plus", numeric.add),
    ("minus", numeric.subtract),
    ("multiply", numeric.multiply),
    ("div", division.divide),
    ("intdiv", division.int_divide),
)
_OTHERS = (
    ("mod", division.remainder),
    ("power", powers.power),
    ("and", bits.bit_and),
    ("or", bits.bit_or),
    ("xor", bits.bit_xor),
    ("leftShift", bits.shift_left),
    ("rightShift", bits.shift_right),
    ("rightShiftUnsigned", bits.shift_right_unsigned),
)
for _name, _operate in (*_ARITHMETIC, *_OTHERS):
    _by_name(_name, _operate)


@numbers.method("plus(String)")
def plus_text(run: Any, self: Any, other: str) -> str:
    run.meter.text(len(other) + 20)
    return text(self) + other


for _name, _operate in _ARITHMETIC:
    _by_character(_name, _operate)


@bigs.method("negate()")
@decimals.method("negate()")
@numbers.method("unaryMinus()", "negative()")
def negate(run: Any, self: Any) -> Any:
    """The number with the other sign."""
    return bits.negate(self)


@numbers.method("unaryPlus()", "positive()")
def positive(run: Any, self: Any) -> Any:
    return self


@numbers.method("bitwiseNegate()")
def bitwise_negate(run: Any, self: Any) -> Any:
    return bits.complement(self)


@numbers.method("abs()")
def absolute(run: Any, self: Any) -> Any:
    """Without the sign."""
    return bits.absolute(self)


@numbers.method("next()")
def next_(run: Any, self: Any) -> Any:
    """One more."""
    return numeric.add(self, 1)


@numbers.method("previous()")
def previous(run: Any, self: Any) -> Any:
    """One less."""
    return numeric.subtract(self, 1)


@numbers.method("compareTo(Number)", "compareTo(Character)")
def compare_to(run: Any, self: Any, other: Any) -> int:
    """The order of two numbers."""
    if type(other) is Character:
        other = ord(other.unit)
    return compare_numbers(self, other)


@numbers.method("compareTo(Object)")
def compare_to_other(run: Any, self: Any, other: Any) -> int:
    """Only numbers can be compared with numbers."""
    cast_failure(other, class_of(self))


@numbers.method("isCase(Number?)")
def is_case(run: Any, self: Any, other: Any) -> bool:
    from addon.scripting.semantics.equality import equals

    return equals(self, other)


# Loops


@numbers.method("times(Closure)")
def times(run: Any, self: Any, action: Closure) -> None:
    """Call with 0, 1 and so on."""
    for index in range(narrowing.to_int(self)):
        action.call(index)


def _shown(self: Any, number: Any) -> str:
    """A number in the message of a loop: those of BigInteger go through MessageFormat."""
    if type(self) is not BigInteger:
        return text(number)
    if type(number) is BigInteger:  # of any length, which neither a format nor rounding takes
        digits = big_text(abs(int(number)))
        first = len(digits) % 3 or 3
        groups = [digits[:first], *(digits[at : at + 3] for at in range(first, len(digits), 3))]
        return ("-" if number < 0 else "") + ",".join(groups)
    return f"{round(to_decimal(number), 3).normalize():,f}"


@numbers.method("upto(Number, Closure)")
def upto(run: Any, self: Any, end: Any, action: Closure) -> None:
    """Call with each number from this to another."""
    if compare_numbers(self, end) > 0 or end != end:
        throw(
            "GroovyRuntimeException",
            f"The argument ({_shown(self, end)}) to upto() cannot be less than "
            f"the value ({_shown(self, self)}) it's called on.",
        )
    value = self
    while compare_numbers(value, end) <= 0:
        action.call(value)
        value = numeric.add(value, 1)


@numbers.method("downto(Number, Closure)")
def downto(run: Any, self: Any, end: Any, action: Closure) -> None:
    """Call with each number from this down to another."""
    if compare_numbers(self, end) < 0 or self != self:
        throw(
            "GroovyRuntimeException",
            f"The argument ({_shown(self, end)}) to downto() cannot be greater than "
            f"the value ({_shown(self, self)}) it's called on.",
        )
    value = self
    while compare_numbers(value, end) >= 0:
        action.call(value)
        value = numeric.subtract(value, 1)


@numbers.method("step(Number, Number, Closure)")
def step(run: Any, self: Any, end: Any, by: Any, action: Closure) -> None:
    """Call with this number, then by steps until another is reached."""
    order = compare_numbers(self, end)
    if not order:
        return
    sign = compare_numbers(by, 0)
    if not sign or (order < 0) != (sign > 0):
        throw("GroovyRuntimeException", f"Infinite loop in {text(self)}.step({text(end)}, {text(by)})")
    value = self
    while (compare_numbers(value, end) < 0) if sign > 0 else (compare_numbers(value, end) > 0):
        action.call(value)
        value = numeric.add(value, by)


# Rounding


@doubles.method("round()")
@floats.method("round()")
@decimals.method("round()")
def round_(run: Any, self: Any) -> Any:
    """The nearest whole number."""
    kind = type(self)
    if kind in FLOATS:
        value = round_half_up(float(self))
        return wrap_int(value) if kind is Float and INT_MIN <= value <= INT_MAX else narrowing.to_long(float(value))
    if kind is Decimal:
        return set_scale(self, 0, ROUND_HALF_UP)
    return self


def round_half_up(value: float) -> int:
    if value != value:
        return 0
    if isinf(value):
        return LONG_MAX if value > 0 else LONG_MIN
    return floor(Decimal(value) + Decimal("0.5"))


def _round_places(value: Any, places: int, rounding: str) -> Any:
    if type(value) in FLOATS:
        if value != value or isinf(value):
            return value
        if rounding == ROUND_HALF_UP:
            scaled = float(value) * 10.0**places
            return type(value)(round_half_up(scaled) / 10.0**places)
        scaled = float(value) * 10.0**places
        return type(value)((int(scaled) if rounding == ROUND_DOWN else floor(scaled)) / 10.0**places)
    if type(value) is Decimal:
        return set_scale(value, places, rounding)
    return value


@doubles.method("round(int)")
@floats.method("round(int)")
@decimals.method("round(int)")
def round_places(run: Any, self: Any, places: int) -> Any:
    """Rounded to so many digits after the point."""
    if type(self) is Decimal:
        return set_scale(self, places, ROUND_HALF_UP)
    return _round_places(self, max(-300, min(300, places)), ROUND_HALF_UP)


@doubles.method("trunc()", "trunc(int)")
@floats.method("trunc()", "trunc(int)")
@decimals.method("trunc()", "trunc(int)")
def trunc(run: Any, self: Any, places: int = 0) -> Any:
    """Cut after so many digits."""
    return _round_places(self, max(-300, min(300, places)), ROUND_DOWN)
