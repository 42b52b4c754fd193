"""Who has gone silent, as far as this process has seen: trackers of tenants, and partners of connections.

A hint that costs nothing while everybody answers; what all processes go by is in the ledger (`storage.outages`).
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

Scope = tuple[int, int]
"""Tenant and connection; connection 0 is the tenant's own tracker."""
REMEMBERED = 100  # entities of one silence, no more


class _Silence:
    """One silence: which entities met it, and who of us looks whether it is over."""

    def __init__(self) -> None:
        self.entities: set[str] = set()
        self.probe = 0  # the line that asks for all others
        self.judged = False  # somebody finds out whether it is one
        self.kept = False  # the ledger knows of it


class Silences:
    """Counts over how many entities nobody answered, since somebody last did."""

    def __init__(self) -> None:
        self._of: dict[Scope, _Silence] = {}
        self._lock = threading.Lock()
        self._here = threading.local()

    def failed(self, scope: Scope, entity: str) -> int:
        """This entity was met with silence; how many different ones were, since the last answer."""
        with self._lock:
            silence = self._of.setdefault(scope, _Silence())
            if len(silence.entities) < REMEMBERED:
                silence.entities.add(entity)
            return len(silence.entities)

    def answered(self, scope: Scope) -> bool:
        """An answer came, whatever it says; True where that ends a silence that the ledger knows of."""
        if scope not in self._of or getattr(self._here, "aside", False):
            return False
        with self._lock:
            silence = self._of.pop(scope, None)
        return silence is not None and silence.kept

    def suspected(self, scope: Scope) -> bool:
        """Whether anything was met with silence since the last answer: then the ledger is worth a look."""
        return scope in self._of

    def keep(self, scope: Scope) -> None:
        """The ledger knows of this silence: who hears an answer ends it there."""
        with self._lock:
            self._of.setdefault(scope, _Silence()).kept = True

    def send_ahead(self, scope: Scope, line: int) -> None:
        """This line asks for all others (0: none does any more)."""
        with self._lock:
            if line:
                self._of.setdefault(scope, _Silence()).probe = line
            elif scope in self._of:
                self._of[scope].probe = 0

    def is_ahead(self, scope: Scope, line: int) -> bool:
        """Whether this line is the one that asks for all others."""
        silence = self._of.get(scope)
        return silence is not None and silence.probe == line

    @contextmanager
    def judging(self, scope: Scope) -> Iterator[bool]:
        """Whether it is up to this thread to find out if everybody meets the silence; one does at a time.

        The questions that it asks meanwhile count as no answer: somebody may say who we are and nothing else.
        """
        with self._lock:
            silence = self._of.setdefault(scope, _Silence())
            mine = not silence.judged
            silence.judged = True
        self._here.aside = mine
        try:
            yield mine
        finally:
            self._here.aside = False
            if mine:
                silence.judged = False
