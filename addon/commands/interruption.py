"""Ctrl-C and SIGTERM end a command the same way, also where the shell had switched Ctrl-C off."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def interruptible() -> Iterator[None]:
    """Within the block, SIGINT and SIGTERM raise `KeyboardInterrupt`, so that `finally` ends what was started.

    A command that a shell script starts in the background inherits an ignored SIGINT, and Python then leaves it
    ignored; SIGTERM would end the process without ending its parts.
    """

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
