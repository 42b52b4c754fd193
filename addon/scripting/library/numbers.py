"""Numbers: conversions, GDK loops, rounding, statics of the number classes."""

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
from math import floor, isinf
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.registry import Table
from addon.scripting.limits import meter
from addon.scripting.semantics import numeric
from addon.scripting.semantics.coerce import (
    cast,
    parse_decimal,
    parse_double,
    parse_integer,
    parse_integer_big,
    to_big_integer,
    to_float_text,
)
from addon.scripting.semantics.numeric import divide_decimals, set_scale, to_decimal
from addon.scripting.semantics.ordering import compare_numbers
from addon.scripting.semantics.texts import text
from addon.scripting.values import hierarchy
from addon.scripting.values.callables import Closure
from addon.scripting.values.characters import Character
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
    decimal_of,
    precision,
    scale,
    unscaled,
    wrap_int,
    wrap_long,
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
floats.constant("MAX_VALUE", numeric.to_float(3.4028234663852886e38))
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
    return numeric.to_int(self)


@numbers.method("longValue()", "toLong()")
def long_value(run: Any, self: Any) -> Long:
    """As Long."""
    return numeric.to_long(self)


@numbers.method("doubleValue()", "toDouble()")
def double_value(run: Any, self: Any) -> float:
    """As Double."""
    return float(cast(self, hierarchy.DOUBLE))


@numbers.method("floatValue()", "toFloat()")
def float_value(run: Any, self: Any) -> Float:
    return numeric.to_float(self)


@numbers.method("shortValue()")
def short_value(run: Any, self: Any) -> Short:
    return numeric.to_short(self)


@numbers.method("byteValue()")
def byte_value(run: Any, self: Any) -> Byte:
    return numeric.to_byte(self)


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


for _name, _operate in (
    ("plus", numeric.add),
    ("minus", numeric.subtract),
    ("multiply", numeric.multiply),
    ("div", numeric.divide),
    ("intdiv", numeric.int_divide),
    ("mod", numeric.remainder),
    ("remainder", numeric.remainder),
    ("power", numeric.power),
    ("and", numeric.bit_and),
    ("or", numeric.bit_or),
    ("xor", numeric.bit_xor),
    ("leftShift", numeric.shift_left),
    ("rightShift", numeric.shift_right),
    ("rightShiftUnsigned", numeric.shift_right_unsigned),
):
    _by_name(_name, _operate)


@numbers.method("plus(String)")
def plus_text(run: Any, self: Any, other: str) -> str:
    run.meter.text(len(other) + 20)
    return text(self) + other


@numbers.method("plus(Character)", "minus(Character)", "multiply(Character)")
def plus_character(run: Any, self: Any, other: Character) -> Any:
    return numeric.add(self, ord(other.unit))


@bigs.method("negate()")
@decimals.method("negate()")
@numbers.method("unaryMinus()", "negative()")
def negate(run: Any, self: Any) -> Any:
    """The number with the other sign."""
    return numeric.negate(self)


@numbers.method("unaryPlus()", "positive()")
def positive(run: Any, self: Any) -> Any:
    return self


@numbers.method("bitwiseNegate()")
def bitwise_negate(run: Any, self: Any) -> Any:
    return numeric.complement(self)


@numbers.method("abs()")
def absolute(run: Any, self: Any) -> Any:
    """Without the sign."""
    return numeric.absolute(self)


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
    if other is None:
        throw("NullPointerException")
    mine, theirs = class_of(self).name, class_of(other).name
    place = "java.base of loader 'bootstrap'" if theirs.startswith("java.") else "unnamed module"
    throw(
        "ClassCastException",
        f"class {theirs} cannot be cast to class {mine} ({theirs} and {mine} are in module {place})",
    )


@numbers.method("isCase(Number?)")
def is_case(run: Any, self: Any, other: Any) -> bool:
    from addon.scripting.semantics.equality import equals

    return equals(self, other)


# Loops


@numbers.method("times(Closure)")
def times(run: Any, self: Any, action: Closure) -> None:
    """Call with 0, 1 and so on."""
    for index in range(numeric.to_int(self)):
        action.call(index)


