"""Double and Float: what their classes offer."""

from math import isinf
from typing import Any

from addon.scripting.library.registry import Table
from addon.scripting.semantics import narrowing
from addon.scripting.semantics.numbertexts import parse_double, parse_integer, to_float_text
from addon.scripting.semantics.ordering import compare_numbers
from addon.scripting.semantics.texts import text
from addon.scripting.values import hierarchy
from addon.scripting.values.numbers import (
    Byte,
    Float,
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
        return compare_numbers(one, two)

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

    _table.static(f"parse{_word}(String)", "valueOf(String)", f"parse{_word}(String, int)")(_parse)
