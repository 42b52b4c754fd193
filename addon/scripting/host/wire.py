"""Script values as the plain JSON that crosses the border of a run's process, and back."""

import json
from decimal import Decimal
from typing import Any

from addon.scripting.errors import LimitExceeded
from addon.scripting.values.characters import inward
from addon.scripting.values.collections import GroovyMap
from addon.scripting.values.numbers import smallest

DEEPEST = 200


def parse(document: str) -> Any:
    """JSON text as script values: Integer, Long or BigInteger by size, BigDecimal, texts in UTF-16 units.

    Objects stay Python dicts. Raises `ValueError` for what is no JSON.
    """
    try:
        raw = json.loads(document, parse_float=Decimal, parse_int=lambda digits: smallest(int(digits)))
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    return _inward(raw, 0)


def _inward(value: Any, depth: int) -> Any:
    if depth > DEEPEST:
        raise ValueError("nested too deep")
    if isinstance(value, str):
        return inward(value)
    if isinstance(value, dict):
        return {inward(key): _inward(one, depth + 1) for key, one in value.items()}
    if isinstance(value, list):
        return [_inward(one, depth + 1) for one in value]
    return value


def to_maps(value: Any, depth: int = 0) -> Any:
    """Parsed JSON as a script sees parsed JSON: objects as maps."""
    if depth > DEEPEST:
        raise LimitExceeded("depth", f"The data is nested deeper than {DEEPEST}.")
    if isinstance(value, dict):
        return GroovyMap((key, to_maps(one, depth + 1)) for key, one in value.items())
    if isinstance(value, list):
        return [to_maps(one, depth + 1) for one in value]
    return value
