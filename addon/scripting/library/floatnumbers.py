"""Double and Float: what their classes offer."""

from math import copysign, inf, isinf
from struct import pack, unpack
from typing import Any

from addon.scripting.library.registry import Table
from addon.scripting.library.wholenumbers import decoded
from addon.scripting.semantics import narrowing
from addon.scripting.semantics.equality import java_hash
from addon.scripting.semantics.numbertexts import parse_double, parse_integer, to_float_text
from addon.scripting.semantics.ordering import compare_numbers
from addon.scripting.semantics.texts import text
from addon.scripting.values import hierarchy
from addon.scripting.values.numbers import (
    Byte,
    Float,
    Long,
    Short,
)

doubles = Table(hierarchy.DOUBLE)
floats = Table(hierarchy.FLOAT)

# Double


def _float_statics(table: Table, make: Any, word: str) -> None:
    @table.static(f"parse{word}(String)", "valueOf(String)")
    def parse(run: Any, value: str) -> Any:
        """The number a text writes."""
        return make(parse_double(value)) if make is float else to_float_text(value)

    @table.static("valueOf(double)")
    def value_of(run: Any, value: float) -> Any:
        return value if make is float else narrowing.to_float(value)

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
        if one == two == 0:
            return int(copysign(1, one) > copysign(1, two)) - int(copysign(1, one) < copysign(1, two))
        return compare_numbers(one, two)

    @table.static("hashCode(double)")
    def hash_code(run: Any, value: float) -> int:
        return java_hash(value if make is float else narrowing.to_float(value))

    @table.static("toString(double)")
    def to_string(run: Any, value: float) -> str:
        return text(value if make is float else narrowing.to_float(value))

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

    _table.static(f"parse{_word}(String)", "valueOf(String)", f"parse{_word}(String, int)", "valueOf(String, int)")(
        _parse
    )

    @_table.static("decode(String)")
    def _decode(run: Any, value: str, make: Any = _make, low: int = _low, high: int = _high) -> Any:
        """The number of a text that may begin with 0x, # or 0."""
        return make(decoded(value, low, high))

    @_table.static(f"toString({_word.lower()})")
    def _to_string(run: Any, value: int) -> str:
        return str(int(value))

    @_table.static(f"hashCode({_word.lower()})")
    def _hash_code(run: Any, value: int) -> int:
        return int(value)

    @_table.static(f"compare({_word.lower()}, {_word.lower()})")
    def _compare(run: Any, one: int, two: int) -> int:
        return int(one) - int(two)

    @_table.constructor(f"({_word.lower()})", "(String)")
    def _construct(run: Any, value: Any, make: Any = _make, low: int = _low, high: int = _high) -> Any:
        return make(parse_integer(value, low, high) if isinstance(value, str) else value)


@doubles.static("doubleToLongBits(double)", "doubleToRawLongBits(double)")
def to_bits(run: Any, value: float) -> Long:
    """The bits that Java keeps the number in."""
    return Long(unpack(">q", pack(">d", value))[0])


@doubles.static("longBitsToDouble(long)")
def of_bits(run: Any, bits: int) -> float:
    """The number that Java keeps in these bits."""
    return float(unpack(">d", pack(">q", bits))[0])


@floats.static("floatToIntBits(float)", "floatToRawIntBits(float)")
def float_to_bits(run: Any, value: float) -> int:
    """The bits that Java keeps the number in."""
    return int(unpack(">i", pack(">f", value))[0])


@floats.static("intBitsToFloat(int)")
def float_of_bits(run: Any, bits: int) -> Float:
    """The number that Java keeps in these bits."""
    return Float(unpack(">f", pack(">i", bits))[0])


doubles.constant("MIN_NORMAL", 2.0**-1022)
floats.constant("POSITIVE_INFINITY", Float(inf))
floats.constant("NEGATIVE_INFINITY", Float(-inf))
floats.constant("MIN_NORMAL", Float(2.0**-126))
