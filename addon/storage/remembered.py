"""Whose token is it, remembered: one process that alone writes knows when an answer is no longer true.

On SQLite nobody else can write (`file_lock`), so what was found holds until this process commits a change
of a tenant or a secret. The database itself says so, whichever function made the change (`watch`). On PostgreSQL
other processes change the same rows, so there it is asked each time (`Ledger.signer`).
"""

import sqlite3
from collections.abc import Callable

from addon.storage.signers import Asked, Signer

MOST = 1_000  # answers; then all are forgotten
WATCHED = ("node", "secret")  # what an answer is made of


class Watch:
    """Counts the commits that changed a watched table; `on` the only connection that writes."""

    def __init__(self) -> None:
        self.changes = 0
        self._touched = False

    def on(self, connection: sqlite3.Connection) -> None:
        """Watch what this connection changes, for as long as it lives; nothing of it is stored."""
        connection.create_function("liaise_touched", 0, self._touch)
        for table in WATCHED:
            for what in ("INSERT", "UPDATE", "DELETE"):
                connection.execute(
                    f"CREATE TEMP TRIGGER liaise_{table}_{what} AFTER {what} ON main.{table} "
                    "BEGIN SELECT liaise_touched(); END"
                )

    def ended(self) -> None:
        """A transaction was committed or undone; called before those who wait for it go on."""
        if self._touched:
            self._touched = False
            self.changes += 1

    def _touch(self) -> None:
        self._touched = True


class Remembered:
    """Answers of `find`, each until something that it is made of changed."""

    def __init__(self, watch: Watch, find: Callable[[Asked], Signer | None]) -> None:
        self._watch = watch
        self._find = find
        self._known: dict[Asked, tuple[int, Signer]] = {}

    def __call__(self, asked: Asked) -> Signer | None:
        """The answer as it stands now. What ends by the clock, and a no, is asked anew each time."""
        changes = self._watch.changes  # before the question: a change in between makes the answer an old one
        known = self._known.get(asked)
        if known is not None and known[0] == changes:
            return known[1]
        found = self._find(asked)
        if found is None or found.for_now:
            self._known.pop(asked, None)
        else:
            if len(self._known) >= MOST:
                self._known.clear()
            self._known[asked] = (changes, found)
        return found
