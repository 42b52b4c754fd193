"""One delivery at a time is worked on; whoever waits for the disk meanwhile lets the next one go on.

The threads of a process share one interpreter and hand it over at each call of the system. Of sixteen deliveries at
once each cost 29 changes of thread, and they took more processor time than the work. By turns, a thread has the
interpreter for itself between two waits.

This is a courtesy and no lock: nothing relies on it. Nobody waits long for a turn; whoever keeps one for too long,
with a client that stalls for example, has it taken away.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE_S = 0.05
"""How long somebody waits for their turn before they take it. A delivery needs about a millisecond."""


class Turns:
    """Whose turn it is, and those who wait for it in the order in which they came."""

    def __init__(self) -> None:
        self._turn: threading.Lock | None = None  # of the thread that has it; held until that thread is woken
        self._waiting: deque[threading.Lock] = deque()
        self._lock = threading.Lock()
        self._here = threading.local()

    def take(self) -> None:
        """Wait for this thread's turn; it has to `give` it on."""
        mine = threading.Lock()
        mine.acquire()
        with self._lock:
            free = self._turn is None
            if free:
                self._turn = mine
            else:
                self._waiting.append(mine)
        if not free and not mine.acquire(timeout=PATIENCE_S):
            with self._lock:
                if mine in self._waiting:  # else it was handed over in the last moment, and may be taken away again
                    self._waiting.remove(mine)
                    self._turn = mine
        self._here.mine = mine

    def give(self) -> bool:
        """Let the next one go on; False: this thread had no turn."""
        mine = getattr(self._here, "mine", None)
        if mine is None:
            return False
        self._here.mine = None
        with self._lock:
            if self._turn is mine:  # nobody took it away
                self._turn = self._waiting.popleft() if self._waiting else None
                if self._turn is not None:
                    self._turn.release()
        return True

    @contextmanager
    def aside(self) -> Iterator[None]:
        """While this is open, this thread waits for something: others may go on. Nothing for who has no turn."""
        had = self.give()
        try:
            yield
        finally:
            if had:
                self.take()
