"""java.math.RoundingMode and MathContext."""

from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
)
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.registry import Table
from addon.scripting.values.classes import define

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
    from addon.scripting.values.lists import Array

    return Array(BY_NAME["java.math.RoundingMode"], MODES)


@contexts.method("getPrecision()")
def get_precision(run: Any, self: MathContext) -> int:
    """How many digits are kept."""
    return self.digits


@contexts.method("getRoundingMode()")
def get_rounding(run: Any, self: MathContext) -> RoundingMode:
    """How the rest is rounded."""
    return MODES[self.rounding]


@contexts.constructor("(int)", "(int, RoundingMode)")
def new_context(run: Any, digits: int, mode: RoundingMode | None = None) -> MathContext:
    if digits < 0:
        throw("IllegalArgumentException", "Digits < 0")
    return MathContext(digits, 4 if mode is None else mode.code)


def rounding_of(mode: Any) -> str:
    """Python's name of a rounding mode given as RoundingMode or old constant."""
    rounding = ROUNDINGS.get(mode.code if type(mode) is RoundingMode else mode)
    return rounding or throw("IllegalArgumentException", "Invalid rounding mode")
