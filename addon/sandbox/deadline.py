"""The clock inside a run: stops the script by itself, so that the error can name the line it had reached."""

import signal
import time
import types
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from addon.scripting.errors import LimitExceeded, Position
from addon.scripting.reached import place

AGAIN = 0.05
"""Rung again this often, should a first stop get lost between two instructions."""
TICK = 0.25
"""How often the place that was reached is told before the end: code in C may run so long that nothing but the parent
ends it, and only what it knows by then names the line."""


class Deadline:
    """Counts wall time from `start`; time inside `paused` does not count. Main thread only; on
    Windows there is no such timer and the parent's clock has to do."""

    def __init__(self, seconds: float, tell: Callable[[Position], None] = lambda _: None) -> None:
        self._seconds = seconds
        self._left = seconds
        self._ends = 0.0
        self._running = False
        self._tell = tell

    def start(self) -> None:
        if not hasattr(signal, "setitimer"):
            return
        signal.signal(signal.SIGALRM, self._ring)
        self._arm()

    def stop(self) -> None:
        if self._running:
            self._disarm()

    def allow(self, seconds: float) -> None:
        """See that there are at least so many seconds from now on."""
        if self._running:
            self._disarm()
            self._left = max(self._left, seconds)
            self._arm()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Stop the clock while the parent works."""
        was_running = self._running
        if was_running:
            self._disarm()
        try:
            yield
        finally:
            if was_running:
                self._arm()

    def _arm(self) -> None:
        self._running = True
        self._ends = time.monotonic() + self._left
        self._wind(self._left)

    def _disarm(self) -> None:
        self._running = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        self._left = max(self._ends - time.monotonic(), 0.0)

    def _wind(self, left: float) -> None:
        signal.setitimer(signal.ITIMER_REAL, max(min(left, TICK), 0.001), AGAIN)

    def _ring(self, number: int, frame: types.FrameType | None) -> None:
        if not self._running:
            return
        reached = place(frame)
        left = self._ends - time.monotonic()
        if left > 0:
            self._wind(left)
            if reached is not None:
                with suppress(MemoryError):
                    self._tell(reached)
            return
        late = LimitExceeded("time", f"The script took longer than {self._seconds:g} seconds.")
        late.position = reached
        raise late
