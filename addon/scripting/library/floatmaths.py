"""java.lang.Math for float: what Java answers with a float where it is given floats or whole numbers."""

import math
import struct
from collections.abc import Callable
from typing import Any

from addon.scripting.library.maths import maths
from addon.scripting.values.numbers import Byte, Float, Long, Short

NARROW = frozenset((Float, int, Long, Short, Byte))
"""Numbers that Java takes for a float rather than for a double."""


def next_float(value: float, up: bool) -> float:
    """The next greater or smaller number that a float can be."""
    if value != value or value == (math.inf if up else -math.inf):
        return value
    if value == 0:
        return math.ldexp(1.0 if up else -1.0, -149)
    bits = struct.unpack("<i", struct.pack("<f", value))[0]
    step = 1 if up == (value > 0) else -1
    return float(struct.unpack("<f", struct.pack("<i", bits + step))[0])


def _towards(value: float, goal: float) -> float:
    if goal != goal:
        return goal
    return goal if value == goal else next_float(value, goal > value)


def _last_place(value: float) -> float:
    size = abs(value)
    if math.isinf(size) or size != size:
        return size
    return math.ldexp(1.0, max(-149, math.frexp(size)[1] - 24)) if size else math.ldexp(1.0, -149)


def _offer(name: str, words: str, calculate: Callable[..., float], narrow: int) -> None:
    """Offer a function that answers with a float if its first `narrow` arguments can be floats."""
    count = words.count(",") + 1
    wide = maths.info.statics[f"{name}/{count}"][0].function

    def choose(run: Any, *values: Any) -> Any:
        """As for doubles, but for floats."""
        if all(type(one) in NARROW for one in values[:narrow]):
            return Float(calculate(*map(float, values)))
        return wide(run, *map(float, values))

    maths.static(f"{name}({words})")(choose)
    offered = maths.info.statics[f"{name}/{count}"]
    offered.insert(0, offered.pop())


for _name, _calculate in (
    ("signum", lambda value: math.copysign(1.0, value) if value and value == value else value),
    ("ulp", _last_place),
    ("nextUp", lambda value: next_float(value, True)),
    ("nextDown", lambda value: next_float(value, False)),
):
    _offer(_name, "Number", _calculate, 1)
_offer("copySign", "Number, Number", math.copysign, 2)
_offer("nextAfter", "Number, Number", _towards, 1)
