"""Between the processes of one PostgreSQL database: "something is due", said outside of transactions.

A transaction that notifies holds a lock of the whole server until its commit is on disk, so that commits would queue
up one by one instead of sharing their flushes. So a thread says it right after; what is said at the same moment is
said once. Whoever dies in between is not missed: dispatchers look by themselves every second.
"""

import logging
import threading
from collections.abc import Callable
from typing import Any

log = logging.getLogger(__name__)
CHANNEL = "liaise_due"
AGAIN_S = 5.0  # after a failure


class Tidings:
    """Tells other processes and hears them; `name` is this process's, and what it says itself it does not hear."""

    def __init__(self, url: str, name: str) -> None:
        self._url = url
        self._name = name
        self._news = threading.Event()
        self._stopping = threading.Event()
        self._threads: dict[str, threading.Thread] = {}
        self._lock = threading.Lock()

    def tell(self) -> None:
        """Something is due; returns at once."""
        self._news.set()
        self._start("ledger-teller", self._say, "Other processes are not told, they poll")

    def listen(self, ring: Callable[[], None]) -> None:
        """Call `ring` when another process tells. Where a pooler forbids LISTEN, polling remains."""
        self._start("ledger-listener", lambda: self._hear(ring), "Not listening for wake-ups, polling only")

    def stop(self) -> None:
        """End both threads; what was told last may be left to the others' polling."""
        self._stopping.set()
        self._news.set()
        for thread in self._threads.values():
            thread.join(5)

    def _start(self, name: str, run: Callable[[], None], otherwise: str) -> None:
        if name in self._threads:
            return
        with self._lock:
            if name not in self._threads and not self._stopping.is_set():
                thread = threading.Thread(target=self._again, args=(run, otherwise), name=name, daemon=True)
                thread.start()
                self._threads[name] = thread

    def _connect(self) -> Any:
        import psycopg  # only where PostgreSQL is used

        return psycopg.connect(self._url, autocommit=True, connect_timeout=10)

    def _say(self) -> None:
        with self._connect() as connection:
            while not self._stopping.is_set():
                self._news.wait()
                self._news.clear()
                connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, self._name))

    def _hear(self, ring: Callable[[], None]) -> None:
        with self._connect() as connection:
            connection.execute(f"LISTEN {CHANNEL}")
            ring()  # what became due while nobody listened
            while not self._stopping.is_set():
                for told in connection.notifies(timeout=1.0, stop_after=1):
                    if told.payload != self._name:
                        ring()

    def _again(self, run: Callable[[], None], otherwise: str) -> None:
        """Run until stopped, anew with a new connection where the old one is lost."""
        import psycopg

        while not self._stopping.is_set():
            try:
                run()
            except psycopg.Error as problem:
                log.warning("%s: %s", otherwise, problem)
                self._stopping.wait(AGAIN_S)
                self._news.set()
