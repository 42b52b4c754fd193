"""What every number can do, for AtomicInteger and AtomicLong: with the number that they hold.

Loaded after both: it goes over what Number offers.
"""

from collections.abc import Callable
from decimal import Decimal
from functools import wraps
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library import counters as _counters  # noqa: F401 - these define what is gone over
from addon.scripting.library import numbers as _numbers  # noqa: F401
from addon.scripting.library.registry import Overload
from addon.scripting.values import hierarchy
from addon.scripting.values.classes import class_named, class_of

AS_DECIMALS = frozenset(("plus", "minus", "multiply", "div", "next", "previous"))
"""Groovy's arithmetic knows no atomic numbers and takes them for BigDecimals."""
REFUSED = frozenset(
    ("and", "or", "xor", "leftShift", "rightShift", "rightShiftUnsigned", "bitwiseNegate", "intdiv", "mod")
)


def _held(function: Callable[..., Any], name: str) -> Callable[..., Any]:
    @wraps(function)
    def of_held(run: Any, self: Any, *arguments: Any) -> Any:
        if name in REFUSED:
            kind = class_of(self).name
            throw(
                "UnsupportedOperationException",
                f"Cannot use {name}() on this number type: {kind} with value: {self.value}",
            )
        return function(run, Decimal(int(self.value)) if name in AS_DECIMALS else self.value, *arguments)

    return of_held


for _atomic in ("java.util.concurrent.atomic.AtomicInteger", "java.util.concurrent.atomic.AtomicLong"):
    _own = class_named(_atomic).own
    for _key, _overloads in hierarchy.NUMBER.own.items():
        if _key not in _own:
            _own[_key] = [Overload(one.signature, _held(one.function, one.name)) for one in _overloads]
