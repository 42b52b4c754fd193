"""Sums and means of arrays of primitives: Groovy adds these in the array's own type."""

from decimal import Decimal
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.kinds import kind_named
from addon.scripting.semantics.coerce import cast
from addon.scripting.semantics.division import exact_quotient, float_divide
from addon.scripting.semantics.missing import missing_method
from addon.scripting.semantics.narrowing import to_int
from addon.scripting.values.characters import Character
from addon.scripting.values.classes import PRIMITIVE_CODES
from addon.scripting.values.lists import Array
from addon.scripting.values.numbers import wrap_long

WHOLE = ("byte", "short", "int", "long")
REAL = ("float", "double")


def is_primitive(value: Any) -> bool:
    """Whether a value is an array of a primitive type."""
    return type(value) is Array and value.component.name in PRIMITIVE_CODES


def _numbers(run: Any, self: Array) -> list[Any]:
    run.meter.step(len(self) >> 3)
    return [ord(one.unit) if type(one) is Character else one for one in self]


def primitive_sum(run: Any, self: Array, *given: Any) -> Any:
    """The sum as the array's own type holds it, from zero or a first number of that type."""
    name = self.component.name
    first: Any = 0
    fits = name != "boolean"
    if given and fits:
        fits, first = kind_named(name).accept(given[0])
    if not fits or len(given) > 1:
        missing_method(self, "sum", given)
    if name in REAL:
        return cast(float(sum([float(one) for one in _numbers(run, self)], float(first))), self.component)
    if name == "char":
        return cast(to_int(sum(_numbers(run, self), to_int(first))) & 0xFFFF, self.component)
    return cast(sum(map(int, _numbers(run, self)), int(first)), self.component)


def primitive_average(run: Any, self: Array, *given: Any) -> Any:
    """The mean; of whole numbers an exact quotient, or none."""
    name = self.component.name
    if given or name not in WHOLE + REAL:
        missing_method(self, "average", given)
    if name in REAL:
        return float_divide(float(sum([float(one) for one in _numbers(run, self)])), float(len(self)))
    total, size = Decimal(wrap_long(sum(map(int, _numbers(run, self))))), Decimal(len(self))
    if not size:
        throw("ArithmeticException", "Division undefined" if not total else "Division by zero")
    exact = exact_quotient(total, size)
    if exact is None:
        throw("ArithmeticException", "Non-terminating decimal expansion; no exact representable decimal result.")
    return exact
