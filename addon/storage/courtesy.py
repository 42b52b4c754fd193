"""Requests go first: background work in the same process steps aside while somebody waits for an answer.

All threads of a process share one interpreter. Without this, a webhook stands in line behind every busy thread of the
engine, each time it waits for the disk; trackers drop webhooks that are answered slowly.

The store asks here too whether more deliveries are on their way, so that those of one moment share one commit.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from addon.storage.turns import Turns

MOST_S = 0.003
"""So long background work steps aside at most; then one thread of it goes on, however many requests come."""


class Courtesy:
    """Counts the requests that are being answered, and lets background threads wait for a moment without one."""

    def __init__(self) -> None:
        self.turns = Turns()
        self._asking = 0
        self._coming = 0  # of them: those that have not given the store anything yet
        self._quiet = threading.Event()
        self._quiet.set()
        self._all_came = threading.Event()
        self._all_came.set()
        self._half_came = threading.Event()
        self._half_came.set()
        self._lock = threading.Lock()
        self._line = threading.Lock()
        self._here = threading.local()

    @contextmanager
    def request(self) -> Iterator[None]:
        """While this is open, somebody waits for an answer."""
        with self._lock:
            self._asking += 1
            self._coming += 1
            self._quiet.clear()
            self._all_came.clear()
            self._halve()
        self._here.coming = True
        try:
            yield
        finally:
            self.came()
            with self._lock:
                self._asking -= 1
                self._halve()
                if not self._asking:
                    self._quiet.set()

    def came(self) -> None:
        """What this thread's request wants to store is with the store; other threads and a second call say nothing."""
        if getattr(self._here, "coming", False):
            self._here.coming = False
            with self._lock:
                self._coming -= 1
                self._halve()
                if not self._coming:
                    self._all_came.set()

    def gather(self, at_most_s: float, half: bool = False) -> None:
        """Wait until what all requests want to store is with the store.

        `half`: of half of those that are being answered. Where a commit takes long, the others prepare theirs
        meanwhile; if it waited for them too, nobody would have anything to do while it lasts.
        """
        if self._coming:
            (self._half_came if half else self._all_came).wait(at_most_s)

    def _halve(self) -> None:
        """Note whether half of the requests have come; the lock is held."""
        if 2 * self._coming <= self._asking:
            self._half_came.set()
        elif self._half_came.is_set():
            self._half_came.clear()

    def work_in_background(self) -> None:
        """From now on this thread steps aside for requests."""
        self._here.background = True

    def give_way(self) -> None:
        """In a background thread: wait until no request is being answered; while there are some, one by one."""
        if self._asking and getattr(self._here, "background", False):
            with self._line:
                self._quiet.wait(MOST_S)
