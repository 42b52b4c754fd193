"""What time it is, as told from outside: the evaluator reads no clock of its own."""

from collections.abc import Callable
from contextvars import ContextVar

from addon.scripting.errors import throw

_clock: ContextVar[Callable[[], int] | None] = ContextVar("clock", default=None)


def set_clock(milliseconds: Callable[[], int]) -> None:
    """Give scripts a clock: a function that tells milliseconds since 1970 in UTC."""
    _clock.set(milliseconds)


def now() -> int:
    """Milliseconds since 1970 in UTC."""
    clock = _clock.get()
    if clock is None:
        throw("UnsupportedOperationException", "This run has no clock.")
    return clock()
