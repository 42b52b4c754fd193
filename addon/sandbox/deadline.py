"""The clock inside a run: stops the script by itself, so that the error can name the line it had reached."""

import signal
import types
from collections.abc import Iterator
from contextlib import contextmanager

from addon.scripting.errors import LimitExceeded
from addon.scripting.reached import place

AGAIN = 0.05
"""Rung again this often, should a first stop get lost between two instructions."""


class Deadline:
    """Counts wall time from `start`; time inside `paused` does not count. Main thread only; on
    Windows there is no such timer and the parent's clock has to do."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._left = seconds
        self._running = False

    def start(self) -> None:
        if not hasattr(signal, "setitimer"):
            return
        signal.signal(signal.SIGALRM, self._ring)
        self._arm()

    def stop(self) -> None:
        if self._running:
            self._left = self._disarm()

    def allow(self, seconds: float) -> None:
        """See that there are at least so many seconds from now on."""
        if self._running:
            self._left = max(self._disarm(), seconds)
            self._arm()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Stop the clock while the parent works."""
        was_running = self._running
        if was_running:
            self._left = self._disarm()
        try:
            yield
        finally:
            if was_running:
                self._arm()

    def _arm(self) -> None:
        self._running = True
        signal.setitimer(signal.ITIMER_REAL, max(self._left, 0.001), AGAIN)

    def _disarm(self) -> float:
        self._running = False
        return signal.setitimer(signal.ITIMER_REAL, 0)[0]

    def _ring(self, number: int, frame: types.FrameType | None) -> None:
        if self._running:
            late = LimitExceeded("time", f"The script took longer than {self._seconds:g} seconds.")
            late.position = place(frame)
            raise late
