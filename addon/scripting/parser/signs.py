"""Numbers with a minus before them, which is part of the number."""

from decimal import Decimal
from typing import Any

from addon.scripting import nodes
from addon.scripting.semantics.bits import negate
from addon.scripting.values.numbers import BigInteger, Long

ONLY_NEGATED = {2**31: "int", 2**63: "long"}
"""Numbers that fit their type only with a minus."""


def is_plain_number(node: nodes.Literal) -> bool:
    return isinstance(node.value, (int, float, Decimal)) and not isinstance(node.value, bool)


def negated(value: Any) -> Any:
    if type(value) is Long and value == 2**31:
        return -(2**31)
    if type(value) is BigInteger and value == 2**63:
        return Long(-(2**63))
    return negate(value)
