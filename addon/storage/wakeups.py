"""Waking the dispatcher when something became due."""

import threading


class Wakeups:
    """A bell: `ring` from any thread, `wait` in the dispatcher. Rings while nobody waits are not lost."""

    def __init__(self) -> None:
        self._bell = threading.Event()

    def ring(self) -> None:
        """Something may be due now."""
        self._bell.set()

    def wait(self, timeout_s: float) -> bool:
        """Wait for a ring; False when the time passed without one."""
        rung = self._bell.wait(timeout_s)
        self._bell.clear()
        return rung
