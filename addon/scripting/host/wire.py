"""Script values as the plain JSON that crosses the border of a run's process, and back."""

import json
from decimal import Decimal
from typing import Any

from addon.scripting.errors import LimitExceeded
from addon.scripting.host.bags import Bag
from addon.scripting.host.rich import document_of
from addon.scripting.library.dates import Date
from addon.scripting.semantics.texts import text
from addon.scripting.values.characters import inward, outward
from addon.scripting.values.lists import LIST_TYPES
from addon.scripting.values.maps import MAP_TYPES, GroovyMap
from addon.scripting.values.numbers import NUMBERS, smallest
from addon.scripting.values.ranges import Range
from addon.scripting.values.sets import SET_TYPES

DEEPEST = 200
LONGEST_NUMBER = 4000
"""Digits of a number that every reader of JSON takes; Python's own refuses more."""
LARGEST_POWER = 300
"""Decimals become floating numbers on their way, and there is none beyond 1e308."""
LARGEST_HELD = 64 * 1024 * 1024
"""Bytes of values handed over, as they are held on the other side."""
HELD_REFERENCE, HELD_NUMBER, HELD_TEXT, HELD_LIST, HELD_ENTRY, HELD_DECIMAL, HELD_MAP = 8, 40, 60, 70, 90, 120, 240
"""Bytes that a value takes there, those of its letters and elements not counted."""


def parse(document: str) -> Any:
    """JSON text as script values: Integer, Long or BigInteger by size, BigDecimal, texts in UTF-16 units.

    Objects stay Python dicts. Raises `ValueError` for what is no JSON.
    """
    try:
        raw = json.loads(document, parse_float=Decimal, parse_int=_whole)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    return _inward(raw, 0)


def _whole(digits: str) -> Any:
    return smallest(int(digits) if len(digits) <= LONGEST_NUMBER else int(Decimal(digits)))


def inward_value(value: Any) -> Any:
    """JSON from the parent process (numbers with a point are `Decimal` there) as script values."""
    return _inward(value, 0)


def _inward(value: Any, depth: int) -> Any:
    if type(value) is int:
        return smallest(value)
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


def to_wire(value: Any, budget: "Budget", depth: int = 0) -> Any:
    """A script value as plain JSON. Rich texts become `{"$rich": document}`, dates `{"$date": ms}`.

    Raises `LimitExceeded` when the whole is larger than the budget, or nested too deep.
    """
    if depth > DEEPEST:
        raise LimitExceeded("depth", f"The data is nested deeper than {DEEPEST}.")
    if value is None or isinstance(value, bool):
        budget.spend(5, HELD_REFERENCE)
        return value
    kind = type(value)
    if kind in NUMBERS:
        return _number_to_wire(value, budget)
    if kind in LIST_TYPES or kind in SET_TYPES or kind is Range:
        budget.spend(2, HELD_LIST)
        return [to_wire(one, budget, depth + 1) for one in value]
    if kind in MAP_TYPES:
        return _pairs_to_wire([(text(key), one) for key, one in value.items()], budget, depth)
    if isinstance(value, Bag):
        return _pairs_to_wire(list(value.data.items()), budget, depth)
    if isinstance(value, Date):
        budget.spend(24, HELD_MAP)
        return {"$date": value.millis}
    document = document_of(value)
    if document is not None:
        budget.spend(len(value.values[0].text) * 2, HELD_MAP)
        return {"$rich": document}
    written = text(value)
    budget.spend(len(written) + 2, len(written) + HELD_TEXT)
    return outward(written)


def _number_to_wire(value: Any, budget: "Budget") -> Any:
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        budget.spend(8, HELD_TEXT)
        return text(value)
    if isinstance(value, Decimal):
        if value and value.adjusted() > LARGEST_POWER:
            raise _too_large()
        written = text(value)
        if len(written) > LONGEST_NUMBER:
            raise _too_large()
        budget.spend(len(written), len(written) + HELD_DECIMAL)
        return value
    if isinstance(value, int) and abs(value).bit_length() > LONGEST_NUMBER * 3:
        raise _too_large()
    budget.spend(abs(value).bit_length() // 3 + 1 if isinstance(value, int) else 20, HELD_NUMBER)
    return int(value) if isinstance(value, int) else float(value)


def _too_large() -> LimitExceeded:
    return LimitExceeded("output", "A number is too large to be handed over; hand over its text instead.")


def _pairs_to_wire(pairs: list[tuple[str, Any]], budget: "Budget", depth: int) -> dict[str, Any]:
    made = {}
    budget.spend(0, HELD_MAP)
    for name, one in pairs:
        budget.spend(len(name) + 4, len(name) + HELD_ENTRY)
        made[outward(name)] = to_wire(one, budget, depth + 1)
    return made


class Budget:
    """Characters that may still be handed over, and the bytes that whoever takes them may need to hold them: a short
    text of very many small values fills hundreds of megabytes."""

    def __init__(self, largest: int) -> None:
        self._left = self._largest = largest
        self._room = LARGEST_HELD

    def spend(self, characters: int, held: int) -> None:
        self._left -= characters
        if self._left < 0:
            raise LimitExceeded("output", f"The script hands over more than {self._largest >> 20} MiB.")
        self._room -= held
        if self._room < 0:
            raise LimitExceeded("output", f"The script hands over values that take more than {LARGEST_HELD >> 20} MiB.")
