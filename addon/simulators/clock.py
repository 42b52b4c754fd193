"""The time of one simulated site: real time plus what was added to it."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime


class SettableClock:
    """Tells the site's time; only ever moves forward.

    `source` gives seconds since 1970 and may be replaced by a test. Listeners are called after each
    advance, outside the lock, so that due web hooks leave at once.
    """

    def __init__(self, source: Callable[[], float] = time.time) -> None:
        self._source = source
        self._added = 0.0
        self._lock = threading.Lock()
        self._listeners: list[Callable[[], None]] = []

    def seconds(self) -> float:
        """Seconds since 1970 in the site's time."""
        with self._lock:
            return self._source() + self._added

    def milliseconds(self) -> int:
        """Milliseconds since 1970 in the site's time."""
        return int(self.seconds() * 1000)

    def now(self) -> datetime:
        """The site's time, aware, in UTC."""
        return datetime.fromtimestamp(self.seconds(), UTC)

    def advance(self, seconds: float) -> datetime:
        """Move the site's time forward and return it; going back is refused with ValueError."""
        if not seconds >= 0:
            raise ValueError("the clock only goes forward")
        with self._lock:
            self._added += seconds
        for listener in list(self._listeners):
            listener()
        return self.now()

    @property
    def added_s(self) -> float:
        """By how much the site's time is ahead of real time."""
        with self._lock:
            return self._added

    def on_advance(self, listener: Callable[[], None]) -> None:
        """Call `listener` after each advance."""
        self._listeners.append(listener)