@numbers.method("upto(Number, Closure)")
def upto(run: Any, self: Any, end: Any, action: Closure) -> None:
    """Call with each number from this to another."""
    if compare_numbers(self, end) > 0:
        throw(
            "GroovyRuntimeException",
            f"The argument ({text(end)}) to upto() cannot be less than the value ({text(self)}) it's called on.",
        )
    value = self
    while compare_numbers(value, end) <= 0:
        action.call(value)
        value = numeric.add(value, 1)


@numbers.method("downto(Number, Closure)")
def downto(run: Any, self: Any, end: Any, action: Closure) -> None:
    """Call with each number from this down to another."""
    if compare_numbers(self, end) < 0:
        throw(
            "GroovyRuntimeException",
            f"The argument ({text(end)}) to downto() cannot be greater than the value ({text(self)}) it's called on.",
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
        value = _round_half_up(float(self))
        return wrap_int(value) if kind is Float and INT_MIN <= value <= INT_MAX else numeric.to_long(float(value))
    if kind is Decimal:
        return set_scale(self, 0, ROUND_HALF_UP)
    return self


def _round_half_up(value: float) -> int:
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
            return type(value)(_round_half_up(scaled) / 10.0**places)
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


# Integer and Long


def _statics(table: Table, make: Any, low: int, high: int, word: str) -> None:
    @table.static(f"parse{word}(String?)", f"parse{word}(String?, int)", "valueOf(String?)", "valueOf(String?, int)")
    def parse(run: Any, value: str | None, radix: int = 10) -> Any:
        """The number a text writes."""
        if value is None:
            throw(
                "NumberFormatException", "Cannot parse null string" if make is int else "Cannot parse null string: null"
            )
        return make(parse_integer(value, low, high, radix))

    @table.static("valueOf(int)", "valueOf(long)", "valueOf(char)")
    def value_of(run: Any, value: Any) -> Any:
        return make(ord(value) if isinstance(value, str) else int(value))

    @table.static("toString(int)", "toString(long)", "toString(int, int)", "toString(long, int)")
    def to_string(run: Any, value: int, radix: int = 10) -> str:
        """The digits in a base."""
        return in_base(value, radix)

    bits = 32 if high == INT_MAX else 64
    mask = (1 << bits) - 1

    @table.static("toHexString(int)", "toHexString(long)")
    def to_hex(run: Any, value: int) -> str:
        """The digits in base 16."""
        return f"{value & mask:x}"

    @table.static("toBinaryString(int)", "toBinaryString(long)")
    def to_binary(run: Any, value: int) -> str:
        """The digits in base 2."""
        return f"{value & mask:b}"

    @table.static("toOctalString(int)", "toOctalString(long)")
    def to_octal(run: Any, value: int) -> str:
        return f"{value & mask:o}"

    @table.static("max(int, int)", "max(long, long)")
    def largest(run: Any, one: int, two: int) -> Any:
        return make(max(one, two))

    @table.static("min(int, int)", "min(long, long)")
    def least(run: Any, one: int, two: int) -> Any:
        return make(min(one, two))

    @table.static("sum(int, int)", "sum(long, long)")
    def total(run: Any, one: int, two: int) -> Any:
        return wrap_int(one + two) if bits == 32 else wrap_long(one + two)

    @table.static("compare(int, int)", "compare(long, long)")
    def compare(run: Any, one: int, two: int) -> int:
        return (one > two) - (one < two)

    @table.static("signum(int)", "signum(long)")
    def signum(run: Any, value: int) -> int:
        return (value > 0) - (value < 0)

    @table.static("bitCount(int)", "bitCount(long)")
    def bit_count(run: Any, value: int) -> int:
        return (value & mask).bit_count()

    @table.static("reverse(int)", "reverse(long)")
    def reverse(run: Any, value: int) -> Any:
        turned = int(f"{value & mask:0{bits}b}"[::-1], 2)
        return wrap_int(turned) if bits == 32 else wrap_long(turned)

    @table.static("highestOneBit(int)", "highestOneBit(long)")
    def highest_one(run: Any, value: int) -> Any:
        plain = value & mask
        top = 1 << (plain.bit_length() - 1) if plain else 0
        return wrap_int(top) if bits == 32 else wrap_long(top)

    @table.static("lowestOneBit(int)", "lowestOneBit(long)")
    def lowest_one(run: Any, value: int) -> Any:
        return make(value & -value)

    @table.static("numberOfTrailingZeros(int)", "numberOfTrailingZeros(long)")
    def trailing_zeros(run: Any, value: int) -> int:
        plain = value & mask
        return (plain & -plain).bit_length() - 1 if plain else bits

    @table.static("numberOfLeadingZeros(int)", "numberOfLeadingZeros(long)")
    def leading_zeros(run: Any, value: int) -> int:
        return bits - (value & mask).bit_length()

    @table.static("hashCode(int)", "hashCode(long)")
    def hash_code(run: Any, value: int) -> int:
        return value if bits == 32 else wrap_int((value ^ (value >> 32)) & 0xFFFFFFFF)

    @table.constructor("(int)", "(long)", "(String)")
    def construct(run: Any, value: Any) -> Any:
        return make(parse_integer(value, low, high) if isinstance(value, str) else value)


_statics(integers, int, INT_MIN, INT_MAX, "Int")
_statics(longs, Long, LONG_MIN, LONG_MAX, "Long")


@integers.static("parseUnsignedInt(String)")
def parse_unsigned(run: Any, value: str) -> int:
    return wrap_int(parse_integer(value, 0, 2**32 - 1))


@integers.static("decode(String)")
def decode(run: Any, value: str) -> int:
    lowered = value.lower()
    if lowered.startswith("0x"):
        return parse_integer(value[2:], INT_MIN, INT_MAX, 16)
    if lowered.startswith("#"):
        return parse_integer(value[1:], INT_MIN, INT_MAX, 16)
    if len(lowered) > 1 and lowered.startswith("0"):
        return parse_integer(value, INT_MIN, INT_MAX, 8)
    return parse_integer(value, INT_MIN, INT_MAX)


_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def in_base(value: int, radix: int) -> str:
    """Digits in a base of 2 to 36; other bases mean 10."""
    from addon.scripting.semantics.texts import big_text

    if not 2 <= radix <= 36 or radix == 10:
        return big_text(value)
    if not value:
        return "0"
    out: list[str] = []
    rest = abs(value)
    while rest:
        rest, digit = divmod(rest, radix)
        out.append(_DIGITS[digit])
    return ("-" if value < 0 else "") + "".join(reversed(out))


@integers.method("toString(int)")
def int_text(run: Any, self: int, radix: int) -> str:
    return in_base(self, radix)


@numbers.method("toCharacter()")
def to_character(run: Any, self: Any) -> Character:
    return Character(chr(numeric.to_int(self) & 0xFFFF))


# Double


def _float_statics(table: Table, make: Any, word: str) -> None:
    @table.static(f"parse{word}(String)", "valueOf(String)")
    def parse(run: Any, value: str) -> Any:
        """The number a text writes."""
        return make(parse_double(value)) if make is float else to_float_text(value)

    @table.static("valueOf(double)")
    def value_of(run: Any, value: float) -> Any:
        return value if make is float else numeric.to_float(value)

    @table.static("isNaN(double)")
    def is_nan_static(run: Any, value: float) -> bool:
        return value != value

    @table.static("isInfinite(double)")
    def is_infinite_static(run: Any, value: float) -> bool:
        return isinf(value)

    @table.static("isFinite(double)")
    def is_finite(run: Any, value: float) -> bool:
        return value == value and not isinf(value)

    @table.static("compare(double, double)")
    def compare(run: Any, one: float, two: float) -> int:
        return compare_numbers(one, two)

    @table.static("toString(double)")
    def to_string(run: Any, value: float) -> str:
        return text(value if make is float else numeric.to_float(value))

    @table.static("max(double, double)")
    def largest(run: Any, one: float, two: float) -> Any:
        return make(max(one, two))

    @table.static("min(double, double)")
    def least(run: Any, one: float, two: float) -> Any:
        return make(min(one, two))

    @table.static("sum(double, double)")
    def total(run: Any, one: float, two: float) -> Any:
        return make(one + two)

    @table.method("isNaN()")
    def is_nan(run: Any, self: float) -> bool:
        return self != self

    @table.method("isInfinite()")
    def is_infinite(run: Any, self: float) -> bool:
        return isinf(self)

    @table.constructor("(double)", "(String)")
    def construct(run: Any, value: Any) -> Any:
        return make(parse_double(value) if isinstance(value, str) else value)


_float_statics(doubles, float, "Double")
_float_statics(floats, Float, "Float")

for _table, _make, _low, _high, _word in (
    (Table(hierarchy.SHORT), Short, -32768, 32767, "Short"),
    (Table(hierarchy.BYTE), Byte, -128, 127, "Byte"),
):

    def _parse(run: Any, value: str, radix: int = 10, make: Any = _make, low: int = _low, high: int = _high) -> Any:
        return make(parse_integer(value, low, high, radix))

    _table.static(f"parse{_word}(String)", "valueOf(String)", f"parse{_word}(String, int)")(_parse)


# BigDecimal

ROUNDINGS = {
    0: ROUND_UP,
    1: ROUND_DOWN,
    2: ROUND_CEILING,
    3: ROUND_FLOOR,
    4: ROUND_HALF_UP,
    5: ROUND_HALF_DOWN,
    6: ROUND_HALF_EVEN,
    7: "EXACT",
}
_ROUNDING_NAMES = ("UP", "DOWN", "CEILING", "FLOOR", "HALF_UP", "HALF_DOWN", "HALF_EVEN", "UNNECESSARY")


class RoundingMode:
    """java.math.RoundingMode"""

    __slots__ = ("code", "name")

    def __init__(self, code: int, name: str) -> None:
        self.code = code
        self.name = name


class MathContext:
    """java.math.MathContext"""

    __slots__ = ("digits", "rounding")

    def __init__(self, digits: int, rounding: int = 4) -> None:
        self.digits = digits
        self.rounding = rounding


define("java.math.RoundingMode", "Enum", python=[RoundingMode])
define("java.math.MathContext", "Object", python=[MathContext])
rounding_modes = Table("java.math.RoundingMode")
contexts = Table("java.math.MathContext")
MODES = [RoundingMode(code, name) for code, name in enumerate(_ROUNDING_NAMES)]
for _mode in MODES:
    rounding_modes.constant(_mode.name, _mode)
    decimals.constant(f"ROUND_{_mode.name}", _mode.code)
for _name, _digits, _code in (("UNLIMITED", 0, 4), ("DECIMAL32", 7, 6), ("DECIMAL64", 16, 6), ("DECIMAL128", 34, 6)):
    contexts.constant(_name, MathContext(_digits, _code))


def _register_modes() -> None:
    from addon.scripting.semantics.extend import extend

    extend(
        RoundingMode,
        text=lambda value: value.name,
        compare=lambda one, two: one.code - two.code,
        equals=lambda one, two: one is two,
    )
    extend(MathContext, text=lambda value: f"precision={value.digits} roundingMode={_ROUNDING_NAMES[value.rounding]}")


_register_modes()


@rounding_modes.method("name()", "toString()")
def mode_name(run: Any, self: RoundingMode) -> str:
    return self.name


@rounding_modes.method("ordinal()")
def mode_ordinal(run: Any, self: RoundingMode) -> int:
    return self.code


@rounding_modes.static("valueOf(String)")
def mode_named(run: Any, name: str) -> RoundingMode:
    for mode in MODES:
        if mode.name == name:
            return mode
    return throw("IllegalArgumentException", f"No enum constant java.math.RoundingMode.{name}")


@rounding_modes.static("values()")
def mode_values(run: Any) -> Any:
    from addon.scripting.values.classes import BY_NAME
    from addon.scripting.values.collections import Array

    return Array(BY_NAME["java.math.RoundingMode"], MODES)


@contexts.constructor("(int)", "(int, RoundingMode)")
def new_context(run: Any, digits: int, mode: RoundingMode | None = None) -> MathContext:
    return MathContext(digits, 4 if mode is None else mode.code)


def rounding_of(mode: Any) -> str:
    """Python's name of a rounding mode given as RoundingMode or old constant."""
    return ROUNDINGS[mode.code if type(mode) is RoundingMode else mode]


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
    number, places = unscaled(self), scale(self)
    if not number:
        return Decimal(0)
    while number % 10 == 0:
        number //= 10
        places -= 1
    return decimal_of(number, places)


@decimals.method("toPlainString()")
def plain_string(run: Any, self: Decimal) -> str:
    """Digits without exponent."""
    run.meter.text(abs(int(self.as_tuple().exponent)) + precision(self))
    return f"{self:f}"


@decimals.method("toEngineeringString()")
def engineering(run: Any, self: Decimal) -> str:
    return self.to_eng_string()


@decimals.method("toBigInteger()", "toBigIntegerExact()")
def decimal_big(run: Any, self: Decimal) -> BigInteger:
    return to_big_integer(self)


@decimals.method("intValueExact()")
def int_exact(run: Any, self: Decimal) -> int:
    if self != int(self):
        throw("ArithmeticException", "Rounding necessary")
    return int(self)


@decimals.method("longValueExact()")
def long_exact(run: Any, self: Decimal) -> Long:
    if self != int(self):
        throw("ArithmeticException", "Rounding necessary")
    return Long(int(self))


def _decimal_operation(name: str, operate: Any) -> None:
    def method(run: Any, self: Decimal, other: Decimal, context: MathContext | None = None) -> Decimal:
        result = operate(self, other)
        return result if context is None else rounded(result, context)

    decimals.method(f"{name}(BigDecimal)", f"{name}(BigDecimal, MathContext)")(method)


for _name, _operate in (("add", numeric.add), ("subtract", numeric.subtract), ("multiply", numeric.multiply)):
    _decimal_operation(_name, _operate)


def rounded(value: Decimal, context: MathContext) -> Decimal:
    """Rounded to a MathContext's digits."""
    extra = precision(value) - context.digits
    return value if not context.digits or extra <= 0 else rescaled(value, scale(value) - extra, context.rounding)


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
            return numeric.divide_decimals(self, other)
        return numeric.round_quotient(self, other, places.digits, rounding_of(places.rounding))
    if places is None:
        exact = numeric.exact_quotient(self, other)
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
    return numeric.power(self, exponent)


@decimals.method("max(BigDecimal)")
def decimal_max(run: Any, self: Decimal, other: Decimal) -> Decimal:
    return self if self >= other else other


@decimals.method("min(BigDecimal)")
def decimal_min(run: Any, self: Decimal, other: Decimal) -> Decimal:
    return self if self <= other else other


@decimals.method("round(MathContext)")
def round_context(run: Any, self: Decimal, context: MathContext) -> Decimal:
    return rounded(self, context)


@decimals.method("movePointLeft(int)")
def point_left(run: Any, self: Decimal, count: int) -> Decimal:
    return (
        decimal_of(unscaled(self), max(0, scale(self) + count))
        if scale(self) + count >= 0
        else set_scale(decimal_of(unscaled(self), scale(self) + count), 0)
    )


@decimals.method("movePointRight(int)")
def point_right(run: Any, self: Decimal, count: int) -> Decimal:
    moved: Decimal = point_left(run, self, -count)
    return moved


@decimals.method("remainder(BigDecimal)")
def decimal_remainder(run: Any, self: Decimal, other: Decimal) -> Any:
    return numeric.remainder(self, other)


@decimals.method("divideToIntegralValue(BigDecimal)")
def integral_quotient(run: Any, self: Decimal, other: Decimal) -> Decimal:
    return set_scale(divide_decimals(self, other), 0, ROUND_DOWN)


@decimals.method("sqrt(MathContext)")
def decimal_root(run: Any, self: Decimal, context: MathContext) -> Decimal:
    from decimal import Context

    digits = max(1, min(context.digits, 1000))
    return Context(prec=digits, Emax=numeric.EXACT.Emax, Emin=numeric.EXACT.Emin).sqrt(self)


@decimals.static("valueOf(long)", "valueOf(double)", "valueOf(long, int)")
def decimal_value_of(run: Any, value: Any, places: int = 0) -> Decimal:
    """A number as BigDecimal, doubles by their shortest text."""
    return to_decimal(value) if type(value) is float else decimal_of(int(value), places)


@decimals.constructor(
    "(String)", "(BigInteger)", "(int)", "(long)", "(double)", "(BigDecimal)", "(String, MathContext)"
)
def new_decimal(run: Any, value: Any, context: MathContext | None = None) -> Decimal:
    """From text or number; from a double exactly."""
    if isinstance(value, str):
        parsed = parse_decimal(value)
        return parsed if context is None else rounded(parsed, context)
    if type(value) is float:
        if value != value or isinf(value):
            throw("NumberFormatException", "Infinite or NaN")
        return Decimal(value)
    return to_decimal(value)


# BigInteger


@bigs.constructor("(String)", "(String, int)")
def new_big(run: Any, value: str, radix: int = 10) -> BigInteger:
    """From digits."""
    return BigInteger(parse_integer_big(value, radix))


@bigs.static("valueOf(long)")
def big_value_of(run: Any, value: int) -> BigInteger:
    return BigInteger(value)


for _name, _operate in (("add", numeric.add), ("subtract", numeric.subtract)):
    bigs.method(f"{_name}(BigInteger)")(lambda run, self, other, operate=_operate: operate(self, other))


@bigs.method("divide(BigInteger)")
def big_divide(run: Any, self: BigInteger, other: BigInteger) -> Any:
    return numeric.int_divide(self, other)


@bigs.method("pow(int)")
def big_power(run: Any, self: BigInteger, exponent: int) -> Any:
    if exponent < 0:
        throw("ArithmeticException", "Negative exponent")
    return numeric.power(self, exponent)


@bigs.method("gcd(BigInteger)")
def big_gcd(run: Any, self: BigInteger, other: BigInteger) -> BigInteger:
    from math import gcd

    run.meter.step((self.bit_length() * other.bit_length()) >> 12)
    return BigInteger(gcd(self, other))


@bigs.method("modPow(BigInteger, BigInteger)")
def mod_power(run: Any, self: BigInteger, exponent: BigInteger, modulus: BigInteger) -> BigInteger:
    if modulus <= 0:
        throw("ArithmeticException", "BigInteger: modulus not positive")
    run.meter.step((exponent.bit_length() * modulus.bit_length() ** 2) >> 12)
    return BigInteger(pow(int(self), int(exponent), int(modulus)))


@bigs.method("shiftLeft(int)")
def big_shift_left(run: Any, self: BigInteger, count: int) -> Any:
    return numeric.shift_left(self, count)


@bigs.method("shiftRight(int)")
def big_shift_right(run: Any, self: BigInteger, count: int) -> Any:
    return numeric.shift_right(self, count)


@bigs.method("testBit(int)")
def test_bit(run: Any, self: BigInteger, bit: int) -> bool:
    return bool(int(self) >> max(0, bit) & 1)


@bigs.method("bitCount()")
def big_bit_count(run: Any, self: BigInteger) -> int:
    return int(self).bit_count()


@bigs.method("max(BigInteger)")
def big_max(run: Any, self: BigInteger, other: BigInteger) -> BigInteger:
    return max(self, other)


@bigs.method("min(BigInteger)")
def big_min(run: Any, self: BigInteger, other: BigInteger) -> BigInteger:
    return min(self, other)


@bigs.method("bitLength()")
def bit_length(run: Any, self: BigInteger) -> int:
    return int(self).bit_length()


@bigs.method("sqrt()")
def big_sqrt(run: Any, self: BigInteger) -> BigInteger:
    from math import isqrt

    if self < 0:
        throw("ArithmeticException", "Negative BigInteger")
    run.meter.step((self.bit_length() >> 8) ** 2 >> 4)
    return BigInteger(isqrt(self))


@bigs.method("isProbablePrime(int)")
def probable_prime(run: Any, self: BigInteger, certainty: int) -> bool:
    value = int(self)
    run.meter.step(value.bit_length() >> 5)
    if value < 2:
        return False
    for prime in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        if value % prime == 0:
            return value == prime
    run.meter.step((value.bit_length() ** 3) >> 20)
    odd, twos = value - 1, 0
    while odd % 2 == 0:
        odd //= 2
        twos += 1
    for base in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        power = pow(base, odd, value)
        if power in (1, value - 1):
            continue
        for _ in range(twos - 1):
            power = power * power % value
            if power == value - 1:
                break
        else:
            return False
    return True


@bigs.method("toString(int)")
def big_text(run: Any, self: BigInteger, radix: int) -> str:
    run.meter.step((self.bit_length() >> 9) ** 2)
    return in_base(int(self), radix)


@bigs.method("intValueExact()")
def big_int_exact(run: Any, self: BigInteger) -> int:
    if not INT_MIN <= self <= INT_MAX:
        throw("ArithmeticException", "BigInteger out of int range")
    return int(self)


@bigs.method("longValueExact()")
def big_long_exact(run: Any, self: BigInteger) -> Long:
    if not LONG_MIN <= self <= LONG_MAX:
        throw("ArithmeticException", "BigInteger out of long range")
    return Long(self)
